// The address under which a phone's own calendar follows the family's dates. It is a secret: who has it
// sees them, until it is renewed.

import { html, useState } from "../vendor/preact.js";
import { call, newKey } from "../api.js";
import { icon, useAnswer, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { useDeed } from "./deeds.js";

export function Feed() {
  const me = useAnswer(() => call("GET", "/me"), "me");
  const [renewed, renew] = useState(null);
  const [told, tell] = useState("");
  const [key, setKey] = useState(newKey);
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
    const answer = await call("POST", "/me/calendar-key", { body: {}, key });
    renew(answer.calendar_url);
    setKey(newKey());
    tell(say("feed.renewed"));
  });
  return html`<section class="stack-s" aria-labelledby="feed"><h2 id="feed">${say("feed.heading")}</h2><p>${say("feed.lead")}</p>
    <div class="field"><label for="feed-address">${say("feed.address")}</label><input class="input" id="feed-address" readonly value=${address} onFocus=${(event) => event.currentTarget.select()} /></div>
    <p class="why">${icon("lock")}<span>${say("feed.why")}</span></p>
    <${Wrong} trouble=${trouble} fields=${{}} />
    <div class="btns"><button class="btn quiet" type="button" onClick=${copy}>${say("feed.copy")}</button><button class="btn plain" type="button" disabled=${Boolean(doing)} onClick=${another}>${say("feed.renew")}</button></div>
    <p role="status">${told}</p></section>`;
}
