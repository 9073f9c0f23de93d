// Whom to ask: a person at the organizer registers for whoever cannot.

import { html } from "../vendor/preact.js";
import { icon, useTitle } from "../pieces.js";
import { say } from "../say.js";

export default function Help() {
  useTitle(say("help"));
  return html`<div class="stack-l"><div class="stack-s"><h1>${say("help")}</h1><p class="lead">${say("help.lead")}</p></div>
    <section class="sheet stack-s" aria-labelledby="who"><h2 id="who">${say("help.who")}</h2><p>${say("help.who-lead")}</p><p class="btns"><a class="btn" href="/">${icon("search")}${say("help.find")}</a></p></section>
    <section class="stack-s" aria-labelledby="bring"><h2 id="bring">${say("help.bring")}</h2><ul class="dots">${[1, 2, 3].map((n) => html`<li>${say(`help.bring-${n}`)}</li>`)}</ul></section>
    <section class="stack-s" aria-labelledby="same"><h2 id="same">${say("help.same")}</h2><p>${say("help.same-lead")}</p></section>
    <section class="stack-s" aria-labelledby="read"><h2 id="read">${say("help.read")}</h2><p>${say("help.read-lead")}</p></section></div>`;
}
