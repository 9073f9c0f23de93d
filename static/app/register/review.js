// The third step: what will be sent, what it will come to as things stand, and sent.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call, Problem, Unreachable } from "../api.js";
import { Busy, icon, Trouble, useAnswer, Waiting } from "../pieces.js";
import { go as goTo } from "../router.js";
import { say } from "../say.js";
import { Countdown, useOpening } from "./countdown.js";
import { faultsOf } from "./faults.js";
import { Outlook } from "./outlook.js";
import { bodyOf } from "./plan.js";
import { Progress } from "./progress.js";
import { Refused } from "./refused.js";
import { Submit } from "./submit.js";
import { Summary } from "./summary.js";

// The server's clock is known here to half a second: what came a moment too early is asked once more.
const MOMENT = 1000;
const TIMES = 3;

async function onceOpen(ask) {
  for (let times = 1; ; times += 1) {
    try {
      return await ask();
    } catch (trouble) {
      if (trouble.slug !== "registration-not-open" || times === TIMES) throw trouble;
      await new Promise((done) => setTimeout(done, MOMENT));
    }
  }
}

// Whether it is an answer about what was asked, and none about the way there.
const isRefusal = (trouble) => trouble instanceof Problem && !trouble.isBusy && trouble.status < 500 && trouble.status !== 401;

// Sends it, and goes on to what came of it.
export async function send({ plan, offering, program, chosen }) {
  const { values, drop } = plan;
  const body = bodyOf({ values, offering, program, chosen });
  const { registrations } = await onceOpen(() => call("POST", `/offerings/${offering.code}/registrations`, { body, key: values.key }));
  const ids = registrations.map((one) => one.id).join(",");
  drop();
  goTo(`/registrations?done=${ids}`, { replace: true });
}

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
    try {
      await send(props);
    } catch (trouble) {
      // Changed meanwhile it is another deed, which nobody has sent.
      if (trouble instanceof Unreachable && latest.current.key === values.key) go({ isUnsent: true });
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
