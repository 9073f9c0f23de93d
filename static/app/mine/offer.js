// An offer: how long it holds, and the two answers side by side.

import { html, useState } from "../vendor/preact.js";
import { icon, Wrong } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { act, useDeed } from "./deeds.js";
import { useLeft } from "./fresh.js";
import { at, whoOf } from "./state.js";

export const doneAt = (ids) => `/registrations?done=${ids.join(",")}`;

// Both answers count for all who are linked. Without network there is none, and it is said who can
// answer for her.
export function Offer({ entry, isOld, again }) {
  const [one] = entry;
  const { doing, trouble, run } = useDeed();
  // Declining is final, and stands right below accepting: it is asked once more.
  const [isAsked, ask] = useState(false);
  const answer = (what) => run(what, async () => {
    try {
      await act(one.id, what);
    } catch (problem) {
      // It stands otherwise by now: what there is to see is the answer.
      if (problem.status === 409) again();
      throw problem;
    }
    go(doneAt(entry.map((it) => it.id)));
  });
  // Without the server's clock none is counted down.
  return html`${!isOld && html`<${Clock} until=${one.offer_expires_at} />`}
    <p><strong>${say("offer.until", { until: at(one, one.offer_expires_at) })}</strong>${say("offer.held")}</p>
    ${entry.length > 1 && html`<p class="icon-line">${icon("family")}<span>${say("offer.together", { who: whoOf(entry) })}</span></p>`}
    <${Wrong} trouble=${trouble} fields=${{}} />
    ${isAsked && html`<p role="alert">${say("offer.decline-final")}</p>`}
    <div class="btns">${isAsked ? html`<button class="btn harm" type="button" disabled=${isOld || doing} onClick=${() => answer("decline")}>${say("offer.decline-sure", { who: whoOf(entry) })}</button>
      <button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${() => ask(false)}>${say("offer.keep")}</button>`
    : html`<button class="btn" type="button" disabled=${isOld || doing} onClick=${() => answer("accept")}>${say(isOld ? "offer.accept-later" : "offer.accept")}</button>
      <button class="btn quiet" type="button" disabled=${isOld || doing} onClick=${() => ask(true)}>${say("offer.decline")}</button>`}</div>
    ${isOld && html`<p>${one.contact ? say("offer.call", { whom: one.contact }) : say("offer.wait")}</p>`}
    <p class="out" role="status">${doing ? say("mine.doing") : ""}</p>`;
}

function Clock({ until }) {
  const left = useLeft(until);
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
  const words = left <= 0 ? say("offer.over") : left <= 600 ? say("offer.seconds", { minutes, seconds }) : hours ? say("offer.hours", { hours, minutes }) : say("offer.minutes", { minutes });
  return html`<p class="clock" role="timer" aria-live="off">${words}</p>`;
}
