// The button that leads on, and what it says while it waits for the server.

import { html } from "../vendor/preact.js";

export const Submit = ({ isSending, isOff, sending, words }) =>
  html`<button class="btn" type="submit" disabled=${isSending || isOff}>${isSending ? sending : words}</button><span class="out" role="status">${isSending ? sending : ""}</span>`;
