// The public record of a draw: what was fixed before, what came out, and how anybody checks it.

import { html } from "../vendor/preact.js";
import { Problem, read } from "../api.js";
import { moment } from "../dates.js";
import { icon, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { Check } from "../draw/check.js";
import { Results } from "../draw/results.js";

async function ask(code) {
  const path = `/offerings/${encodeURIComponent(code)}`;
  const [offering, draw] = await Promise.all([read(path), read(`${path}/draw`).catch(none)]);
  return { offering, draw };
}

// Before the list is frozen there is nothing to read.
function none(trouble) {
  if (trouble instanceof Problem && trouble.status === 404) return null;
  throw trouble;
}

export default function Draw({ params: { code }, query }) {
  const { answer, trouble, again } = useAnswer(ask, code);
  const state = !answer ? "" : answer.draw ? answer.draw.state : answer.offering.allocation === "lottery" ? "before" : "no";
  const heading = state ? say(`draw.${state}`) : say("draw.title");
  useTitle(heading);
  if (!answer) return html`<div class="stack"><h1>${heading}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { offering, draw } = answer;
  const zone = offering.time_zone;
  const name = `${offering.program.title} ${offering.title}`;
  return html`<a class="back" href=${`/offerings/${offering.code}`}>${icon("next")}${offering.program.title}</a>
    <div class="stack-l"><div class="stack"><h1>${heading}</h1><p class="lead">${name}</p>
      ${state === "before" && html`<p>${offering.draw_at ? say("draw.at", { when: moment(offering.draw_at, zone) }) : say("draw.after")}</p><p>${say("draw.before-more")}</p>`}
      ${state === "no" && html`<p>${say("draw.no-more")}</p>`}
      ${draw && html`<${Fixed} draw=${draw} zone=${zone} />`}</div>
    ${state === "run" && html`<${Results} record=${draw.transcript} asked=${query.get("code") || ""} /><${Check} record=${draw.transcript} code=${offering.code} />`}
    ${draw && html`<${Voided} draws=${[draw, ...draw.voided].filter((one) => one.state === "voided")} zone=${zone} />`}
    <${How} /></div>`;
}

// What was published before anybody could know what it leads to.
function Fixed({ draw, zone }) {
  const row = (label, value) => value && html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">${row(say("draw.frozen-at"), moment(draw.frozen_at, zone))}
    ${row(say("draw.fingerprint"), html`<span class="code">${draw.fingerprint}</span>`)}
    ${row(say("draw.value-name"), draw.public_value_name)}
    ${row(say("draw.value"), draw.public_value ? html`<strong>${draw.public_value}</strong>` : say("draw.value-later"))}
    ${draw.run_at && row(say("draw.run-at"), moment(draw.run_at, zone))}</dl>`;
}

function Voided({ draws, zone }) {
  if (draws.length === 0) return null;
  return html`<section class="stack-s" aria-labelledby="voided"><h2 id="voided">${say("draw.voided-heading")}</h2>
    <ul class="dots">${draws.map((one) => html`<li key=${one.fingerprint}>${say("draw.voided-told", { when: moment(one.voided_at, zone), why: one.void_reason || "" })}</li>`)}</ul></section>`;
}

function How() {
  return html`<section class="stack-s" aria-labelledby="how"><h2 id="how">${say("draw.how")}</h2>
    <ol class="steps">${[1, 2, 3, 4].map((n) => html`<li key=${n}><strong>${say(`draw.how-${n}`)}</strong><br />${say(`draw.how-${n}-more`)}</li>`)}</ol></section>`;
}
