// For whom of the family: one tap in the place of an age or a grade.

import { html } from "../vendor/preact.js";
import { all, call, now } from "../api.js";
import { wall } from "../dates.js";
import { useAnswer } from "../pieces.js";
import { say } from "../say.js";
import { addressOf } from "./query.js";

export default function Family({ wish }) {
  const { answer } = useAnswer((path) => all(path, (page) => call("GET", page, { stay: true })), "/me/participants");
  const known = (answer || []).map((one) => ({ ...one, changes: changesOf(one) })).filter((one) => one.changes);
  if (known.length === 0) return null;
  const isOn = ({ changes }) => changes.age === wish.age && changes.grade === wish.grade;
  return html`<div class="chips">${known.map((one) => html`<a key=${one.id} class=${isOn(one) ? "chip on" : "chip"} aria-current=${isOn(one) ? "true" : undefined} href=${addressOf(wish, one.changes)}>${one.relation === "self" ? say("household.me", { name: one.name }) : one.name}</a>`)}</div>`;
}

// What of somebody narrows a search: the grade, else the age.
function changesOf({ grade, birth_date: born }) {
  if (grade) return { grade: String(grade), age: "" };
  if (!born) return null;
  const [year, month, day] = born.split("-").map(Number);
  const today = wall(now());
  const hadBirthday = today.month > month || (today.month === month && today.day >= day);
  return { grade: "", age: String(today.year - year - (hadBirthday ? 0 : 1)) };
}
