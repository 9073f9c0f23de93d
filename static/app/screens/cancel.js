// Giving a registration up: what that does, and one button. No reason is asked.

import { html } from "../vendor/preact.js";
import { now } from "../api.js";
import { icon, Trouble, useAnswer, useTitle, Waiting, Wrong } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { act, useDeed } from "../mine/deeds.js";
import { offering, registration, registrations } from "../mine/kept.js";
import { doneAt } from "../mine/offer.js";
import { Facts } from "../mine/outcome.js";
import { at, fullNameOf, isLive, whoOf } from "../mine/state.js";

async function ask(id) {
  const [{ answer: one, at: kept }, { answer: family }] = await Promise.all([registration(id), registrations().catch(() => ({ answer: [] }))]);
  const others = family.filter((it) => one.group_id && it.group_id === one.group_id && it.id !== id && isLive(it));
  return { one, others, isOld: kept !== null, offering: await offering(one.offering_id).catch(() => null) };
}

export default function Cancel({ params: { id } }) {
  const { answer, trouble, again } = useAnswer(ask, id);
  const { doing, trouble: refused, run } = useDeed();
  const heading = answer ? say(`out.heading-${isLive(answer.one) ? answer.one.status : "ended"}`, { who: answer.one.participant.name }) : say("out.cancel");
  useTitle(heading);
  const back = html`<a class="back" href=${`/registrations/${id}`}>${icon("next")}${say("mine.one")}</a>`;
  if (!answer) return html`${back}<div class="stack"><h1>${heading}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { one, others, isOld } = answer;
  const cancel = () => run("cancel", async () => {
    await act(id, "cancel");
    go(doneAt([id]), { replace: true });
  });
  const canLeave = one.actions.includes("cancel");
  return html`${back}<div class="stack"><h1>${heading}</h1><p class="lead">${fullNameOf(one)}</p>
    <${Facts} entry=${[one]} offering=${answer.offering} />
    <ul class="dots">${canLeave ? effects(one, others).map((words) => html`<li key=${words}>${words}</li>`) : html`<li>${say(isLive(one) ? "out.begun" : "out.ended")}</li>`}</ul>
    <${Wrong} trouble=${refused} fields=${{}} />
    ${isOld && html`<p class="note lamp">${icon("offline")}<span>${say("out.offline")}</span></p>`}
    <div class="btns">${canLeave && html`<button class="btn harm" type="button" disabled=${Boolean(doing) || isOld} onClick=${cancel}>${say(`out.${one.status}`, { who: "" })}</button>`}
      <a class="btn quiet" href=${`/registrations/${id}`}>${say("out.stay")}</a></div>
    <p class="out" role="status">${doing ? say("mine.doing") : ""}</p></div>`;
}

// What giving it up does, said before.
function effects(one, others) {
  const found = [say(`out.does-${one.status}`), say("out.free")];
  const isSeated = one.status === "confirmed";
  if (isSeated && one.cancel_until && Date.parse(one.cancel_until) <= now()) found.push(say("out.late", { until: at(one, one.cancel_until) }));
  if (others.length) found.push(say(isSeated ? "out.others-seated" : "out.others", { who: one.participant.name, others: whoOf(others) }));
  return found;
}
