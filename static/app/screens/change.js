// Another slot instead of this one, in one step: the old place goes when the new one is hers.

import { html, useState } from "../vendor/preact.js";
import { now } from "../api.js";
import { span } from "../dates.js";
import { icon, Trouble, useAnswer, useTitle, Waiting, Wrong } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { act, useDeed } from "../mine/deeds.js";
import { offering, registration } from "../mine/kept.js";
import { doneAt } from "../mine/offer.js";
import { fullNameOf, whenOf } from "../mine/state.js";

async function ask(id) {
  const { answer: one, at } = await registration(id);
  return { one, isOld: at !== null, offering: await offering(one.offering_id) };
}

export default function Change({ params: { id } }) {
  useTitle(say("change.title"));
  const { answer, trouble, again } = useAnswer(ask, id);
  const { doing, trouble: refused, run } = useDeed();
  const [chosen, choose] = useState("");
  const back = html`<a class="back" href=${`/registrations/${id}`}>${icon("next")}${say("mine.one")}</a>`;
  if (!answer) return html`${back}<div class="stack"><h1>${say("change.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { one, isOld } = answer;
  const slots = slotsOf(answer);
  const send = (event) => {
    event.preventDefault();
    if (!chosen) return;
    run("change", async () => {
      let made;
      try {
        made = await act(id, "change", { session_id: chosen });
      } catch (problem) {
        if (problem.status === 409) again();
        throw problem;
      }
      go(doneAt([made.id]), { replace: true });
    });
  };
  const canChange = one.actions.includes("change") && slots.some((slot) => slot.isFree);
  return html`${back}<form class="stack" onSubmit=${send}><h1>${say("change.title")}</h1>
    <p class="lead">${say("change.now", { name: fullNameOf(one), who: one.participant.name, when: whenOf(one) })}</p>
    <${Wrong} trouble=${refused} fields=${{}} />
    ${canChange ? html`<fieldset><legend>${say("change.which")}</legend>
      ${slots.map((slot) => html`<label key=${slot.id} class=${`pick ${chosen === slot.id ? "on" : ""} ${slot.isFree ? "" : "off"}`}>
        <input type="radio" name="slot" value=${slot.id} required checked=${chosen === slot.id} disabled=${!slot.isFree} onChange=${() => choose(slot.id)} /><span>${slot.words}<span class="hint">${slot.told}</span></span></label>`)}</fieldset>
      <p>${say("change.safe")}</p>` : html`<p class="note">${icon("info")}<span>${say(one.actions.includes("change") ? "change.none" : "change.not")}</span></p>`}
    ${isOld && html`<p class="note lamp">${icon("offline")}<span>${say("out.offline")}</span></p>`}
    <div class="btns">${canChange && html`<button class="btn" type="submit" disabled=${Boolean(doing) || isOld}>${say("change.do")}</button>`}
      <a class="btn quiet" href=${`/registrations/${id}`}>${say("change.stay")}</a></div>
    <p class="out" role="status">${doing ? say("mine.doing") : ""}</p></form>`;
}

// The slots to come, with the places that are left.
function slotsOf({ one, offering: { sessions, time_zone: zone } }) {
  const coming = sessions.filter((session) => session.state !== "cancelled" && session.id !== one.session_id && Date.parse(session.starts_at) > now());
  return coming.map((session) => {
    const isFree = session.places_left === null || session.places_left > 0;
    const told = session.places_left === null ? say("find.unlimited") : isFree ? say("change.left", { n: session.places_left }) : say("find.full");
    const title = session.title || session.role_label;
    return { id: session.id, isFree, told: title ? `${title} · ${told}` : told, words: span(session.starts_at, session.ends_at, zone) };
  });
}
