// A refusal: its rule and numbers, the way to object, and what else there is. Nothing was sent.

import { html } from "../vendor/preact.js";
import { read } from "../api.js";
import { icon, useAnswer, useHeading } from "../pieces.js";
import { say } from "../say.js";
import { Results } from "../find/results.js";

export function Refused({ refused, offering, program, chosen, plan }) {
  useHeading("refused");
  const names = (id) => (chosen.find((one) => one.id === id) || { name: "" }).name;
  const isIn = refused.slug === "already-registered";
  const others = useAnswer(() => read(`/programs?kind=${encodeURIComponent(program.kind)}&has_places=true&limit=5`), program.kind);
  const items = others.answer ? others.answer.items.filter((one) => one.code !== program.code).slice(0, 3) : [];
  return html`<div class="stack-l"><section class="outcome refused stack">${icon("no")}
    <h1 tabindex="-1">${say(isIn ? "register.is-in" : "register.refused", { what: offering.title })}</h1>
    <p class="lead">${say("register.nothing-sent")}</p>
    <h2>${say("register.reason")}</h2>
    <ul class="stack-s">${(refused.reasons.length ? refused.reasons : [{ detail: refused.message, facts: {} }]).map((one, i) => html`<li key=${i} class="note clay">${icon("no")}<div>${one.facts.participant_id && html`<strong>${names(one.facts.participant_id)}</strong><br />`}${one.detail}</div></li>`)}</ul>
    ${!isIn && html`<h2>${say("register.object")}</h2><p>${program.contact ? say("register.object-to", { contact: program.contact }) : say("register.object-anywhere", { body: program.organization.name })}</p>`}
    <div class="btns">${isIn ? html`<a class="btn" href="/registrations">${say("register.to-mine")}</a>` : html`<button class="btn" type="button" onClick=${() => plan.go({ step: 1 })}>${say("register.back")}</button><a class="btn quiet" href="/help">${say("help")}</a>`}</div></section>
    ${items.length > 0 && html`<section aria-labelledby="others"><h2 id="others">${say("register.others")}</h2><${Results} items=${items} /></section>`}</div>`;
}
