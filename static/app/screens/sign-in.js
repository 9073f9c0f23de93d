// Sign in, or come for the first time: an address and the six digits sent to it, or a password.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call, post } from "../api.js";
import { Field, icon, useHeading, useTitle, Wrong } from "../pieces.js";
import { go, wayBack } from "../router.js";
import { language, say } from "../say.js";
import { session, signIn } from "../store.js";

const FIRST_TRIES = 5;
const RESEND_SECONDS = 60;

export default function SignIn() {
  const [step, set] = useState({ name: "mail", email: "" });
  useHeading(step.name, { first: false });
  const enter = (made, email) => {
    signIn(made);
    // Who came for the first time is called by her address so far; registering asks for the name itself.
    if (made.account.name === nameFor(email) && !wayBack().endsWith("/register")) set({ name: "name", email });
    else go(wayBack(), { replace: true });
  };
  const steps = { mail: Mail, code: Code, password: Password, name: Name };
  const Step = steps[step.name];
  return html`<${Step} key=${step.name} step=${step} set=${set} enter=${enter} />`;
}

const nameFor = (email) => email.split("@")[0].slice(0, 100);

// Nobody knows it: who wants a password sets one later. An address that is known keeps its own.
const unknownPassword = () => Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(36)).join("");

const sendCode = (email) => post("/accounts", { email, password: unknownPassword(), name: nameFor(email), locale: language });

// The state of a form that is being sent: { trouble, isSending, send(event) }.
function useSending(act) {
  const [state, set] = useState({});
  const send = async (event) => {
    event.preventDefault();
    if (state.isSending) return;
    set({ isSending: true });
    try {
      await act(new FormData(event.target));
    } catch (trouble) {
      set({ trouble });
    }
  };
  return { ...state, send };
}

const about = (trouble, pointer) => (trouble && trouble.about ? trouble.about(pointer) : null);

function Mail({ step, set }) {
  useTitle(say("sign-in.title"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const email = form.get("email").trim();
    const { code_valid_minutes: minutes } = await sendCode(email);
    set({ name: "code", email, minutes });
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.heading")}</h1><p>${say("sign-in.lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{ "/email": "email" }} />
    <${Field} id="email" name="email" type="email" required autocomplete="email" inputmode="email" label=${say("sign-in.email")} hint=${say("sign-in.email-why")} defaultValue=${step.email} error=${about(trouble, "/email")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.send")}</button><button class="btn plain" type="button" onClick=${() => set({ ...step, name: "password" })}>${say("sign-in.have-password")}</button></div>
    <div class="note">${icon("phone")}<div><strong>${say("sign-in.no-mail")}</strong><br />${say("sign-in.no-mail-lead")} <a href="/help">${say("help")}</a></div></div></form>`;
}

function Code({ step, set, enter }) {
  useTitle(say("sign-in.code-heading"));
  const [left, setLeft] = useState(FIRST_TRIES);
  const { trouble, isSending, send } = useSending(async (form) => {
    try {
      enter(await post("/accounts/verify", { email: step.email, code: form.get("code").trim() }), step.email);
    } catch (problem) {
      if (problem.status === 401) setLeft((n) => n - 1);
      throw problem;
    }
  });
  const isWrong = trouble && trouble.status === 401;
  const wrong = isWrong ? (left > 0 ? say("sign-in.code-wrong", { n: left }) : say("sign-in.code-spent")) : about(trouble, "/code");
  return html`<div><button class="btn plain back" type="button" onClick=${() => set({ ...step, name: "mail" })}>${icon("next")}${say("sign-in.other-mail")}</button>
    <form class="stack" onSubmit=${send}><h1>${say("sign-in.code-heading")}</h1><p>${say("sign-in.code-sent", { email: step.email, n: step.minutes })}</p>
    ${!isWrong && html`<${Wrong} trouble=${trouble} fields=${{ "/code": "code" }} />`}
    <${Field} id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" extra="code-in" label=${say("sign-in.code")} error=${wrong} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.enter")}</button><${Resend} email=${step.email} done=${() => setLeft(FIRST_TRIES)} /></div>
    <p class="soft">${say("sign-in.nothing-came")} <a href="/help">${say("help")}</a></p></form></div>`;
}

// Another code can be asked for after a minute.
function Resend({ email, done }) {
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
      done();
    } catch (problem) {
      tell(problem);
    }
  };
  return html`<button class="btn quiet" type="button" disabled=${left > 0} onClick=${again}>${left > 0 ? say("sign-in.resend-in", { n: left }) : say("sign-in.resend")}</button>
    <${Wrong} trouble=${trouble} fields=${{}} />`;
}

function Password({ step, set, enter }) {
  useTitle(say("sign-in.title"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const email = form.get("email").trim();
    enter(await post("/tokens", { email, password: form.get("password") }), email);
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.password-heading")}</h1>
    <${Wrong} trouble=${trouble} fields=${{ "/email": "email", "/password": "password" }} />
    <${Field} id="email" name="email" type="email" required autocomplete="username" inputmode="email" label=${say("sign-in.email")} defaultValue=${step.email} error=${about(trouble, "/email")} />
    <${Field} id="password" name="password" type="password" required autocomplete="current-password" label=${say("sign-in.password")} error=${about(trouble, "/password")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.enter")}</button><button class="btn plain" type="button" onClick=${() => set({ ...step, name: "mail" })}>${say("sign-in.by-code")}</button></div></form>`;
}

// Who came for the first time says what to call her.
function Name() {
  useTitle(say("sign-in.name-heading"));
  const { trouble, isSending, send } = useSending(async (form) => {
    const name = form.get("name");
    await call("PATCH", "/me", { body: { name } });
    const { items } = await call("GET", "/me/participants?limit=100");
    const self = items.find((one) => one.relation === "self");
    if (self) await call("PATCH", `/me/participants/${self.id}`, { body: { name } });
    const kept = session();
    signIn({ ...kept, account: { ...kept.account, name } });
    go(wayBack(), { replace: true });
  });
  return html`<form class="stack" onSubmit=${send}><h1>${say("sign-in.name-heading")}</h1><p>${say("sign-in.name-lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{ "/name": "name" }} />
    <${Field} id="name" name="name" required autocomplete="name" maxlength="100" label=${say("sign-in.name")} error=${about(trouble, "/name")} />
    <div class="btns"><button class="btn" type="submit" disabled=${isSending}>${say("sign-in.name-next")}</button></div></form>`;
}
