// Whom to ask: a person at the organizer registers for whoever cannot.

import { html } from "../vendor/preact.js";
import { read } from "../api.js";
import { icon, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";

export default function Help({ query }) {
  useTitle(say("help"));
  const program = query.get("program");
  return html`<div class="stack-l"><div class="stack-s"><h1>${say("help")}</h1><p class="lead">${say("help.lead")}</p></div>
    ${program ? html`<${Organizer} code=${program} />` : html`<section class="sheet stack-s" aria-labelledby="who"><h2 id="who">${say("help.who")}</h2><p>${say("help.who-lead")}</p><p class="btns"><a class="btn" href="/">${icon("search")}${say("help.find")}</a></p></section>`}
    <section class="stack-s" aria-labelledby="bring"><h2 id="bring">${say("help.bring")}</h2><ul class="dots">${[1, 2, 3].map((n) => html`<li>${say(`help.bring-${n}`)}</li>`)}</ul></section>
    <section class="stack-s" aria-labelledby="same"><h2 id="same">${say("help.same")}</h2><p>${say("help.same-lead")}</p></section>
    <section class="stack-s" aria-labelledby="read"><h2 id="read">${say("help.read")}</h2><p>${say("help.read-lead")}</p></section></div>`;
}

// Who organizes a program, and how to reach them.
function Organizer({ code }) {
  const { answer, trouble, again } = useAnswer(read, `/programs/${encodeURIComponent(code)}`);
  if (trouble) return html`<${Trouble} trouble=${trouble} again=${again} />`;
  if (!answer) return html`<${Waiting} />`;
  const { title, organization, contact, contact_email: email } = answer;
  const phone = contact && /\+?\d[\d -]{5,}\d/.exec(contact);
  return html`<section class="sheet stack-s" aria-labelledby="who"><h2 id="who">${organization ? organization.name : say("help.who")}</h2>
    <p>${say("help.of", { title })}</p><p>${contact || (email ? "" : say("help.no-contact"))}</p>
    <p class="btns">${phone && html`<a class="btn" href=${`tel:${phone[0].replace(/[ -]/g, "")}`}>${icon("phone")}${say("help.call", { number: phone[0] })}</a>`}${email && html`<a class="btn quiet" href=${`mailto:${email}`}>${icon("letter")}${email}</a>`}</p></section>`;
}
