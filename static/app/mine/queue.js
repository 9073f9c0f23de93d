// The line as a picture: the places, the door, and who stands before it. The numbers stand in words
// beside it.

import { html } from "../vendor/preact.js";
import { say } from "../say.js";

const MOST_SEATS = 45;
const MOST_WAITING = 6;
const COLUMNS = 9;

export function Queue({ place, offering, session }) {
  const unit = (session && offering.sessions.find((one) => one.id === session)) || offering;
  const seats = unit.capacity;
  if (!seats || !place) return null;
  const shown = Math.min(seats, MOST_SEATS);
  const waiting = session ? place : Math.max(offering.waiting, place);
  // Whoever stands further behind is shown with those just before.
  const first = place <= MOST_WAITING ? 1 : place - MOST_WAITING + 1;
  const last = Math.min(waiting, first + MOST_WAITING - 1);
  const rows = Math.ceil(shown / COLUMNS);
  const height = Math.max(rows * 17 + 33, 84);
  const middle = Math.max((rows * 17) / 2 + 4, 24);
  const line = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return html`<svg class="queue" viewBox=${`0 0 320 ${height}`} role="img" aria-label=${say("queue.told", { seats, waiting, n: place })}>
    ${Array.from({ length: shown }, (_, i) => html`<rect class="seat" x=${4 + (i % COLUMNS) * 17} y=${8 + Math.floor(i / COLUMNS) * 17} width="13" height="13" rx="2" />`)}
    <path class="door" d=${`M166 4v${height - 26}`} />
    ${line.map((n, i) => html`<circle class=${n === place ? "me" : "w"} cx=${186 + i * 24} cy=${middle} r=${n === place ? 11 : 8} />`)}
    <text x=${180 + line.indexOf(place) * 24} y=${middle + 32}>${say("queue.you")}</text>
    <text x="4" y=${height - 4}>${say("queue.seats", { n: seats })}</text><text x="178" y=${height - 4}>${say("queue.waiting", { n: waiting })}</text></svg>`;
}
