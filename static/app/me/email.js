// Another address: the digits sent to it make it hers, and the old one is told.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call } from "../api.js";
import { Field, icon, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { session, signIn } from "../store.js";
import { useDeed } from "../mine/deeds.js";
import { useLetter } from "../sign-in/letter.js";

export function Email({ me, change }) {
  const [step, go] = useState(me.pending_email ? "code" : "");
  const [told, tell] = useState("");
  const letter = useLetter();
  useEffect(() => {
    // Who comes from the letter comes for this.
    const field = letter.code && document.getElementById("email-code");
    if (field) field.focus();
  }, [letter]);
  const { doing, trouble, run } = useDeed();
  const error = (pointer) => (trouble && trouble.about ? trouble.about(pointer) : null);
  const form = (act) => (event) => {
    event.preventDefault();
    const values = new FormData(event.target);
    run(step, () => act(values));
  };
  const ask = form(async (values) => {
    change(await call("PATCH", "/me", { body: { email: values.get("email").trim() } }));
    go("code");
  });
  const prove = form(async (values) => {
    const made = await call("POST", "/accounts/verify", { body: { email: me.pending_email, code: values.get("code").trim() } });
    const now = await call("GET", "/me");
    const kept = session();
    if (kept) signIn({ ...kept, account: { ...kept.account, email: now.email }, ...(made && made.access_token ? { access_token: made.access_token, expires_at: made.expires_at } : {}) });
    change(now);
    go("");
    tell(say("me.email-done", { email: now.email }));
  });
  const isWrong = trouble && trouble.slug === "invalid-code";
  return html`<section class="stack" aria-labelledby="email-heading"><h2 id="email-heading">${say("me.email")}</h2><p>${me.email}</p>
    ${step === "" && html`<p class="btns"><button class="btn quiet" type="button" onClick=${() => go("ask")}>${icon("edit")}${say("me.email-change")}</button></p>`}
    ${step === "ask" && html`<form class="stack" onSubmit=${ask}><${Wrong} trouble=${trouble} fields=${{ "/email": "new-email" }} />
      <${Field} id="new-email" name="email" type="email" required inputmode="email" autocomplete="email" label=${say("me.email-new")} hint=${say("me.email-hint")} error=${error("/email")} />
      <div class="btns"><button class="btn" type="submit" disabled=${Boolean(doing)}>${say("sign-in.send")}</button><button class="btn plain" type="button" onClick=${() => go("")}>${say("person.cancel")}</button></div></form>`}
    ${step === "code" && html`<form class="stack" onSubmit=${prove}><p>${say("me.email-sent", { email: me.pending_email })}</p>${!isWrong && html`<${Wrong} trouble=${trouble} fields=${{ "/code": "email-code" }} />`}
      <${Field} id="email-code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" extra="code-in" label=${say("sign-in.code")} key=${letter.code} defaultValue=${letter.code} error=${isWrong ? say("me.email-wrong") : error("/code")} />
      <div class="btns"><button class="btn" type="submit" disabled=${Boolean(doing)}>${say("me.email-do")}</button><button class="btn plain" type="button" onClick=${() => go("ask")}>${say("sign-in.other-mail")}</button></div></form>`}
    <p role="status" class=${told ? "note leaf" : ""}>${told && html`${icon("check")}<span>${told}</span>`}</p></section>`;
}
