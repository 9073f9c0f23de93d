// A registration in the list: where it stands, what is next, and what can be done about it right there.

import { html } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { Offer } from "./offer.js";
import { at, isOver, lastReason, nameOf, State, stateOf, whenOf, whoOf } from "./state.js";

export function Item({ entry, offerings, isOld, again }) {
  const [one] = entry;
  const state = stateOf(one);
  const who = entry.length > 1 ? say("mine.together", { who: whoOf(entry) }) : whoOf(entry);
  return html`<li class=${`sheet stack-s ${state === "offered" ? "lamp" : ""}`}><${State} one=${one} />
    <h3><a href=${`/registrations/${one.id}`}>${nameOf(one)}</a></h3>
    <p class="soft">${[who, whenOf(one)].join(" · ")}</p>
    ${state === "offered" ? html`<${Offer} entry=${entry} isOld=${isOld} again=${again} /><${WhyNow} one=${one} />` : html`<${Next} one=${one} offering=${offerings[one.offering_id]} /><${Ways} entry=${entry} state=${state} isOld=${isOld} />`}</li>`;
}

function WhyNow({ one }) {
  const last = one.history[one.history.length - 1];
  if (!last) return null;
  return html`<details><summary>${say("mine.why-now")}${icon("next")}</summary><p>${at(one, last.at)}${say("mine.because", { why: last.reason.detail })}</p></details>`;
}

// What comes next, in one line.
function Next({ one, offering }) {
  switch (stateOf(one)) {
    case "draw": {
      const when = offering && offering.draw_at;
      return html`<p>${when ? say("next.draw-at", { when: at(one, when) }) : say("next.draw")} <span class="code">${one.draw_code}</span></p>`;
    }
    case "review": return html`<p>${say("next.review")}</p>`;
    case "waitlisted":
    case "undrawn": return html`<p>${say("next.waiting", { n: one.place_in_line - 1 })}</p>`;
    case "confirmed": {
      const isLate = one.cancel_until === null || !one.actions.includes("cancel") || isPast(one.cancel_until);
      return isLate ? null : html`<p>${say("next.cancel-until", { until: at(one, one.cancel_until) })}</p>`;
    }
    case "passing": return html`<p>${say("next.passing")}</p>`;
    default: return null;
  }
}

const isPast = (instant) => isOver({ offering: { ends_at: instant } });

function Ways({ entry, state, isOld }) {
  const [one] = entry;
  const name = html`<span class="out"> ${nameOf(one)} ${whoOf(entry)}</span>`;
  const leaving = entry.length === 1 && one.actions.includes("cancel") && !isOld;
  if (state !== "confirmed" && !leaving) return null;
  return html`<p class="btns">${state === "confirmed" && html`<a class="btn quiet" href=${`/registrations/${one.id}/ticket`}>${icon("ticket")}${say(isOld ? "way.ticket-offline" : "way.ticket")}${name}</a>`}
    ${leaving && html`<a class="btn plain" href=${`/registrations/${one.id}/cancel`}>${say(`out.${one.status}`, { who: "" })}${name}</a>`}</p>`;
}

export function Ended({ one }) {
  const reason = lastReason(one);
  return html`<li class="stack-s"><${State} one=${one} /> <a href=${`/registrations/${one.id}`}>${nameOf(one)}</a><br />
    <span class="soft">${[whoOf([one]), whenOf(one)].join(" · ")}<br />${one.status === "confirmed" ? "" : reason.detail}</span></li>`;
}
