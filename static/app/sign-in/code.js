// The six digits that were sent, typed or filled in by the letter's link, and having them sent again.

import { html, useEffect, useState } from "../vendor/preact.js";
import { post } from "../api.js";
import { icon, useTitle, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { Digits, Email, useDigits } from "./sending.js";

const RESEND_SECONDS = 60;

export function Code({ step, to, enter, sendCode }) {
  useTitle(say("sign-in.code-heading"));
  const { trouble, isSending, send, isWrong, wrong, again } = useDigits(async (form, digits) => {
    const email = step.email || form.get("email").trim();
    enter(await post("/accounts/verify", { email, code: digits }), email);
  });
  const sent = () => {
    again();
    to({ ...step, code: "" });
  };
  return html`<div><button class="btn plain back" type="button" onClick=${() => to({ ...step, name: "mail" })}>${icon("next")}${say("sign-in.other-mail")}</button>
    <form class="stack" onSubmit=${send}><h1>${say("sign-in.code-heading")}</h1><p>${step.email ? say("sign-in.code-sent", { email: step.email, n: step.minutes }) : say("sign-in.code-from-letter")}</p>
    ${!isWrong && html`<${Wrong} trouble=${trouble} fields=${{ "/email": "email", "/code": "code" }} />`}
    ${!step.email && html`<${Email} step=${step} trouble=${trouble} />`}<${Digits} code=${step.code} wrong=${wrong} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.enter")}</button>${step.email && html`<${Resend} email=${step.email} sendCode=${sendCode} sent=${sent} />`}</div>
    <p class="soft">${say("sign-in.nothing-came")} <a href="/help">${say("help")}</a></p></form></div>`;
}

// Another code can be asked for after a minute.
function Resend({ email, sendCode, sent }) {
  const [left, set] = useState(RESEND_SECONDS);
  const [trouble, tell] = useState(null);
  useEffect(() => {
    if (left <= 0) return undefined;
    const timer = setTimeout(() => set(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const again = async () => {
    tell(null);
    try {
      await sendCode(email);
      set(RESEND_SECONDS);
      sent();
    } catch (problem) {
      tell(problem);
    }
  };
  return html`<button class="btn quiet" type="button" disabled=${left > 0} onClick=${again}>${left > 0 ? say("sign-in.resend-in", { n: left }) : say("sign-in.resend")}</button>
    <${Wrong} trouble=${trouble} fields=${{}} />`;
}
