// Sign in, or come for the first time: an address and the six digits sent to it, or a password.

import { html, useEffect, useState } from "../vendor/preact.js";
import { all, post } from "../api.js";
import { Field, icon, useHeading, useTitle, Wrong } from "../pieces.js";
import { go, wayBack } from "../router.js";
import { language, say } from "../say.js";
import { keepStep, lastStep, session, signIn } from "../store.js";
import { takeName } from "../me/name.js";
import { Code } from "../sign-in/code.js";
import { useLetter } from "../sign-in/letter.js";
import { Forgotten, Password, Reset } from "../sign-in/password.js";
import { about, Email, useSending } from "../sign-in/sending.js";

const STEPS = { mail: Mail, code: Code, password: Password, forgotten: Forgotten, reset: Reset, name: Name };

export default function SignIn() {
  const letter = useLetter();
  const [last] = useState(lastStep);
  const [back] = useState(() => (last && !new URLSearchParams(location.search).has("next") ? last.back : wayBack()));
  const [step, set] = useState(() => opened(last && (last.name !== "name" || session()) ? last : { name: "mail", email: "" }, letter));
  useHeading(step.name, { first: false });
  useEffect(() => {
    // Older letters lead here with the digits for another address.
    if (letter.kind === "email-change") go(`/me#code=${letter.code}&for=${letter.kind}`, { replace: true });
    else set((now) => opened(now, letter));
  }, [letter]);
  // A phone that puts the page away while she reads the mail comes back to the same step.
  const to = (next) => {
    keepStep(next.minutes ? { ...next, back, code: undefined } : null);
    set(next);
  };
  const leave = () => {
    keepStep(null);
    go(back, { replace: true });
  };
  const enter = (made, email) => {
    signIn(made);
    // Who came for the first time is called by her address so far; registering asks for the name itself.
    if (made.account.name === nameFor(email) && !back.endsWith("/register")) to({ ...step, name: "name", email });
    else leave();
  };
  const Step = STEPS[step.name];
  return html`<${Step} key=${`${step.name}.${step.code || ""}`} step=${step} to=${to} enter=${enter} leave=${leave} sendCode=${sendCode} />`;
}

// The step that a letter's link opens: the one at hand where it is that, with the address it knows.
function opened(step, { code, kind }) {
  if (!kind || kind === "email-change") return step;
  const name = kind !== "password-reset" ? "code" : code ? "reset" : "forgotten";
  const { email = "" } = (session() || { account: {} }).account;
  return { ...step, name, code, email: step.email || email };
}

const nameFor = (email) => email.split("@")[0].slice(0, 100);

// Nobody knows it: who wants a password sets one later. An address that is known keeps its own.
const unknownPassword = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(36)).join("");

const sendCode = (email) => post("/accounts", { email, password: unknownPassword(), name: nameFor(email), locale: language });

function Mail({ step, to }) {
  useTitle(say("sign-in.title"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const email = form.get("email").trim();
    const { code_valid_minutes: minutes } = await sendCode(email);
    to({ name: "code", email, minutes });
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.heading")}</h1><p>${say("sign-in.lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{ "/email": "email" }} />
    <${Email} step=${step} trouble=${trouble} autocomplete="email" hint=${say("sign-in.email-why")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.send")}</button><button class="btn plain" type="button" onClick=${() => to({ ...step, name: "password" })}>${say("sign-in.have-password")}</button></div>
    <div class="note">${icon("phone")}<div><strong>${say("sign-in.no-mail")}</strong><br />${say("sign-in.no-mail-lead")} <a href="/help">${say("help")}</a></div></div></form>`;
}

// Who came for the first time says what to call her.
function Name({ leave }) {
  useTitle(say("sign-in.name-heading"));
  const { trouble, isSending, send } = useSending(async (form) => {
    await takeName(form.get("name"), await all("/me/participants"));
    leave();
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.name-heading")}</h1><p>${say("sign-in.name-lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{ "/name": "name" }} />
    <${Field} id="name" name="name" required autocomplete="name" maxlength="100" label=${say("sign-in.name")} error=${about(trouble, "/name")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.name-next")}</button></div></form>`;
}
