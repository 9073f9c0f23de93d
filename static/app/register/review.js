// The third step: what will be sent, what it will come to as things stand, and sent.

import { html, useState } from "../vendor/preact.js";
import { call, Problem, Unreachable } from "../api.js";
import { Busy, icon, Trouble, useAnswer, Waiting } from "../pieces.js";
import { go as goTo } from "../router.js";
import { say } from "../say.js";
import { Countdown, useOpening } from "./countdown.js";
import { Outlook } from "./outlook.js";
import { bodyOf } from "./plan.js";
import { Progress } from "./progress.js";
import { Refused } from "./refused.js";
import { Summary } from "./summary.js";

// Sends it, and goes on to what came of it.
export async function send({ plan, offering, program, chosen }) {
  const { values, drop } = plan;
  const body = bodyOf(values, program, chosen);
  const { registrations } = await call("POST", `/offerings/${offering.code}/registrations`, { body, key: values.key });
  drop();
  goTo(`/registrations?done=${registrations.map((one) => one.id).join(",")}`, { replace: true });
}

// What would come of it now, also the other way where one may choose; a refusal is an answer too.
async function look({ values, offering, program, chosen }) {
  const preview = (body) => call("POST", `/offerings/${offering.code}/registrations?preview=true`, { body });
  const body = bodyOf(values, program, chosen);
  try {
    const found = await preview(body);
    const isDrawn = offering.allocation === "lottery" && offering.linked_allowed && chosen.length > 1;
    const chances = found.chances || (isDrawn ? (await preview({ ...body, linked: true })).chances : null);
    return { found, chances };
  } catch (refused) {
    if (!(refused instanceof Problem) || refused.isBusy || refused.status >= 500) throw refused;
    return { refused };
  }
}

export function Review(props) {
  const { plan, offering, program, chosen } = props;
  const { values, go, change } = plan;
  const [state, tell] = useState({});
  const rest = useOpening(offering);
  const seen = useAnswer(() => look({ values, offering, program, chosen }), `${values.key}.${rest <= 0}`);
  const submit = async (event) => {
    if (event) event.preventDefault();
    if (state.isSending) return;
    tell({ isSending: true });
    try {
      await send(props);
    } catch (trouble) {
      if (trouble instanceof Unreachable) go({ isUnsent: true });
      else tell({ trouble });
    }
  };
  const refused = (state.trouble instanceof Problem && !state.trouble.isBusy && state.trouble.status < 500 && state.trouble) || (rest <= 0 && seen.answer && seen.answer.refused);
  if (state.trouble && state.trouble.isBusy) return html`<div class="stack"><h1 class="out" tabindex="-1">${say("busy.heading")}</h1><${Busy} key=${String(state.trouble.instance)} trouble=${state.trouble} again=${submit} /></div>`;
  if (refused) return html`<${Refused} refused=${refused} offering=${offering} program=${program} chosen=${chosen} plan=${plan} />`;
  return html`<div><button class="btn plain back" type="button" onClick=${() => go({ step: 2 })}>${icon("next")}${say("register.form-step")}</button>
    <form class="stack" onSubmit=${submit}>
      <div><${Progress} step=${3} name=${say("register.review-step")} /><h1 tabindex="-1">${say("register.look-once")}</h1></div>
      <${Summary} values=${values} go=${go} offering=${offering} program=${program} chosen=${chosen} />
      ${rest > 0 && html`<${Countdown} offering=${offering} />`}
      ${rest <= 0 && seen.trouble && html`<${Trouble} trouble=${seen.trouble} again=${seen.again} />`}
      ${rest <= 0 && !seen.answer && !seen.trouble && html`<${Waiting} />`}
      ${rest <= 0 && seen.answer && seen.answer.found && html`<${Outlook} ...${seen.answer} values=${values} change=${change} offering=${offering} chosen=${chosen} />`}
      ${state.trouble && html`<${Trouble} trouble=${state.trouble} again=${submit} />`}
      <div class="last"><div class="btns"><button class="btn" type="submit" disabled=${rest > 0 || state.isSending}>${say(rest > 0 ? "register.not-yet" : "register.send")}</button><a class="btn plain" href=${`/programs/${program.code}`}>${say("register.leave")}</a></div><p class="hint">${say("register.leave-keeps")}</p></div>
    </form></div>`;
}
