// All the family's dates, month by month, and how to have them in the phone's own calendar.

import { html } from "../vendor/preact.js";
import { now } from "../api.js";
import { moment, monthName, span, time, wall, weekdayName } from "../dates.js";
import { icon, Seen, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { language, say } from "../say.js";
import { byRegistration, clashesOf, clashWords, datesOf } from "../mine/clashes.js";
import { Feed } from "../mine/feed.js";
import { useFresh } from "../mine/fresh.js";
import { offeringsOf, registrations } from "../mine/kept.js";
import { entriesOf, isLive, nameOf, siteOf, State, whoOf } from "../mine/state.js";

async function ask() {
  const { answer: items, at } = await registrations();
  const live = items.filter(isLive);
  return { items: live, at, offerings: await offeringsOf(live) };
}

export default function Calendar({ query }) {
  useTitle(say("calendar.title"));
  const { answer, trouble, again } = useAnswer(ask, "calendar");
  useFresh(again);
  const heading = html`<h1>${say("calendar.title")}</h1>`;
  if (!answer) return html`<div class="stack">${heading}${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { items, at, offerings } = answer;
  const dates = datesOf(items, offerings).filter((date) => date.ends > now());
  const people = [...new Map(items.map((one) => [one.participant.id, one.participant.name]))];
  const who = people.some(([id]) => id === query.get("who")) ? query.get("who") : "";
  const shown = dates.filter((date) => !who || date.one.participant.id === who);
  return html`<div class="stack-l"><div class="stack"><${Seen} at=${at} told=${at && moment(at)} />${heading}
    ${people.length > 1 && html`<${People} people=${people} who=${who} />`}</div>
    ${shown.length === 0 ? html`<div class="empty sheet">${icon("calendar")}<h2>${say("calendar.nothing")}</h2><p>${say("calendar.nothing-lead")}</p><div class="btns"><a class="btn" href="/">${say("mine.find")}</a></div></div>`
    : months(shown).map(([month, rows]) => html`<${Month} key=${month} rows=${rows} dates=${dates} />`)}
    <${Feed} /></div>`;
}

function People({ people, who }) {
  const chip = (id, name) => html`<a key=${id} class=${`chip ${who === id ? "on" : ""}`} aria-current=${who === id ? "true" : undefined} href=${id ? `/calendar?who=${id}` : "/calendar"}>${name}</a>`;
  return html`<div class="chips">${chip("", say("calendar.family"))}${people.map(([id, name]) => chip(id, name))}</div>`;
}

// The dates by month, and within it what is the same: several people at one thing, and the days of a
// class at the same hours and place.
function months(dates) {
  const found = new Map();
  for (const date of dates) {
    const { session, one } = date;
    const zone = one.offering.time_zone;
    const { year, month } = wall(date.starts, zone);
    const rows = found.get(`${year}-${month}`) || new Map();
    const key = [one.offering_id, one.session_id, time(session.starts_at, zone), time(session.ends_at, zone), session.site && session.site.id].join(" ");
    rows.set(key, [...(rows.get(key) || []), date]);
    found.set(`${year}-${month}`, rows);
  }
  return [...found].map(([month, rows]) => [month, [...rows.values()]]);
}

function Month({ rows, dates }) {
  const [[{ starts, one }]] = rows;
  const { year, month } = wall(starts, one.offering.time_zone);
  const id = `m${year}-${month}`;
  return html`<section aria-labelledby=${id}><h2 id=${id}>${say("calendar.month", { year, month: monthName(month) })}</h2>
    <ul class="agenda">${rows.map((same) => html`<${Row} key=${same[0].one.id + same[0].session.id} same=${same} dates=${dates} />`)}</ul></section>`;
}

function Row({ same, dates }) {
  const [{ one, session }] = same;
  const zone = one.offering.time_zone;
  const { month, day, weekday } = wall(session.starts_at, zone);
  const site = one.offering.discreet ? "" : session.site ? say("find.place", session.site) : siteOf(one.offering, false);
  const days = [...new Set(same.map((date) => wall(date.starts, zone).day))];
  const family = [...new Map(same.map((date) => [date.one.id, date.one])).values()];
  const clashes = byRegistration(same.flatMap((date) => clashesOf(date, dates)));
  return html`<li><div class="date"><span>${language === "en" ? monthName(month).slice(0, 3) : monthName(month)}</span><b>${day}</b><span>${say("find.weekday", { day: weekdayName(weekday) })}</span></div>
    <div class="stack-s"><h3><a href=${`/registrations/${one.id}`}>${nameOf(one)}</a></h3>
      <p>${zone === "Asia/Shanghai" ? `${time(session.starts_at, zone)}–${time(session.ends_at, zone)}` : span(session.starts_at, session.ends_at, zone)}${days.length > 1 && html`<br />${say("calendar.days", { n: days.length, days: days.join(say("mine.and")) })}`}${site && html`<br /><span class="soft">${site}</span>`}</p>
      ${entriesOf(family).map((entry) => html`<p class="row" key=${entry[0].id}><span>${whoOf(entry)}</span><${State} one=${entry[0]} /></p>`)}
      ${same.some((date) => date.session.state === "moved") && html`<p class="icon-line">${icon("info")}<span>${say("calendar.moved")}</span></p>`}
      ${clashes.map(([other, n]) => html`<p class="note lamp" key=${other.one.id}>${icon("warn")}<span>${clashWords(other)}${n > 1 && say("clash.more", { n })}</span></p>`)}</div></li>`;
}
