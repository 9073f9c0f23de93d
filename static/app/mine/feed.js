// The address under which a phone's own calendar follows the family's dates. It is a secret: who has it
// sees them, until it is renewed.

import { html, useState } from "../vendor/preact.js";
import { call } from "../api.js";
import { icon, useAnswer, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { once, useDeed } from "./deeds.js";

export function Feed() {
  const me = useAnswer(() => call("GET", "/me"), "me");
  const [renewed, renew] = useState(null);
  const [told, tell] = useState("");
  // It ends what was subscribed to before: it is asked once more.
  const [isAsked, ask] = useState(false);
  const { doing, trouble, run } = useDeed();
  const address = renewed || (me.answer && me.answer.calendar_url);
  if (!address) return null;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      tell(say("feed.copied"));
    } catch {
      const field = document.getElementById("feed-address");
      field.select();
      tell(say("feed.select"));
    }
  };
  const another = () => run("renew", async () => {
    const answer = await once("calendar-key", "/me/calendar-key");
    renew(answer.calendar_url);
    ask(false);
    tell(say("feed.renewed"));
  });
  return html`<section class="stack-s" aria-labelledby="feed"><h2 id="feed">${say("feed.heading")}</h2><p>${say("feed.lead")}</p>
    <div class="field"><label for="feed-address">${say("feed.address")}</label><input class="input" id="feed-address" readonly value=${address} onFocus=${(event) => event.currentTarget.select()} /></div>
    <p class="why">${icon("lock")}<span>${say("feed.why")}</span></p>
    <${Wrong} trouble=${trouble} fields=${{}} />
    ${isAsked && html`<div class="note clay" role="alert">${icon("warn")}<p>${say("feed.renew-final")}</p></div>`}
    <div class="btns">${isAsked ? html`<button class="btn harm" type="button" disabled=${Boolean(doing)} onClick=${another}>${say("feed.renew-sure")}</button><button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${() => ask(false)}>${say("feed.keep")}</button>`
    : html`<button class="btn quiet" type="button" onClick=${copy}>${say("feed.copy")}</button><button class="btn plain" type="button" onClick=${() => ask(true)}>${say("feed.renew")}</button>`}</div>
    <p role="status">${told}</p></section>`;
}
