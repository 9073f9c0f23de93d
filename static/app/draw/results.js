// The results by draw code, and the way to find one's own.

import { html, useState } from "../vendor/preact.js";
import { Field, icon } from "../pieces.js";
import { say } from "../say.js";

const LOOKS = { confirmed: ["confirmed", "check"], waiting: ["waitlisted", "queue"], not_drawn: ["ended", "no"], withdrawn: ["ended", "leave"] };

// As it is written on the list, however it was typed.
const plain = (code) => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

export function Results({ record, asked }) {
  const [typed, type] = useState(asked);
  const [code, look] = useState(asked);
  const found = code && record.results.find((one) => plain(one.code) === plain(code));
  const send = (event) => {
    event.preventDefault();
    look(typed.trim());
  };
  const counts = (fate) => record.results.filter((one) => one.fate === fate).length;
  return html`<section class="stack" aria-labelledby="results"><h2 id="results">${say("draw.results", { n: record.results.length })}</h2>
    <p>${say("draw.counts", { confirmed: counts("confirmed"), waiting: counts("waiting"), not_drawn: counts("not_drawn"), withdrawn: counts("withdrawn") })}</p>
    <form class="stack-s" onSubmit=${send}><${Field} id="code" label=${say("draw.code")} hint=${say("draw.code-hint")} value=${typed} onInput=${(event) => type(event.currentTarget.value)} autocomplete="off" autocapitalize="characters" />
      <div class="btns"><button class="btn quiet" type="submit">${icon("search")}${say("draw.look")}</button></div></form>
    <div role="status">${!code ? "" : found ? html`<p class="note leaf">${icon("check")}<span>${say(`draw.yours-${found.fate}`, { code: found.code, n: found.rank, of: record.results.length })}</span></p>`
    : html`<p class="note">${icon("info")}<span>${say("draw.not-there", { code })}</span></p>`}</div>
    <details><summary>${say("draw.all")}${icon("next")}</summary><${Table} results=${record.results} found=${found} /></details></section>`;
}

function Table({ results, found }) {
  const units = new Set(results.map((one) => one.unit)).size > 1;
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("draw.all")}><table class="fine"><thead><tr><th scope="col" class="n">${say("draw.rank")}</th><th scope="col">${say("fact.draw-code")}</th>${units && html`<th scope="col">${say("draw.unit")}</th>`}<th scope="col">${say("draw.fate")}</th></tr></thead>
    <tbody>${results.map((one) => html`<tr key=${one.code + one.unit}><td class="n">${one.rank}</td><th scope="row" class="code">${one.code}${one === found && html` <span class="tag offered">${icon("lamp")}${say("queue.you")}</span>`}</th>${units && html`<td>${one.unit}</td>`}<td><${Fate} of=${one.fate} /></td></tr>`)}</tbody></table></div>`;
}

function Fate({ of }) {
  const [tone, picture] = LOOKS[of] || ["ended", "info"];
  return html`<span class=${`tag ${tone}`}>${icon(picture)}${say(`fate.${of}`)}</span>`;
}
