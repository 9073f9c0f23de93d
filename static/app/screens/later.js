// Letters lead here, and the screen is still to come: what the letter says holds.

import { html } from "../vendor/preact.js";
import { icon, useTitle } from "../pieces.js";
import { say } from "../say.js";

export default function Later() {
  useTitle(say("later.heading"));
  return html`<div class="stack"><h1>${say("later.heading")}</h1><p class="note">${icon("letter")}<span>${say("later.lead")}</span></p>
    <div class="btns"><a class="btn" href="/">${say("find.title")}</a><a class="btn quiet" href="/help">${say("help")}</a></div></div>`;
}
