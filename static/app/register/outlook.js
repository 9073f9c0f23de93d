// What would come of it as things stand: a place, a place in line, or the draw; clashes; chances.

import { html } from "../vendor/preact.js";
import { moment, span } from "../dates.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";

const PICTURES = { confirmed: "check", waitlisted: "queue", applied: "lots", offered: "lamp" };

export function Outlook({ found, chances, values, change, offering, chosen }) {
  const states = [...new Set(found.registrations.map((one) => one.status))];
  const name = (id) => (chosen.find((one) => one.id === id) || { name: "" }).name;
  return html`<${Clashes} clashes=${found.clashes} name=${name} zone=${offering.time_zone} />
    ${states.map((status) => html`<${State} key=${status} status=${status} all=${found.registrations.filter((one) => one.status === status)} offering=${offering} />`)}
    ${chances && chances.map((one, i) => html`<${Chances} key=${i} chance=${one} linked=${values.linked} turn=${(linked) => change({ linked })} />`)}`;
}

function State({ status, all, offering }) {
  const names = [...new Set(all.map((one) => one.participant.name))].join(say("register.and"));
  const lines = Math.max(...all.map((one) => one.place_in_line || 0));
  const { draw_at: draws, allocation } = offering;
  const id = status === "applied" ? (allocation === "lottery" ? (draws ? "register.will-draw-at" : "register.will-draw") : "register.will-review") : `register.will-${status}`;
  return html`<div class=${status === "confirmed" ? "note leaf" : "note"}>${icon(PICTURES[status] || "info")}<div>${say(id, { names, n: lines, when: draws && moment(draws, offering.time_zone) })}</div></div>`;
}

function Clashes({ clashes, name, zone }) {
  if (!clashes || clashes.length === 0) return html`<div class="note leaf">${icon("check")}<div>${say("register.no-clash")}</div></div>`;
  return html`<div class="note lamp">${icon("warn")}<div><strong>${say("register.clash")}</strong>
    <ul class="dots">${clashes.map((one, i) => html`<li key=${i}>${say("register.clash-of", { name: name(one.participant_id), when: span(one.starts_at, one.ends_at, zone) })}</li>`)}</ul>${say("register.clash-may")}</div></div>`;
}

const share = (part, whole) => Math.round((part / whole) * 100);

function Chances({ chance, linked, turn }) {
  const { rehearsals, entries, together, all_alone: both, one_alone: some } = chance;
  return html`<div class="sheet stack-s"><h2 class="h3">${say("register.chances", { n: entries })}</h2>
    <ul class="dots"><li>${linked ? html`<strong>${say("register.chance-together", { p: share(together, rehearsals) })}</strong>` : say("register.chance-together", { p: share(together, rehearsals) })}</li>
    <li>${say("register.chance-alone", { p: share(both, rehearsals), q: share(some - both, rehearsals), r: share(rehearsals - some, rehearsals) })}</li></ul>
    <p class="hint">${say("register.chance-changes")}</p>
    <p class="row"><button class="btn quiet" type="button" onClick=${() => turn(!linked)}>${say(linked ? "register.turn-alone" : "register.turn-together")}</button></p></div>`;
}
