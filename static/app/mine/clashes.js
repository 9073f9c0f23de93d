// Dates, and those of one person that are at the same time.

import { html } from "../vendor/preact.js";
import { span } from "../dates.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { nameOf } from "./state.js";

// The dates of registrations: [{ one, session, starts, ends }], the earliest first.
export function datesOf(items, offerings) {
  const dates = [];
  for (const one of items) {
    for (const session of sessionsOf(one, offerings[one.offering_id])) {
      const isHers = !one.session_id || session.id === one.session_id;
      if (isHers && session.state !== "cancelled") dates.push({ one, session, starts: Date.parse(session.starts_at), ends: Date.parse(session.ends_at) });
    }
  }
  return dates.sort((a, b) => a.starts - b.starts);
}

// Where the offering cannot be had, what the registration tells of it: its first beginning, and the end.
function sessionsOf({ session_id: id, offering: { starts_at, ends_at } }, offering) {
  if (offering) return offering.sessions;
  return starts_at && ends_at ? [{ id, starts_at, ends_at, state: "planned", site: null }] : [];
}

// The other dates of the same person at the time of this one.
export const clashesOf = (date, dates) =>
  dates.filter((other) => other.one.id !== date.one.id && other.one.participant.id === date.one.participant.id && other.starts < date.ends && date.starts < other.ends);

export const clashWords = (other) =>
  say("clash.told", { who: other.one.participant.name, what: nameOf(other.one), when: span(other.session.starts_at, other.session.ends_at, other.one.offering.time_zone) });

// Of each registration the first date that meets, and how many do: [[date, n], …].
export function byRegistration(dates) {
  const found = new Map();
  for (const date of dates) {
    const [first, n] = found.get(date.one.id) || [date, 0];
    found.set(date.one.id, [first, n + 1]);
  }
  return [...found.values()];
}

// What of a registration is at the time of something else.
export function Clashes({ one, items, offerings }) {
  const dates = datesOf(items, offerings);
  const others = byRegistration(dates.filter((date) => date.one.id === one.id).flatMap((date) => clashesOf(date, dates)));
  if (others.length === 0) return null;
  return html`<div class="note lamp">${icon("warn")}<div><strong>${say("clash.heading")}</strong>
    <ul class="dots">${others.map(([other, n]) => html`<li key=${other.one.id}><a href=${`/registrations/${other.one.id}`}>${clashWords(other)}</a>${n > 1 && say("clash.more", { n })}</li>`)}</ul></div></div>`;
}
