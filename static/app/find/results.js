// What was found: the rows, and their places while they are in sight.

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { now, read } from "../api.js";
import { day, moment, monthName, span, wall, weekdayName } from "../dates.js";
import { icon } from "../pieces.js";
import { language, say } from "../say.js";

// Seconds between two looks at the places of what is in sight.
const LOOK_SECONDS = 30;

export function Results({ items }) {
  return html`<ul class="results">${items.map((item) => html`<${Row} key=${item.id} item=${item} />`)}</ul>`;
}

// The offering that a row is about: the first that is open, else the first.
const lead = (item) => item.offerings.find((one) => one.phase === "open") || item.offerings[0];

function Row({ item }) {
  const offering = lead(item);
  const others = item.offerings.length - 1;
  return html`<li class="result">
    <${When} offering=${offering} />
    <div>
      <h3><a href=${`/programs/${item.code}`}>${item.title}</a></h3>
      <p class="soft">${[item.organization && item.organization.name, placeOf(offering), distance(item.distance_km)].filter(Boolean).join(" · ")}</p>
      <p>${datesOf(offering)}${others > 0 ? say("find.more-classes", { n: others }) : ""}</p>
      <p>${item.eligibility_summary}</p>
      ${offering && html`<${Places} offering=${offering} />`}
    </div></li>`;
}

function When({ offering }) {
  if (!offering || !offering.starts_at) {
    return html`<div class="date" aria-hidden="true"><span>${say("find.any-time")}</span><b>–</b></div>`;
  }
  const { month, day: date, weekday } = wall(offering.starts_at, offering.time_zone);
  const shownMonth = language === "en" ? monthName(month).slice(0, 3) : monthName(month);
  return html`<div class="date" aria-hidden="true"><span>${shownMonth}</span><b>${date}</b><span>${say("find.weekday", { day: weekdayName(weekday) })}</span></div>`;
}

const placeOf = (offering) =>
  offering && (offering.online ? say("find.online") : offering.site && say("find.place", offering.site));

function distance(km) {
  if (km === null || km === undefined) return "";
  return say("find.distance", { km: km < 1 ? "1" : String(Math.round(km)) });
}

function datesOf(offering) {
  if (!offering || !offering.starts_at) return say("find.no-dates");
  const { starts_at: from, ends_at: to, time_zone: zone, session_count: n } = offering;
  if (n === 1) return span(from, to, zone);
  if (day(from, zone) === day(to, zone)) return say("find.one-day", { day: day(from, zone), n });
  return say("find.dates", { from: day(from, zone), to: day(to, zone), n });
}

// How places are given and how many are left; of first come they are looked at while in sight.
function Places({ offering }) {
  const place = useRef(null);
  const [live, set] = useState(null);
  const isLive = offering.phase === "open" && offering.allocation === "first_come" && offering.capacity !== null;
  useEffect(() => (isLive ? watch(place.current, offering.id, set) : undefined), [offering.id, isLive]);
  const counted = { ...offering, ...live };
  return html`<div ref=${place}>${words(counted)}</div>`;
}

function words(offering) {
  const { phase, allocation, capacity, places_left: left, waiting, registration_closes: closes, time_zone: zone } = offering;
  if (phase === "upcoming") return line("clock", say("find.opens", { when: moment(offering.registration_opens, zone) }));
  if (allocation === "open") return line("info", say("find.no-registering"));
  if (allocation === "lottery") {
    return line("lots", say(closes ? "find.lottery-until" : "find.lottery", { n: capacity === null ? say("find.any-number") : capacity, when: closes && moment(closes, zone) }));
  }
  if (allocation === "review") return line("list", say("find.review", { when: closes ? moment(closes, zone) : say("find.until-full") }));
  if (capacity === null) return line("check", say("find.unlimited"));
  const text = left > 0 ? say("find.left", { n: left }) : offering.waitlist_limit === 0 ? say("find.full") : say("find.waiting", { n: waiting });
  return html`<${Bar} share=${capacity > 0 ? (capacity - left) / capacity : 1} /><p>${text}</p>`;
}

const line = (picture, text) => html`<p class="icon-line">${icon(picture)}<span>${text}</span></p>`;

function Bar({ share }) {
  return html`<svg class=${share >= 1 ? "seats full" : "seats"} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bg" width="100" height="10" /><rect class="in" width=${Math.min(100, share * 100).toFixed(1)} height="10" /></svg>`;
}

// Looks at the places of an offering again and again while it is in sight and the page is looked at.
// The answer has a tag, so where nothing changed next to nothing is sent.
function watch(element, offering, set) {
  let isInSight = false;
  const look = async () => {
    if (!isInSight || document.hidden || !navigator.onLine) return;
    try {
      const places = await read(`/offerings/${offering}/places`);
      set({ capacity: places.capacity, places_left: places.places_left, waiting: places.waiting });
    } catch {
      // The number stays as it was; the next look is half a minute away.
    }
  };
  const observer = new IntersectionObserver(([entry]) => {
    isInSight = entry.isIntersecting;
  });
  observer.observe(element);
  const timer = setInterval(look, LOOK_SECONDS * 1000 * (1 + Math.random() / 5));
  // Who comes back to the page sees how it is now.
  document.addEventListener("visibilitychange", look);
  return () => {
    observer.disconnect();
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

export const asOf = () => say("find.as-of", { time: moment(now()) });
