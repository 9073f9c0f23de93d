// The sessions that are picked one by one: times, with what is left of each.

import { html } from "../vendor/preact.js";
import { now } from "../api.js";
import { day, time } from "../dates.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";

// Days that are shown unfolded at first.
const DAYS = 7;

// Those that can still be picked.
export const sessionsOpen = (offering) => offering.sessions.filter((one) => one.state !== "cancelled" && Date.parse(one.starts_at) > now());

export function Sessions({ offering, chosen, put }) {
  const most = offering.pick_max;
  const isOne = most === 1;
  const days = new Map();
  for (const one of sessionsOpen(offering)) {
    const name = day(one.starts_at, offering.time_zone);
    days.set(name, [...(days.get(name) || []), one]);
  }
  const turn = (id) => put(isOne ? [id] : chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const groups = [...days].map(([name, sessions]) => html`<fieldset key=${name} class="stack-s"><legend>${name}</legend>
    ${sessions.map((one) => html`<${Session} key=${one.id} one=${one} offering=${offering} isOn=${chosen.includes(one.id)} isOne=${isOne} isOver=${!isOne && most !== null && chosen.length >= most && !chosen.includes(one.id)} turn=${() => turn(one.id)} />`)}</fieldset>`);
  if (groups.length === 0) return html`<p class="note">${icon("info")}<span>${say("register.no-sessions")}</span></p>`;
  return html`<section class="stack" aria-labelledby="sessions"><h2 id="sessions">${say("register.which")}</h2>
    <p class="hint">${most === null ? say("register.any-many") : say("register.at-most", { n: most })}</p>
    ${groups.slice(0, DAYS)}
    ${groups.length > DAYS && html`<details><summary>${say("register.more-days", { n: groups.length - DAYS })}${icon("next")}</summary><div class="stack">${groups.slice(DAYS)}</div></details>`}</section>`;
}

function Session({ one, offering, isOn, isOne, isOver, turn }) {
  const { places_left: left } = one;
  const isFull = left !== null && left <= 0;
  const isOff = (isFull && offering.waitlist_limit === 0) || isOver;
  const zone = offering.time_zone;
  const told = [one.role_label || one.title, isFull ? say(offering.waitlist_limit === 0 ? "find.full" : "register.would-wait") : left === null ? "" : say("register.left", { n: left })].filter(Boolean).join(" · ");
  return html`<label class=${isOff ? "pick off" : isOn ? "pick on" : "pick"}><input type=${isOne ? "radio" : "checkbox"} name="session" value=${one.id} checked=${isOn} disabled=${isOff && !isOn} onChange=${turn} /><span><strong>${time(one.starts_at, zone)}–${time(one.ends_at, zone)}</strong>${told}</span></label>`;
}
