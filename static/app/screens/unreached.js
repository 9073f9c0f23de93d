// The screen that was asked for cannot be fetched now, for want of a network.

import { html } from "../vendor/preact.js";
import { Unreachable } from "../api.js";
import { Trouble, useTitle } from "../pieces.js";
import { say } from "../say.js";

export default function Unreached() {
  useTitle(say("offline.heading"));
  return html`<div class="stack"><h1>${say("offline.heading")}</h1><${Trouble} trouble=${new Unreachable()} again=${() => location.reload()} /></div>`;
}
