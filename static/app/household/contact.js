// A person whom one may reach: name, telephone, and who it is.

import { html } from "../vendor/preact.js";
import { Field } from "../pieces.js";
import { say } from "../say.js";

const PARTS = ["name", "phone", "relation"];

export function Contact({ id, pointer, legend, value, trouble, put, remove }) {
  const error = (part) => (trouble && trouble.about ? trouble.about(`${pointer}/${part}`) : null);
  const part = (name) => ({ id: `${id}-${name}`, value: value[name], error: error(name), onInput: (event) => put({ ...value, [name]: event.currentTarget.value }) });
  return html`<div class="sheet stack" role="group" aria-label=${legend}>
    <${Field} ...${part("name")} label=${say("contact.name")} required maxlength="100" autocomplete="off" />
    <${Field} ...${part("phone")} type="tel" inputmode="tel" label=${say("contact.phone")} required maxlength="40" autocomplete="off" />
    <${Field} ...${part("relation")} label=${say("contact.relation")} required maxlength="40" autocomplete="off" />
    ${remove && html`<p class="btns"><button class="btn plain" type="button" onClick=${remove}>${say("contact.remove")}<span class="out"> ${value.name || legend}</span></button></p>`}</div>`;
}

// The fields that the server may find fault with, by its pointers.
export function contactErrors(values) {
  const found = {};
  const add = (pointer, id) => PARTS.forEach((part) => {
    found[`${pointer}/${part}`] = `${id}-${part}`;
  });
  values.pickup_people.forEach((_, i) => add(`/pickup_people/${i}`, `pickup-${i}`));
  add("/emergency_contact", "emergency");
  return found;
}
