// The family: written once, used by each registration that asks for it.

import { html, useState } from "../vendor/preact.js";
import { all, call } from "../api.js";
import { date } from "../dates.js";
import { icon, Trouble, useAnswer, useHeading, useTitle, Waiting } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { session, signOut } from "../store.js";
import { Memberships } from "../household/memberships.js";
import { Person } from "../household/person.js";

export default function Household() {
  useTitle(say("household.title"));
  const people = useAnswer(() => all("/me/participants"), "people");
  // The id of who is edited, or "new".
  const [edited, edit] = useState(null);
  const [done, tell] = useState("");
  useHeading(edited === null, { first: false });
  if (people.trouble) return html`<div class="stack"><h1>${say("household.title")}</h1><${Trouble} trouble=${people.trouble} again=${people.again} /></div>`;
  if (!people.answer) return html`<div class="stack"><h1>${say("household.title")}</h1><${Waiting} /></div>`;
  const close = (words) => {
    edit(null);
    tell(words || "");
    if (words) people.again();
  };
  if (edited) {
    const person = people.answer.find((one) => one.id === edited);
    return html`<${Person} key=${edited} person=${person} close=${close} />`;
  }
  return html`<div class="stack-l"><div class="stack"><h1>${say("household.title")}</h1><p>${say("household.lead")}</p>
    <p role="status" class=${done ? "note leaf" : ""}>${done && html`${icon("check")}<span>${done}</span>`}</p>
    <ul class="stack">${people.answer.map((one) => html`<${Row} key=${one.id} one=${one} edit=${edit} />`)}</ul>
    <p class="btns"><button class="btn" type="button" onClick=${() => edit("new")}>${icon("plus")}${say("household.add")}</button></p></div>
    <${Memberships} />
    <${Leave} /></div>`;
}

function Row({ one, edit }) {
  const isSelf = one.relation === "self";
  const name = isSelf ? say("household.me", { name: one.name }) : one.name;
  const told = [!isSelf && say(`relation.${one.relation}`), one.birth_date && say("household.born", { date: date(one.birth_date) }), one.grade && say("find.grade-is", { n: one.grade })].filter(Boolean).join(say("household.and"));
  const contact = (person) => `${person.name}${person.relation ? say("household.brackets", { what: person.relation }) : ""}`;
  return html`<li class="sheet stack-s"><div class="person"><span class="face" aria-hidden="true">${[...one.name].slice(-1)}</span><div><h2 class="h3">${name}</h2><p class="soft">${told}</p></div></div>
    ${!isSelf && html`<dl class="facts">
      <div><dt>${say("household.pickup")}</dt><dd>${one.pickup_people.length ? one.pickup_people.map(contact).join(say("household.and")) : say("household.none")}</dd></div>
      <div><dt>${say("household.emergency")}</dt><dd>${one.emergency_contact ? contact(one.emergency_contact) : say("household.none")}</dd></div>
      <div><dt>${say("household.care")}</dt><dd>${one.care_notes ? html`${one.care_notes} <span class="soft">${say("household.sealed")}</span>` : say("household.none")}</dd></div></dl>`}
    <p class="btns"><button class="btn quiet" type="button" onClick=${() => edit(one.id)}>${icon("edit")}${say("household.edit")}<span class="out"> ${name}</span></button></p></li>`;
}

// The way out of this phone: nothing of hers stays on it.
function Leave() {
  const leave = async () => {
    // Without network the phone forgets her all the same; the token ends by itself.
    await call("DELETE", "/tokens/current").catch(() => {});
    await signOut();
    go("/");
  };
  const { email } = (session() || { account: {} }).account;
  return html`<section class="stack-s last" aria-labelledby="leave"><h2 id="leave">${say("household.this-phone")}</h2><p>${say("household.signed-in-as", { email })}</p>
    <p class="btns"><button class="btn quiet" type="button" onClick=${leave}>${icon("leave")}${say("household.sign-out")}</button></p></section>`;
}
