// Where she is signed in, each of which can be ended.

import { html, useState } from "../vendor/preact.js";
import { all, call } from "../api.js";
import { moment } from "../dates.js";
import { icon, Trouble, useAnswer, Waiting, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { useDeed } from "../mine/deeds.js";

export function Devices() {
  const { answer, trouble, again } = useAnswer(() => all("/tokens"), "devices");
  const { doing, trouble: refused, run } = useDeed();
  const [told, tell] = useState("");
  const end = (one) => run(one.id, async () => {
    await call("DELETE", `/tokens/${one.id}`);
    tell(say("device.ended", { name: nameOf(one) }));
    again();
  });
  return html`<section class="stack-s" aria-labelledby="devices"><h2 id="devices">${say("device.heading")}</h2><p>${say("device.lead")}</p>
    ${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : !answer ? html`<${Waiting} />` : html`<${Wrong} trouble=${refused} fields=${{}} />
    <ul class="results">${answer.map((one) => html`<li class="row apart" key=${one.id}><span>${nameOf(one)}<br /><span class="soft">${say("device.seen", { when: moment(one.seen_at) })}</span></span>
      ${one.current ? html`<span class="tag confirmed">${icon("phone")}${say("device.this")}</span>` : html`<button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${() => end(one)}>${say("device.end")}<span class="out"> ${nameOf(one)}</span></button>`}</li>`)}</ul>`}
    <p role="status">${told}</p></section>`;
}

const nameOf = (one) => one.device || say("device.unknown");
