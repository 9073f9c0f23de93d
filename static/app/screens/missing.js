// There is no such screen: the way on.

import { html } from "../vendor/preact.js";
import { useTitle } from "../pieces.js";
import { say } from "../say.js";

export default function Missing() {
  useTitle(say("missing.heading"));
  return html`<div class="stack"><h1>${say("missing.heading")}</h1><p>${say("missing.lead")}</p>
    <div class="btns"><a class="btn" href="/">${say("find.title")}</a><a class="btn quiet" href="/help">${say("help")}</a></div></div>`;
}
