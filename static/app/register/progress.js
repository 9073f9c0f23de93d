// Where one is: a bar for the eye, words for everybody.

import { html } from "../vendor/preact.js";
import { say } from "../say.js";

const STEPS = 3;

export const Progress = ({ step, name }) =>
  html`<div class="prog-bar" aria-hidden="true">${Array.from({ length: STEPS }, (_, i) => html`<i class=${i < step ? "on" : ""}></i>`)}</div>
    <p class="prog">${say("register.step", { n: step, of: STEPS, name })}</p>`;
