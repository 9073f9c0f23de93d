// One person of the family: added, changed, taken away. What was typed is kept until it is saved.

import { html, useState } from "../vendor/preact.js";
import { call, newKey } from "../api.js";
import { Field, icon, useHeading, useTitle, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { draft, keepDraft } from "../store.js";
import { Contact, contactErrors } from "./contact.js";

const RELATIONS = ["child", "spouse", "parent", "other"];
const GENDERS = ["female", "male", "undisclosed"];
const EMPTY = { name: "", relation: "child", birth_date: "", gender: "", grade: "", pickup_people: [], emergency_contact: null, care_notes: "" };
const LABELS = {
  name: "person.name", relation: "person.relation", birth_date: "person.birth-date", gender: "person.gender", grade: "person.grade",
  pickup_people: "person.pickup", emergency_contact: "person.emergency", care_notes: "person.care",
};
const FIELDS = ["name", "relation", "birth_date", "gender", "grade", "care_notes"];

// `close(words, made, isMore)` is told what was saved, the person as the server has it, and whether
// another one follows; `more` names the button for that, `back` where leaving leads.
export function Person({ person, close, heading: given, more, back }) {
  const screen = `person.${person ? person.id : "new"}`;
  // Only what is changed here, with what it was: the rest is what the record says by now, whoever wrote it.
  const [typed, set] = useState(() => draft(screen) || { key: newKey(), changes: {}, was: {} });
  const [state, tell] = useState({});
  const recorded = valuesOf(person);
  const values = { ...recorded, ...typed.changes };
  const [elsewhere] = useState(() => Object.keys(typed.was).filter((name) => !isSame(recorded[name], typed.was[name]) && !isSame(recorded[name], values[name])));
  const isSelf = values.relation === "self";
  const heading = given || (person ? say("person.edit", { name: person.name }) : say("person.add"));
  useTitle(heading);
  useHeading(screen);
  const write = (next) => {
    set(next);
    keepDraft(screen, next);
  };
  const change = (more) => {
    const before = Object.fromEntries(Object.keys(more).map((name) => [name, recorded[name]]));
    write({ ...typed, changes: { ...typed.changes, ...more }, was: { ...before, ...typed.was } });
  };
  const leave = (words, made, isMore = false) => {
    keepDraft(screen, null);
    close(words, made, isMore);
  };
  const save = async (event) => {
    event.preventDefault();
    if (state.isSending) return;
    tell({ isSending: true });
    try {
      const made = person
        ? await call("PATCH", `/me/participants/${person.id}`, { body: editOf(person, values) })
        : await call("POST", "/me/participants", { body: bodyOf(values), key: typed.key });
      leave(say("person.saved", { name: values.name }), made, Boolean(event.submitter && event.submitter.value === "more"));
    } catch (trouble) {
      // Another try is another deed: what was refused was not done.
      if (trouble.status === 422) write({ ...typed, key: newKey() });
      tell({ trouble });
    }
  };
  const error = (name) => (state.trouble && state.trouble.about ? state.trouble.about(`/${name}`) : null);
  const text = (name) => ({ id: name, name, value: values[name], error: error(name), onInput: (event) => change({ [name]: event.currentTarget.value }) });
  const fields = { ...Object.fromEntries(FIELDS.map((name) => [`/${name}`, name])), ...contactErrors(values) };
  return html`<div><button class="btn plain back" type="button" onClick=${() => leave()}>${icon("next")}${back || say("household.title")}</button>
    <form class="stack" onSubmit=${save}><h1>${heading}</h1>
    <${Wrong} trouble=${state.trouble} fields=${fields} />
    ${elsewhere.length > 0 && html`<${Elsewhere} names=${elsewhere} recorded=${recorded} />`}
    <${Field} ...${text("name")} label=${say("person.name")} hint=${say("person.name-hint")} required maxlength="100" autocomplete="off" />
    ${!isSelf && html`<${Field} ...${text("relation")} label=${say("person.relation")}>${RELATIONS.map((one) => html`<option value=${one} selected=${values.relation === one}>${say(`relation.${one}`)}</option>`)}<//>`}
    <${Field} ...${text("birth_date")} type="date" label=${say("person.birth-date")} why=${say("person.birth-date-why")} />
    <${Field} ...${text("gender")} label=${say("person.gender")} why=${say("person.gender-why")}><option value="">${say("person.unsaid")}</option>${GENDERS.map((one) => html`<option value=${one} selected=${values.gender === one}>${say(`gender.${one}`)}</option>`)}<//>
    ${values.relation === "child" && html`<${Child} values=${values} change=${change} text=${text} trouble=${state.trouble} />`}
    <div class="btns"><button class="btn" type="submit" disabled=${state.isSending}>${say("person.save")}</button>${more && html`<button class="btn quiet" type="submit" name="then" value="more" disabled=${state.isSending}>${more}</button>`}<button class="btn plain" type="button" onClick=${() => leave()}>${say("person.cancel")}</button></div></form>
    ${person && !isSelf && html`<${Remove} person=${person} done=${leave} />`}</div>`;
}

// What is asked of children only, with why and who reads it.
function Child({ values, change, text, trouble }) {
  const people = values.pickup_people;
  const put = (i, one) => change({ pickup_people: people.map((was, at) => (at === i ? one : was)) });
  return html`<div class="stack">
    <${Field} ...${text("grade")} label=${say("person.grade")} hint=${say("person.grade-hint")}><option value="">${say("person.no-grade")}</option>${Array.from({ length: 12 }, (_, i) => html`<option value=${i + 1} selected=${String(values.grade) === String(i + 1)}>${say("find.grade-is", { n: i + 1 })}</option>`)}<//>
    <fieldset class="stack"><legend>${say("person.pickup")}</legend><p class="why">${icon("lock")}<span>${say("person.pickup-why")}</span></p>
      ${people.map((one, i) => html`<${Contact} key=${i} id=${`pickup-${i}`} pointer=${`/pickup_people/${i}`} legend=${say("person.pickup-n", { n: i + 1 })} value=${one} trouble=${trouble} put=${(next) => put(i, next)} remove=${() => change({ pickup_people: people.filter((_, at) => at !== i) })} />`)}
      ${people.length < 10 && html`<p class="btns"><button class="btn quiet" type="button" onClick=${() => change({ pickup_people: [...people, { name: "", phone: "", relation: "" }] })}>${icon("plus")}${say("person.pickup-add")}</button></p>`}</fieldset>
    <fieldset class="stack"><legend>${say("person.emergency")}</legend><p class="why">${icon("lock")}<span>${say("person.emergency-why")}</span></p>
      ${values.emergency_contact ? html`<${Contact} id="emergency" pointer="/emergency_contact" legend=${say("person.emergency")} value=${values.emergency_contact} trouble=${trouble} put=${(next) => change({ emergency_contact: next })} remove=${() => change({ emergency_contact: null })} />`
      : html`<p class="btns"><button class="btn quiet" type="button" onClick=${() => change({ emergency_contact: { name: "", phone: "", relation: "" } })}>${icon("plus")}${say("person.emergency-add")}</button></p>`}</fieldset>
    <${Field} ...${text("care_notes")} rows="4" maxlength="2000" label=${say("person.care")} hint=${say("person.care-hint")} why=${say("person.care-why")} /></div>`;
}

// Taking somebody away is refused while she is registered; the server says for what.
function Remove({ person, done }) {
  const [isAsked, ask] = useState(false);
  const [trouble, tell] = useState(null);
  const remove = async () => {
    try {
      await call("DELETE", `/me/participants/${person.id}`);
      done(say("person.removed", { name: person.name }));
    } catch (problem) {
      tell(problem);
    }
  };
  return html`<section class="stack-s last" aria-labelledby="remove"><h2 id="remove">${say("person.remove")}</h2><p>${say("person.remove-lead", { name: person.name })}</p>
    <${Wrong} trouble=${trouble} fields=${{}} />
    <p class="btns">${isAsked ? html`<button class="btn harm" type="button" onClick=${remove}>${say("person.remove-sure", { name: person.name })}</button><button class="btn plain" type="button" onClick=${() => ask(false)}>${say("person.cancel")}</button>`
    : html`<button class="btn harm" type="button" onClick=${() => ask(true)}>${say("person.remove-ask")}</button>`}</p></section>`;
}

// What was typed here and not saved, and changed on another phone since: what the record says now.
function Elsewhere({ names, recorded }) {
  const told = (name) => ["name", "birth_date", "care_notes"].includes(name) && recorded[name];
  return html`<div class="note lamp" role="status">${icon("warn")}<div><strong>${say("person.elsewhere")}</strong>
    <ul class="dots">${names.map((name) => html`<li key=${name}>${say(LABELS[name])}${told(name) && say("person.elsewhere-now", { what: told(name) })}</li>`)}</ul></div></div>`;
}

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

function valuesOf(person) {
  if (!person) return EMPTY;
  return { ...EMPTY, ...Object.fromEntries(Object.keys(EMPTY).map((name) => [name, person[name] === null && name !== "emergency_contact" ? "" : person[name]])) };
}

// What is sent: what was left empty is null, and what is only for children goes with them.
function bodyOf(values) {
  const isChild = values.relation === "child";
  return {
    name: values.name, relation: values.relation, birth_date: values.birth_date || null, gender: values.gender || null,
    grade: isChild && values.grade ? Number(values.grade) : null,
    pickup_people: isChild ? values.pickup_people : [],
    emergency_contact: isChild ? values.emergency_contact : null,
    care_notes: (isChild && values.care_notes) || null,
  };
}

// What is another than it was.
function editOf(person, values) {
  const was = bodyOf(valuesOf(person));
  const isOther = ([name, value]) => !isSame(value, was[name]);
  return Object.fromEntries(Object.entries(bodyOf(values)).filter(isOther));
}
