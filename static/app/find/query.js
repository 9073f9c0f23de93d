// What somebody looks for. It stands in the address, so it can be shared and gone back to; all but the
// hours at which she cannot come, which are kept on the phone.

import { say } from "../say.js";
import { keep, kept } from "../store.js";
import { weekdayName } from "../dates.js";

export const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const LIMIT = 10;

const MOST_YEARS = 120;
const LAST_GRADE = 12;

// The members of the address, as they are written there; a number that is none is left out.
export function wishOf(query) {
  const text = (name) => query.get(name) || "";
  const number = (name, least, most) => (/^\d{1,3}$/.test(text(name)) && text(name) >= least && text(name) <= most ? String(Number(text(name))) : "");
  const list = (name) => text(name).split(",").filter(Boolean);
  return {
    q: text("q"), kind: list("kind"), day: list("day").filter((day) => DAYS.includes(day)),
    age: number("age", 0, MOST_YEARS), grade: number("grade", 1, LAST_GRADE), now: text("now") === "1", free: text("free") === "1",
    near: text("near"), place: text("place"), organization: text("organization"), rota: kept("rota") || "",
  };
}

export const keepRota = (rota) => keep("rota", rota || null);

// What tells two wishes apart.
export const keyOf = (wish) => `${addressOf(wish)}#${wish.rota}`;

// The address of what is looked for, with some of it changed.
export function addressOf(wish, changes = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...wish, ...changes, rota: "" })) {
    const written = value === true ? "1" : Array.isArray(value) ? value.join(",") : value || "";
    if (written) query.set(name, written);
  }
  const text = query.toString();
  return text ? `/?${text}` : "/";
}

// The call that finds it. What is there without a wish is asked for ahead by the page.
export function callOf(wish, cursor = "", limit = LIMIT) {
  const query = new URLSearchParams();
  const set = (name, value) => value && query.set(name, value);
  set("phase", wish.now ? "open" : "open,upcoming");
  set("limit", String(limit));
  set("q", wish.q.trim().slice(0, 100));
  set("kind", wish.kind.join(","));
  set("weekday", wish.day.join(","));
  set("age", wish.age);
  set("grade", wish.grade);
  set("has_places", wish.free && "true");
  set("organization", wish.organization);
  set("near", wish.near);
  set("cursor", cursor);
  return `/programs?${query}`;
}

// What narrows the wish: each with its words, and the address without it.
export function conditions(wish, kindLabel) {
  const found = [];
  const add = (words, changes) => found.push({ words, without: { ...wish, ...changes } });
  if (wish.q) add(wish.q, { q: "" });
  for (const kind of wish.kind) add(kindLabel(kind), { kind: wish.kind.filter((one) => one !== kind) });
  for (const day of wish.day) add(say("find.weekday", { day: weekdayName(DAYS.indexOf(day) + 1) }), { day: wish.day.filter((one) => one !== day) });
  if (wish.age) add(say("find.age-is", { n: wish.age }), { age: "" });
  if (wish.grade) add(say("find.grade-is", { n: wish.grade }), { grade: "" });
  if (wish.now) add(say("find.only-open"), { now: false });
  if (wish.free) add(say("find.only-free"), { free: false });
  if (wish.organization) add(wish.place || say("find.one-union"), { organization: "", place: "" });
  if (wish.rota) add(say("find.rota-is", { what: wish.rota }), { rota: "" });
  return found;
}
