// What the forms of signing in share: being sent once, and the digits with the tries that are left.

import { html, useState } from "../vendor/preact.js";
import { Field } from "../pieces.js";
import { say } from "../say.js";

const FIRST_TRIES = 5;

// The state of a form that is being sent: { trouble, isSending, send(event) }.
export function useSending(act) {
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

export const about = (trouble, pointer) => (trouble && trouble.about ? trouble.about(pointer) : null);

// A form that is sent with digits: { isWrong, wrong, again() } beside what `useSending` gives.
export function useDigits(act) {
  const [left, setLeft] = useState(FIRST_TRIES);
  const sending = useSending(async (form) => {
    try {
      await act(form, form.get("code").trim());
    } catch (problem) {
      if (problem.status === 401) setLeft((n) => n - 1);
      throw problem;
    }
  });
  const { trouble } = sending;
  const isWrong = Boolean(trouble) && trouble.status === 401;
  const wrong = isWrong ? (left > 0 ? say("sign-in.code-wrong", { n: left }) : say("sign-in.code-spent")) : about(trouble, "/code");
  return { ...sending, isWrong, wrong, again: () => setLeft(FIRST_TRIES) };
}

export const Email = ({ step, trouble, ...more }) =>
  html`<${Field} id="email" name="email" type="email" required autocomplete="username" inputmode="email" label=${say("sign-in.email")} defaultValue=${step.email} error=${about(trouble, "/email")} ...${more} />`;

export const Digits = ({ code, wrong }) =>
  html`<${Field} id="code" name="code" required inputmode="numeric" autocomplete="one-time-code" maxlength="12" extra="code-in" label=${say("sign-in.code")} defaultValue=${code} error=${wrong} />`;
