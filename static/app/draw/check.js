// Checking a draw: on this phone, or with the record elsewhere.

import { html, useState } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { handOver } from "../mine/calendar-file.js";
import { canVerify, fault } from "./verify.js";

export function Check({ record, code }) {
  const [told, tell] = useState(null);
  const compute = async () => {
    tell({ words: say("verify.doing") });
    try {
      const wrong = await fault(record);
      if (!wrong) tell({ holds: true, words: say("verify.holds", { n: record.results.length }) });
      else tell({ holds: false, words: wrong === "list" ? say("verify.list") : say("verify.differs", { code: wrong }) });
    } catch {
      tell({ holds: false, words: say("verify.unread") });
    }
  };
  const save = () => handOver(JSON.stringify(record, null, 2), "application/json", `draw-${code}.json`);
  return html`<section class="stack" aria-labelledby="verify"><h2 id="verify">${say("verify.heading")}</h2><p>${say("verify.lead")}</p>
    <div class="btns">${canVerify() && html`<button class="btn" type="button" onClick=${compute}>${icon("again")}${say("verify.do")}</button>`}
      <button class="btn quiet" type="button" onClick=${save}>${icon("down")}${say("verify.save")}</button></div>
    <div role="status">${told && html`<p class=${`note ${told.holds ? "leaf" : told.holds === false ? "clay" : ""}`}>${icon(told.holds ? "check" : told.holds === false ? "warn" : "clock")}<span>${told.words}</span></p>`}</div>
    <p class="soft">${say("verify.elsewhere")}</p></section>`;
}
