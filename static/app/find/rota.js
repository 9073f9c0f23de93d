// Whether something fits the hours at which one cannot come. It is judged here, on the phone, by the
// times of the sessions: the server hears nothing of anybody's shifts.

import { read } from "../api.js";
import { wall } from "../dates.js";

const known = new Map();

// Those of `items` with an offering that fits, with just those offerings, and how many do not fit.
export async function fitting(items, rota) {
  const blocked = hoursOf(rota);
  if (!blocked) return { items, hidden: 0 };
  const judged = await Promise.all(items.map((item) => judge(item, blocked)));
  const fit = judged.filter((item) => item.offerings.length > 0);
  return { items: fit, hidden: items.length - fit.length };
}

async function judge(item, blocked) {
  const fits = await Promise.all(item.offerings.map(async (offering) => {
    if (offering.session_count === 0) return true;
    const all = await sessionsOf(offering.id).catch(() => null);
    // What cannot be judged now is shown.
    if (!all) return true;
    const sessions = all.filter((session) => session.state !== "cancelled");
    const isFree = (session) => !meets(session, blocked);
    return offering.enrol === "pick" ? sessions.some(isFree) : sessions.every(isFree);
  }));
  return { ...item, offerings: item.offerings.filter((_, i) => fits[i]) };
}

async function sessionsOf(id) {
  if (!known.has(id)) known.set(id, read(`/offerings/${id}`).then((offering) => offering.sessions));
  try {
    return await known.get(id);
  } catch (trouble) {
    known.delete(id);
    throw trouble;
  }
}

// Minutes of the day from which and to which one cannot come; over midnight where they are the other
// way round.
export function hoursOf(rota) {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(rota);
  if (!found) return null;
  const [a, b, c, d] = found.slice(1).map(Number);
  return { from: a * 60 + b, to: c * 60 + d };
}

// Whether a session meets the hours, on any of the days it touches.
export function meets(session, { from, to }) {
  const start = wall(session.starts_at);
  const begin = start.hour * 60 + start.minute;
  const end = begin + (Date.parse(session.ends_at) - Date.parse(session.starts_at)) / 60000;
  const length = (to - from + 1440) % 1440 || 1440;
  for (let day = -1440; day < end; day += 1440) {
    if (from + day < end && begin < from + day + length) return true;
  }
  return false;
}
