// What happens next, and by when: [{ mark, what, more }], where `mark` is done, now or nothing.

import { html } from "../vendor/preact.js";
import { day } from "../dates.js";
import { now } from "../api.js";
import { say } from "../say.js";
import { at, stateOf } from "./state.js";

const HOUR = 3600000;
// docs/rules.md: the list closes (R19), a date is called to mind (R50).
const LIST_CLOSES_BEFORE = 2 * HOUR;
const REMINDED_BEFORE = 48 * HOUR;

export function Steps({ one, offering, level = 2 }) {
  const steps = stepsOf(one, offering);
  if (steps.length === 0) return null;
  const heading = say("step.heading");
  return html`<div class="stack-s">${level === 2 ? html`<h2>${heading}</h2>` : html`<h3>${heading}</h3>`}
    <ol class="steps">${steps.map(({ mark, what, more }) => html`<li class=${mark}><strong>${what}</strong>${more && html`<br />${more}`}</li>`)}</ol></div>`;
}

export function stepsOf(one, offering) {
  const of = { confirmed, waitlisted, undrawn: waitlisted, offered, draw, review }[stateOf(one)];
  return of ? of(one, offering) : [];
}

const done = (what, more) => ({ mark: "done", what, more });
const today = (what, more) => ({ mark: "now", what, more });
const later = (what, more) => ({ mark: "", what, more });
const since = (one) => at(one, one.history.length ? one.history[one.history.length - 1].at : one.created_at);

function confirmed(one, offering) {
  const steps = [done(say("step.confirmed"), say("step.since", { when: since(one) }))];
  const { starts_at: from, time_zone: zone } = one.offering;
  if (!from || Date.parse(from) <= now()) return steps;
  const reminder = Date.parse(from) - REMINDED_BEFORE;
  if (reminder - REMINDED_BEFORE > Date.parse(one.created_at) && reminder > now()) steps.push(later(say("step.reminder", { day: day(reminder, zone) }), say("step.reminder-more")));
  if (one.actions.includes("cancel")) {
    const isLate = one.cancel_until && Date.parse(one.cancel_until) <= now();
    steps.push(later(isLate || !one.cancel_until ? say("step.cancel") : say("step.cancel-until", { until: at(one, one.cancel_until) }), say("step.cancel-more")));
  }
  const isOnline = offering && offering.online;
  steps.push(later(say(isOnline ? "step.online" : "step.door", { when: at(one, from) }), say(isOnline ? "step.online-more" : "step.door-more")));
  return steps;
}

function waitlisted(one, offering) {
  const steps = [today(say("step.wait"), say("step.wait-more"))];
  const offers = !offering || offering.offer_hours;
  steps.push(later(say("step.turn"), say(offers ? "step.turn-offer" : "step.turn-place")));
  const from = one.offering.starts_at;
  if (from) steps.push(later(say("step.list-closes", { when: at(one, Date.parse(from) - LIST_CLOSES_BEFORE) }), say("step.list-closes-more")));
  return steps;
}

const offered = (one) => [
  today(say("step.answer", { until: at(one, one.offer_expires_at) }), say("step.answer-more")),
  later(say("step.silence"), say("step.silence-more")),
];

function draw(one, offering) {
  const steps = [done(say("step.applied"), at(one, one.created_at))];
  const closes = offering && offering.registration_closes;
  const isOpen = closes && Date.parse(closes) > now();
  if (isOpen) steps.push(today(say("step.change-until", { until: at(one, closes) }), say("step.fair")));
  steps.push(later(closes && isOpen ? say("step.frozen-at", { when: at(one, closes) }) : say("step.frozen"), say("step.frozen-more")));
  const drawn = offering && offering.draw_at;
  steps.push(later(drawn ? say("step.draw-at", { when: at(one, drawn) }) : say("step.draw"), say("step.draw-more")));
  steps.push(later(say("step.told"), say("step.told-more")));
  return steps;
}

const review = (one) => [
  done(say("step.applied"), at(one, one.created_at)),
  today(say("step.reviewed"), say("step.reviewed-more")),
  later(say("step.told-soon"), say("step.told-place")),
];
