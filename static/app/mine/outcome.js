// What became of a registration, said first: its heading, its facts, what one can do now.

import { html } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { CalendarFile } from "./calendar-file.js";
import { Offer } from "./offer.js";
import { Queue } from "./queue.js";
import { at, fullNameOf, lastReason, looksOf, siteOf, stateOf, timeAt, whenOf, whoOf } from "./state.js";

// What stands in the heading; just after a deed it says what was done.
export function headingOf(entry, isDone) {
  const [one] = entry;
  const state = stateOf(one);
  const values = { who: whoOf(entry), n: one.place_in_line, many: entry.length };
  if (one.offer_expires_at) values.until = at(one, one.offer_expires_at);
  if (isDone && state === "confirmed" && lastReason(one).code === "accepted") return say("done.accepted", values);
  if (isDone && state === "confirmed" && one.replaces) return say("done.changed", values);
  if (state === "expired") {
    const { offer_expires_at: ended } = lastReason(one).facts || {};
    return ended ? say("state.expired-at", { ...values, time: timeAt(one, ended) }) : say("state.expired", values);
  }
  return say(`state.${state}`, values);
}

export function Outcome({ entry, offering, isDone, isOld, again, level = 1, id = "state" }) {
  const [one] = entry;
  const state = stateOf(one);
  const [tone, picture] = looksOf(state);
  const heading = headingOf(entry, isDone);
  const region = level === 1 ? "section" : "div";
  return html`<${region} class=${`outcome ${tone} stack`} aria-labelledby=${level === 1 ? id : undefined}>${icon(picture)}
    ${level === 1 ? html`<h1 id=${id} tabindex="-1">${heading}</h1>` : html`<h2 id=${id}>${heading}</h2>`}
    <p class="lead">${leadOf(entry, offering)}</p>
    ${remark(one) && html`<p class="note">${icon("info")}<span>${remark(one)}</span></p>`}
    ${(state === "waitlisted" || state === "undrawn") && offering && html`<${Queue} place=${one.place_in_line} offering=${offering} session=${one.session_id} />`}
    <${Facts} entry=${entry} offering=${offering} />
    ${state === "offered" ? html`<${Offer} entry=${entry} isOld=${isOld} again=${again} />` : html`<${Ways} entry=${entry} state=${state} />`}
  <//>`;
}

const remark = (one) => lastReason(one).remark;

function leadOf(entry, offering) {
  const [one] = entry;
  const state = stateOf(one);
  const name = fullNameOf(one);
  const told = { name, n: (one.place_in_line || 1) - 1, capacity: offering && offering.capacity };
  if (state === "waitlisted") return say(told.capacity ? "lead.waitlisted-of" : "lead.waitlisted", told);
  if (["confirmed", "undrawn", "draw", "review", "offered", "declined", "cancelled", "not-drawn"].includes(state)) {
    return say(state === "draw" && entry.length > 1 ? "lead.draw-together" : `lead.${state}`, told);
  }
  return say("lead.because", { name, why: lastReason(one).detail });
}

export function Facts({ entry, offering }) {
  const [one] = entry;
  const site = siteOf(one.offering, offering && offering.online);
  const row = (name, value) => value && html`<div><dt>${say(name)}</dt><dd>${value}</dd></div>`;
  const codes = entry.filter((it) => it.door_code).map((it) => html`<span key=${it.id}>${entry.length > 1 && `${it.participant.name} `}<span class="code"><strong>${doorCode(it.door_code)}</strong></span><br /></span>`);
  const seats = entry.reduce((sum, it) => sum + it.seats, 0);
  const isShown = one.status === "confirmed";
  return html`<dl class="facts">${row("fact.who", whoOf(entry))}${row("fact.when", whenOf(one))}${row("fact.where", site)}
    ${seats > entry.length && row("fact.seats", say("fact.people", { n: seats }))}
    ${isShown && row("fact.code", codes)}
    ${one.draw_code && row("fact.draw-code", html`<span class="code"><strong>${one.draw_code}</strong></span>`)}
    ${row("fact.by", one.organization)}</dl>`;
}

// "K7QM 2X": read out in two breaths.
export const doorCode = (code) => code.replace(/^(\w{4})(\w+)$/, "$1 $2");

// What one can do now, besides giving it up.
function Ways({ entry, state }) {
  const [one] = entry;
  if (state === "confirmed") {
    const words = (it) => (entry.length > 1 ? say("way.ticket-of", { who: it.participant.name }) : say("way.ticket"));
    return html`<div class="btns">${entry.map((it) => html`<a class="btn" key=${it.id} href=${`/registrations/${it.id}/ticket`}>${icon("ticket")}${words(it)}</a>`)}<${CalendarFile} one=${one} /></div>`;
  }
  if (state === "draw" || state === "review" || state === "passing") return null;
  const isFull = state === "waitlisted" || state === "undrawn" || state === "not-drawn";
  return html`<div class="btns"><a class=${isFull ? "btn" : "btn quiet"} href="/?now=1&free=1">${say("way.others")}</a></div>`;
}

// The way out, always there while there is one: of linked ones each goes for itself.
export function Out({ entry, isOld }) {
  const leaving = entry.filter((one) => one.actions.includes("cancel") && one.status !== "offered");
  const [one] = entry;
  const words = (it) => say(`out.${it.status}`, { who: entry.length > 1 ? it.participant.name : "" });
  if (leaving.length === 0 || isOld) return null;
  return html`<p class="btns">${one.actions.includes("change") && html`<a class="btn quiet" href=${`/registrations/${one.id}/change`}>${icon("calendar")}${say("way.change")}</a>`}
    ${leaving.map((it) => html`<a class="btn plain" key=${it.id} href=${`/registrations/${it.id}/cancel`}>${words(it)}</a>`)}</p>`;
}
