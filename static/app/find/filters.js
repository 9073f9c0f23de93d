// What one may narrow the search by: for whom, what kind, which days, when one works, where.

import { html, useEffect, useState } from "../vendor/preact.js";
import { Field } from "../pieces.js";
import { session } from "../store.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { weekdayName } from "../dates.js";
import { addressOf, DAYS, keepRota } from "./query.js";

// The names of common rotas and the hours they take, on the clock at home.
const ROTAS = [
  ["night", "20:00-08:00"],
  ["day", "08:00-17:00"],
  ["late", "15:00-23:00"],
];

// A narrowing is in force when the button is pressed; kinds and days are links, which anybody may share.
export default function Filters({ wish, facets, shut }) {
  // What the form holds goes along with a chip that is tapped.
  const [held, hold] = useState(wish);
  const look = ({ elements }) => ({ ...wish, age: elements.age.value, grade: elements.grade.value, now: elements.now.checked, free: elements.free.checked, rota: rotaOf(elements) });
  const apply = (event) => {
    event.preventDefault();
    const { rota, ...told } = look(event.currentTarget);
    keepRota(rota);
    shut();
    go(addressOf(told));
  };
  const tap = (event) => event.target.closest("a.chip") && keepRota(rotaOf(event.currentTarget.elements));
  return html`<form class="filters" onSubmit=${apply} onInput=${(event) => hold(look(event.currentTarget))} onClick=${tap}>
      <fieldset class="stack-s"><legend>${say("find.kind")}</legend><div class="chips">${kinds(wish, facets).map((kind) => html`<${Chip} key=${kind.value} isOn=${wish.kind.includes(kind.value)} to=${addressOf(held, { kind: toggled(wish.kind, kind.value) })}>${kind.label} <span class="num">${kind.count}</span><//>`)}</div></fieldset>
      <fieldset class="stack-s"><legend>${say("find.days")}</legend><div class="chips">${DAYS.map((day, i) => html`<${Chip} key=${day} isOn=${wish.day.includes(day)} to=${addressOf(held, { day: toggled(wish.day, day) })}>${say("find.weekday", { day: weekdayName(i + 1) })}<//>`)}</div></fieldset>
      <fieldset class="stack-s"><legend>${say("find.who")}</legend><${Family} wish=${held} />
        <${Field} id="age" name="age" label=${say("find.age")} type="number" min="0" max="120" inputmode="numeric" extra="short" defaultValue=${wish.age} />
        <${Field} id="grade" name="grade" label=${say("find.grade")} hint=${say("find.grade-hint")}><option value="">${say("find.any")}</option>${grades().map(([n, label]) => html`<option value=${n} selected=${String(n) === wish.grade}>${label}</option>`)}<//></fieldset>
      <${Rota} wish=${wish} />
      <label class="pick"><input type="checkbox" name="now" defaultChecked=${wish.now} /><span>${say("find.only-open")}</span></label>
      <label class="pick"><input type="checkbox" name="free" defaultChecked=${wish.free} /><span>${say("find.only-free")}</span></label>
      <div class="btns"><button class="btn" type="submit">${say("find.show")}</button><a class="btn plain" href="/" onClick=${() => keepRota("")}>${say("find.clear")}</a></div>
    </form>`;
}

// The family of whoever is signed in; what shows it is fetched then.
function Family({ wish }) {
  const [Shown, set] = useState(null);
  useEffect(() => {
    if (session()) import("./family.js").then((module) => set(() => module.default), () => {});
  }, []);
  return Shown && html`<${Shown} wish=${wish} />`;
}

function Chip({ isOn, to, children }) {
  return html`<a class=${isOn ? "chip on" : "chip"} href=${to} aria-current=${isOn ? "true" : undefined}>${children}</a>`;
}

const toggled = (list, value) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);

// The kinds that are there, and those that are chosen though nothing of them is.
function kinds(wish, facets) {
  const found = facets ? facets.kind : [];
  const gone = wish.kind.filter((kind) => !found.some((one) => one.value === kind));
  return [...found, ...gone.map((value) => ({ value, label: value, count: 0 }))];
}

const grades = () => Array.from({ length: 12 }, (_, i) => [i + 1, say("find.grade-is", { n: i + 1 })]);

// Hours at which one cannot come: compared on the phone, and told nobody.
function Rota({ wish }) {
  const isOwn = wish.rota && !ROTAS.some(([, hours]) => hours === wish.rota);
  const [shown, show] = useState(isOwn);
  const [from, to] = isOwn ? wish.rota.split("-") : ["", ""];
  return html`<div class="stack-s">
    <${Field} id="rota" name="rota" label=${say("find.rota")} hint=${say("find.rota-hint")} onChange=${(event) => show(event.currentTarget.value === "own")}>
      <option value="">${say("find.rota-none")}</option>
      ${ROTAS.map(([name, hours]) => html`<option value=${hours} selected=${wish.rota === hours}>${say(`find.rota-${name}`)}</option>`)}
      <option value="own" selected=${isOwn}>${say("find.rota-own")}</option><//>
    ${shown && html`<div class="row"><${Field} id="rota-from" name="from" type="time" label=${say("find.rota-from")} defaultValue=${from} required /><${Field} id="rota-to" name="to" type="time" label=${say("find.rota-to")} defaultValue=${to} required /></div>`}
  </div>`;
}

function rotaOf({ rota, from, to }) {
  if (rota.value !== "own") return rota.value;
  return from && from.value && to.value ? `${from.value}-${to.value}` : "";
}
