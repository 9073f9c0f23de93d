// A password: signing in with it, and setting another by the digits that are sent to one's address.

import { html } from "../vendor/preact.js";
import { post } from "../api.js";
import { Field, icon, useTitle, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { about, Digits, Email, useDigits, useSending } from "./sending.js";

const FIELDS = { "/email": "email", "/code": "code", "/password": "password", "/new_password": "password" };

export function Password({ step, to, enter }) {
  useTitle(say("sign-in.title"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const email = form.get("email").trim();
    enter(await post("/tokens", { email, password: form.get("password") }), email);
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.password-heading")}</h1>
    ${step.isSet && html`<p class="note leaf" role="status">${icon("check")}<span>${say("sign-in.password-set")}</span></p>`}
    <${Wrong} trouble=${trouble} fields=${FIELDS} /><${Email} step=${step} trouble=${trouble} />
    <${Field} id="password" name="password" type="password" required autocomplete="current-password" label=${say("sign-in.password")} error=${about(trouble, "/password")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.enter")}</button><button class="btn plain" type="button" onClick=${() => to({ ...step, name: "mail" })}>${say("sign-in.by-code")}</button><button class="btn plain" type="button" onClick=${() => to({ ...step, name: "forgotten" })}>${say("sign-in.forgotten")}</button></div></form>`;
}

// Where the digits go that set another.
export function Forgotten({ step, to }) {
  useTitle(say("sign-in.reset-heading"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const email = form.get("email").trim();
    const { code_valid_minutes: minutes } = await post("/accounts/password-reset", { email });
    to({ name: "reset", email, minutes });
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.reset-heading")}</h1><p>${say("sign-in.reset-lead")}</p>
    <${Wrong} trouble=${trouble} fields=${FIELDS} /><${Email} step=${step} trouble=${trouble} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.send")}</button><button class="btn plain" type="button" onClick=${() => to({ ...step, name: "mail" })}>${say("sign-in.by-code")}</button></div></form>`;
}

export function Reset({ step, to, enter }) {
  useTitle(say("sign-in.reset-heading"));
  const { trouble, isSending, send, isWrong, wrong } = useDigits(async (form, digits) => {
    const email = step.email || form.get("email").trim();
    const password = form.get("password");
    await post("/accounts/password", { email, code: digits, new_password: password });
    // The digits are spent by now: what fails from here on is done with the new password alone.
    await post("/tokens", { email, password }).then((made) => enter(made, email), () => to({ name: "password", email, isSet: true }));
  });
  return html`<div><button class="btn plain back" type="button" onClick=${() => to({ ...step, name: "forgotten" })}>${icon("next")}${say("sign-in.other-mail")}</button>
    <form class="stack" onSubmit=${send}><h1>${say("sign-in.reset-heading")}</h1><p>${step.email ? say("sign-in.code-sent", { email: step.email, n: step.minutes }) : say("sign-in.code-from-letter")}</p>
    ${!isWrong && html`<${Wrong} trouble=${trouble} fields=${FIELDS} />`}
    ${!step.email && html`<${Email} step=${step} trouble=${trouble} />`}<${Digits} code=${step.code} wrong=${wrong} />
    <${Field} id="password" name="password" type="password" required minlength="8" autocomplete="new-password" label=${say("sign-in.new-password")} hint=${say("sign-in.new-password-hint")} error=${about(trouble, "/new_password")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.reset")}</button></div></form></div>`;
}
