// How it came to stand where it stands, each line with its reason.

import { html } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { at } from "./state.js";

export function History({ one }) {
  const lines = [...one.history].reverse();
  return html`<section class="stack-s" aria-labelledby="history"><h2 id="history">${say("history.heading")}</h2>
    <ol class="history">${lines.map((line) => html`<li key=${line.at + line.to}><time datetime=${line.at}>${at(one, line.at)}</time><strong>${say(`history.${line.to}`)}</strong><br />${line.reason.detail}
      ${line.reason.remark && html`<br /><span class="icon-line">${icon("info")}<span>${say("history.remark", { words: line.reason.remark })}</span></span>`}</li>`)}</ol></section>`;
}

// Whom to ask, and that a person answers.
export function Ask({ one }) {
  return html`<section class="stack-s" aria-labelledby="ask"><h2 id="ask">${say("ask.heading")}</h2>
    <p>${one.organization && one.contact ? say("ask.contact", { organization: one.organization, contact: one.contact }) : one.organization ? say("ask.organization", { organization: one.organization }) : say("ask.help")}</p>
    <p><a href="/help">${say("help")}</a></p></section>`;
}

// How to check the draw with one's own code.
export function CheckDraw({ one }) {
  if (!one.draw_code) return null;
  const page = `/offerings/${one.offering.code}/draw?code=${encodeURIComponent(one.draw_code)}`;
  const isRun = one.status !== "applied";
  return html`<section class="stack-s" aria-labelledby="check"><h2 id="check">${say("check.heading")}</h2>
    <p>${say(isRun ? "check.run" : "check.before")}</p>
    <p>${say("check.code")} <span class="code"><strong>${one.draw_code}</strong></span></p>
    <p class="btns"><a class="btn quiet" href=${page}>${icon("lots")}${say(isRun ? "check.open" : "check.open-before")}</a></p></section>`;
}
