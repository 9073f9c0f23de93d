// The third step: what will be sent, what it will come to as things stand, and sent.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call, Unreachable } from "../api.js";
import { moment } from "../dates.js";
import { Busy, icon, Trouble, useAnswer, Waiting } from "../pieces.js";
import { go as goTo } from "../router.js";
import { say } from "../say.js";
import { Countdown, useOpening } from "./countdown.js";
import { faultsOf } from "./faults.js";
import { Outlook } from "./outlook.js";
import { bodyOf } from "./plan.js";
import { Progress } from "./progress.js";
import { Refused } from "./refused.js";
import { deliver, isRefusal, onceOpen } from "./sending.js";
import { Submit } from "./submit.js";
import { Summary } from "./summary.js";

// What would come of it now, also the other way where one may choose; a refusal is an answer too.
async function look({ values, offering, program, chosen, ahead }) {
  const preview = (body, asked) => onceOpen(() => (asked && asked()) || call("POST", `/offerings/${offering.code}/registrations?preview=true`, { body }));
  const body = bodyOf({ values, offering, program, chosen });
  try {
    // The step before has just asked the same.
    const found = await preview(body, () => ahead.take(values.key));
    const isDrawn = offering.allocation === "lottery" && offering.linked_allowed && chosen.length > 1;
    const chances = found.chances || (isDrawn ? (await preview({ ...body, linked: true })).chances : null);
    return { found, chances };
  } catch (refused) {
    if (!isRefusal(refused)) throw refused;
    return { refused };
  }
}

// What is shown of it while it waits to be sent.
function toldOf({ offering, program, chosen }) {
  const closes = offering.registration_closes;
  return { program: program.title, title: offering.title, names: chosen.map((one) => one.name).join(say("register.and")), closes: closes && moment(closes, offering.time_zone) };
}

export function Review(props) {
  const { plan, offering, program, chosen, refusal, refuse, ahead } = props;
  const { values, latest, go, change } = plan;
  // What was sent again by itself may have been refused.
  const [state, tell] = useState({ trouble: refusal });
  useEffect(() => refuse(null), []);
  const rest = useOpening(offering);
  const isOpen = rest <= 0;
  const seen = useAnswer(async () => (isOpen ? look({ values, offering, program, chosen, ahead }) : null), `${values.key}.${isOpen}`);
  const submit = async (event) => {
    if (event) event.preventDefault();
    if (state.isSending) return;
    tell({ isSending: true });
    const body = bodyOf({ values, offering, program, chosen });
    try {
      const done = await deliver(offering.code, { body, key: values.key });
      plan.drop();
      goTo(done, { replace: true });
    } catch (trouble) {
      // Changed meanwhile it is another deed, which nobody has sent.
      if (trouble instanceof Unreachable && latest.current.key === values.key) go({ isUnsent: true, body, told: toldOf(props) });
      else tell({ trouble });
    }
  };
  const refused = (isRefusal(state.trouble) && state.trouble) || (isOpen && seen.answer && seen.answer.refused);
  const faults = refused ? faultsOf(refused, { values, program }) : [];
  useEffect(() => {
    if (faults.length) go({ step: 2, faults });
  }, [faults.length]);
  if (faults.length) return html`<${Waiting} />`;
  if (state.trouble && state.trouble.isBusy) return html`<div class="stack"><h1 class="out" tabindex="-1">${say("busy.heading")}</h1><${Busy} key=${String(state.trouble.instance)} trouble=${state.trouble} again=${submit} /></div>`;
  if (refused) return html`<${Refused} refused=${refused} offering=${offering} program=${program} chosen=${chosen} plan=${plan} />`;
  return html`<div><button class="btn plain back" type="button" onClick=${() => go({ step: 2 })}>${icon("next")}${say("register.form-step")}</button>
    <form class="stack" onSubmit=${submit}>
      <div><${Progress} step=${3} name=${say("register.review-step")} /><h1 tabindex="-1">${say("register.look-once")}</h1></div>
      <${Summary} form=${{ values, offering, program, chosen }} go=${go} edit=${plan.edit} />
      ${!isOpen && html`<${Countdown} offering=${offering} />`}
      ${isOpen && seen.trouble && html`<${Trouble} trouble=${seen.trouble} again=${seen.again} />`}
      ${isOpen && !seen.answer && !seen.trouble && html`<${Waiting} />`}
      ${isOpen && seen.answer && seen.answer.found && html`<${Outlook} ...${seen.answer} values=${values} change=${change} offering=${offering} chosen=${chosen} />`}
      ${state.trouble && html`<${Trouble} trouble=${state.trouble} again=${submit} />`}
      <div class="last"><div class="btns"><${Submit} isSending=${state.isSending} isOff=${!isOpen} sending=${say("register.sending")} words=${say(isOpen ? "register.send" : "register.not-yet")} /><a class="btn plain" href=${`/programs/${program.code}`}>${say("register.leave")}</a></div><p class="hint">${say("register.leave-keeps")}</p></div>
    </form></div>`;
}
