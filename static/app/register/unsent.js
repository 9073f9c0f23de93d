// It was sent, and the network was gone before an answer came. It is sent again by itself, under the same
// key, so whatever arrived it is done once. What it shows is in the draft: nothing has to be read for it.

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Problem, Unreachable } from "../api.js";
import { Busy, icon, useTitle } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { deliver, isRefusal } from "./sending.js";

// Seconds between two tries where the phone does not say that it is connected again.
const PAUSE = 15;

export function Unsent({ code, plan, refuse }) {
  const { told } = plan.values;
  const [busy, tell] = useState(null);
  const isSending = useRef(false);
  const isBusy = useRef(false);
  isBusy.current = Boolean(busy && busy.isBusy);
  useTitle(say("register.title", { what: told.title }));
  const attempt = async () => {
    if (isSending.current) return;
    isSending.current = true;
    tell(null);
    try {
      const done = await deliver(code, plan.values);
      plan.drop();
      go(done, { replace: true });
    } catch (trouble) {
      // Signing in leads back here, and it goes on.
      if (trouble.status === 401) return;
      if (isRefusal(trouble)) {
        refuse(trouble);
        plan.go({ isUnsent: false, step: 3 });
      } else if (trouble instanceof Problem) tell(trouble);
      else if (!(trouble instanceof Unreachable)) throw trouble;
    } finally {
      isSending.current = false;
    }
  };
  useEffect(() => {
    attempt();
    addEventListener("online", attempt);
    // Where many are trying the server says when to try again.
    const timer = setInterval(() => isBusy.current || attempt(), PAUSE * 1000);
    return () => {
      removeEventListener("online", attempt);
      clearInterval(timer);
    };
  }, []);
  if (busy && busy.isBusy) return html`<div class="stack"><h1 class="out" tabindex="-1">${say("busy.heading")}</h1><${Busy} trouble=${busy} again=${attempt} /></div>`;
  return html`<div class="stack"><div class="note lamp" role="status">${icon("offline")}<div><strong>${say("register.unsent")}</strong><br />${say("register.unsent-lead")}</div></div>
    <h1 tabindex="-1">${told.program}</h1><p>${told.title}${say("register.comma")}${told.names}</p>
    <ol class="steps"><li class="done"><strong>${say("register.filled-in")}</strong></li><li class="now"><strong>${say("register.waits-for-network")}</strong><br />${say("register.tries-itself")}</li><li><strong>${say("register.only-then")}</strong>${told.closes && html`<br />${say("register.closes-at", { when: told.closes })}`}</li></ol>
    <div class="btns"><button class="btn" type="button" onClick=${attempt}>${icon("again")}${say("again")}</button><button class="btn quiet" type="button" onClick=${() => plan.go({ isUnsent: false, step: 3 })}>${say("register.stop-sending")}</button></div>
    <p class="hint">${say("register.stop-hint")}</p></div>`;
}
