// Taking everything away as one file, and leaving: what that takes is said before, with its numbers.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call, Unreachable } from "../api.js";
import { focusHeading, icon, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { isLeaving, keepLeaving, signOut } from "../store.js";
import { handOver } from "../mine/calendar-file.js";
import { useDeed } from "../mine/deeds.js";

// Seconds that all of it may take on a slow line.
const ALL = 600;

export function TakeAway() {
  const { doing, trouble, run } = useDeed();
  const [told, tell] = useState("");
  const save = () => run("export", async () => {
    handOver(JSON.stringify(await call("GET", "/me/export", { seconds: ALL }), null, 2), "application/json", "niangjia.json");
    tell(say("export.done"));
  });
  return html`<section class="stack-s" aria-labelledby="export"><h2 id="export">${say("export.heading")}</h2><p>${say("export.lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{}} />
    <p class="btns"><button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${save}>${icon("down")}${say("export.do")}</button></p>
    <p role="status">${told}</p></section>`;
}

export function Leave({ left }) {
  const [loss, show] = useState(null);
  const { doing, trouble, run } = useDeed();
  const look = () => run("look", async () => show(await call("DELETE", "/me?preview=true")));
  const leave = () => run("leave", async () => {
    const wasSent = isLeaving();
    try {
      await call("DELETE", "/me", { stay: wasSent });
    } catch (trouble) {
      if (trouble instanceof Unreachable) keepLeaving(true);
      // Sent before, and its answer lost: the token is dead because she is gone.
      if (trouble.status !== 401 || !wasSent) throw trouble;
    }
    await signOut();
    left();
  });
  return html`<section class="stack-s sheet" aria-labelledby="leave"><h2 id="leave">${say("leave.heading")}</h2><p>${say("leave.lead")}</p>
    <${Wrong} trouble=${trouble} fields=${{}} />
    ${loss ? html`<div class="stack" role="status"><p><strong>${say("leave.does")}</strong></p><ul class="dots">${effects(loss).map((words) => html`<li key=${words}>${words}</li>`)}</ul>
      <p><strong>${say("leave.stays")}</strong></p><ul class="dots">${loss.stays.map((words) => html`<li key=${words}>${words}</li>`)}</ul><p>${say("leave.final")}</p>
      <div class="btns"><button class="btn harm" type="button" disabled=${Boolean(doing)} onClick=${leave}>${icon("leave")}${say("leave.do")}</button><button class="btn quiet" type="button" onClick=${() => show(null)}>${say("leave.not")}</button></div></div>`
    : html`<p class="btns"><button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${look}>${say("leave.look")}</button></p>`}</section>`;
}

function effects({ cancelled, roles_ended: roles }) {
  const { applied, waitlisted, offered, confirmed } = cancelled;
  const places = offered + confirmed;
  return [
    places > 0 && say("leave.places", { n: places }), waitlisted > 0 && say("leave.waiting", { n: waitlisted }), applied > 0 && say("leave.applied", { n: applied }),
    roles > 0 && say("leave.roles", { n: roles }), say("leave.names"), say("leave.sign-in"),
  ].filter(Boolean);
}

// She is gone, and what comes after.
export function Gone() {
  useEffect(() => focusHeading(), []);
  return html`<div class="stack"><section class="outcome refused stack" aria-labelledby="state">${icon("leave")}<h1 id="state" tabindex="-1">${say("leave.gone")}</h1><p class="lead">${say("leave.gone-lead")}</p>
    <div class="btns"><a class="btn quiet" href="/">${say("find.title")}</a></div></section></div>`;
}
