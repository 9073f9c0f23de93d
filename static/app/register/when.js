// When an offering takes place, in a line.

import { day, span } from "../dates.js";
import { say } from "../say.js";

export function when(offering) {
  const planned = offering.sessions.filter((one) => one.state !== "cancelled");
  if (planned.length === 0) return say("find.no-dates");
  const [first, last] = [planned[0], planned[planned.length - 1]];
  const zone = offering.time_zone;
  if (planned.length === 1) return span(first.starts_at, first.ends_at, zone);
  if (day(first.starts_at, zone) === day(last.ends_at, zone)) return say("find.one-day", { day: day(first.starts_at, zone), n: planned.length });
  return say("find.dates", { from: day(first.starts_at, zone), to: day(last.ends_at, zone), n: planned.length });
}
