// Where registrations stand, and what each is called.

import { now } from "../api.js";
import { day, moment, span, time } from "../dates.js";
import { html } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";

const LOOKS = {
  confirmed: ["confirmed", "check"], waitlisted: ["waitlisted", "queue"], undrawn: ["waitlisted", "queue"],
  offered: ["offered", "lamp"], passing: ["ended", "clock"], draw: ["applied", "lots"], review: ["applied", "list"],
  rejected: ["refused", "no"], over: ["ended", "check"],
};

const WHY_CANCELLED = { "by-person": "cancelled", changed: "changed", moved: "moved" };

export const lastReason = (one) => {
  const last = one.history[one.history.length - 1];
  return last ? last.reason : { code: "", detail: "", facts: {}, remark: null };
};

export const isOver = (one) => one.offering.ends_at !== null && Date.parse(one.offering.ends_at) <= now();

// The word by which a state is told: the status, and why where that tells states apart.
export function stateOf(one) {
  const { code } = lastReason(one);
  switch (one.status) {
    case "applied": return one.draw_code ? "draw" : "review";
    case "waitlisted": return one.draw_code ? "undrawn" : "waitlisted";
    case "offered": return one.actions.includes("accept") ? "offered" : "passing";
    case "confirmed": return isOver(one) ? "over" : "confirmed";
    case "cancelled": return WHY_CANCELLED[code] || "stopped";
    case "expired": return code === "list-closed" ? "closed" : "expired";
    case "rejected": return code === "no-place-left" ? "no-place" : "rejected";
    case "not_drawn": return "not-drawn";
    case "called_off": return "called-off";
    default: return one.status;
  }
}

export const looksOf = (state) => LOOKS[state] || ["ended", "no"];

export function State({ one }) {
  const state = stateOf(one);
  const [tone, picture] = looksOf(state);
  return html`<span class=${`tag ${tone}`}>${icon(picture)}${say(`tag.${state}`, { n: one.place_in_line })}</span>`;
}

const LIVE = ["applied", "waitlisted", "offered", "confirmed"];

export const isLive = (one) => LIVE.includes(one.status);

// Linked registrations stand as one until they have their places: [[registration, …], …].
export function entriesOf(items) {
  const entries = new Map();
  for (const one of items) {
    const isOne = one.group_id && isLive(one) && one.status !== "confirmed";
    const key = isOne ? `${one.group_id} ${one.offering_id} ${one.session_id} ${one.status}` : one.id;
    entries.set(key, [...(entries.get(key) || []), one]);
  }
  return [...entries.values()].map((entry) => entry.sort((a, b) => a.id.localeCompare(b.id)));
}

export const whoOf = (entry) => entry.map((one) => one.participant.name).join(say("mine.and"));

// What a registration is for. Where the words of a program are to stay unseen by who looks over a
// shoulder, it is an appointment.
export function nameOf({ offering }) {
  if (offering.discreet) return say("mine.appointment");
  return fullNameOf({ offering });
}

export function fullNameOf({ offering: { title, program_title: program } }) {
  if (!title || !program || title.startsWith(program)) return title || program;
  return say("mine.full-name", { program, title });
}

// When it takes place: the hours of one day, or from which day to which.
export function whenOf({ offering: { starts_at: from, ends_at: to, time_zone: zone } }) {
  if (!from) return say("mine.no-dates");
  if (!to) return moment(from, zone);
  if (day(from, zone) === day(to, zone)) return span(from, to, zone);
  return say("mine.days", { from: day(from, zone), to: day(to, zone) });
}

export const siteOf = (offering, online) => {
  if (online) return say("find.online");
  return offering.site ? say("find.place", offering.site) : "";
};

// An instant at the offering.
export const at = (one, instant) => moment(instant, one.offering.time_zone);
export const timeAt = (one, instant) => time(instant, one.offering.time_zone);
