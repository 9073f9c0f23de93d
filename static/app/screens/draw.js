// A draw that everybody can check: its list, what decided, and what became of a code. The phone reckons
// it out by itself.

import { html, useEffect, useState } from "../vendor/preact.js";
import { read } from "../api.js";
import { moment } from "../dates.js";
import { canVerify, holds } from "../draw/verify.js";
import { Field, icon, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { go } from "../router.js";
import { learnPart, say } from "../say.js";

await learnPart("draw");

export default function Draw({ params, query }) {
  const offering = useAnswer(read, `/offerings/${encodeURIComponent(params.id)}`);
  const draw = useAnswer(drawOf, params.id);
  useTitle(say("draw.title"));
  const trouble = offering.trouble || draw.trouble;
  if (trouble) return html`<div class="stack"><h1>${say("draw.title")}</h1><${Trouble} trouble=${trouble} again=${offering.trouble ? offering.again : draw.again} /></div>`;
  if (!offering.answer || !draw.answer) return html`<div class="stack"><h1>${say("draw.title")}</h1><${Waiting} /></div>`;
  const { program, title, code, time_zone: zone, draw_at: at } = offering.answer;
  const heading = { run: "draw.was-run", frozen: "draw.frozen", voided: "draw.voided" }[draw.answer.state] || "draw.none";
  return html`<div class="stack-l"><div class="stack-s"><a class="back" href=${`/programs/${program.code}#${code}`}>${icon("next")}${program.title}</a>
    <span class="over">${title}</span><h1>${say(heading)}</h1></div>
    ${draw.answer.state ? html`<${Published} draw=${draw.answer} zone=${zone} code=${query.get("code") || ""} />` : html`<p class="lead">${at ? say("draw.none-at", { when: moment(at, zone) }) : say("draw.none-yet")}</p><p>${say("draw.how")}</p>`}</div>`;
}

// The draw, or nothing where there is none yet.
async function drawOf(id) {
  try {
    return await read(`/offerings/${encodeURIComponent(id)}/draw`);
  } catch (trouble) {
    if (trouble.status === 404) return {};
    throw trouble;
  }
}

function Published({ draw, zone, code }) {
  const { transcript } = draw;
  return html`${transcript && html`<${Mine} results=${transcript.results} code=${code} />`}
    ${draw.void_reason && html`<p class="note lamp">${icon("warn")}<span>${draw.void_reason}</span></p>`}
    ${transcript && html`<${Check} record=${transcript} />`}
    <section class="stack-s" aria-labelledby="how"><h2 id="how">${say("draw.steps")}</h2><ol class="steps">
      <li class="done"><strong>${say("draw.list-closed")}</strong><br />${moment(draw.frozen_at, zone)}<br /><span class="small">${say("draw.fingerprint")} <span class="code">${draw.fingerprint}</span></span></li>
      <li class=${draw.public_value ? "done" : "now"}><strong>${say("draw.decides", { what: draw.public_value_name })}</strong>${draw.public_value && html`<br /><span class="code">${draw.public_value}</span>`}</li>
      <li class=${draw.run_at ? "done" : ""}><strong>${say("draw.run")}</strong>${draw.run_at && html`<br />${moment(draw.run_at, zone)}`}</li></ol></section>
    ${draw.list && html`<p class="btns"><a class="btn quiet" download="draw.json" href=${`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(transcript))}`}>${icon("down")}${say("draw.download")}</a></p>`}`;
}

// What became of a code.
function Mine({ results, code }) {
  const wanted = code.toUpperCase().replace(/[^A-Z0-9]/g, "");
  const found = wanted && results.find((one) => one.code.replace(/[^A-Z0-9]/g, "") === wanted);
  const look = (event) => {
    event.preventDefault();
    go(`${location.pathname}?code=${encodeURIComponent(event.currentTarget.elements.code.value.trim())}`, { replace: true });
  };
  return html`<section class="sheet stack" aria-labelledby="mine"><h2 id="mine">${say("draw.mine")}</h2>
    <form class="stack" onSubmit=${look}><${Field} id="code" name="code" label=${say("draw.code")} hint=${say("draw.code-hint")} defaultValue=${code} key=${code} required autocomplete="off" maxlength="40" /><div class="btns"><button class="btn" type="submit">${say("draw.look")}</button></div></form>
    <p role="status" class="lead">${!wanted ? "" : found ? say(`draw.fate-${found.fate}`, { rank: found.rank, n: results.length }) : say("draw.no-code")}</p></section>`;
}

// The phone reckons the whole draw out, and says whether it comes to the same.
function Check({ record }) {
  const [said, tell] = useState("reckoning");
  useEffect(() => {
    if (!canVerify()) {
      tell("unable");
      return;
    }
    holds(record).then((is) => tell(is ? "holds" : "broken"), () => tell("broken"));
  }, [record]);
  const look = { reckoning: ["", "clock"], unable: ["", "info"], holds: [" leaf", "check"], broken: [" clay", "warn"] }[said];
  return html`<p class=${`note${look[0]}`} role="status">${icon(look[1])}<span>${say(`draw.check-${said}`)}</span></p>`;
}
