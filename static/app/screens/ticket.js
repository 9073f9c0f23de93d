// The ticket: a picture for the scanner and a short code to say, also without network.

import { html } from "../vendor/preact.js";
import { icon, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { Problem } from "../api.js";
import { say } from "../say.js";
import { offering, registration, ticket } from "../mine/kept.js";
import { doorCode, Facts } from "../mine/outcome.js";
import { nameOf, State } from "../mine/state.js";

async function ask(id) {
  const { answer: one, at } = await registration(id);
  if (!one.door_code) return { one, at, picture: null };
  const [picture, program] = await Promise.all([ticket(id).catch(unless), offering(one.offering_id).catch(unless)]);
  return { one, at, picture, offering: program };
}

// The code can be said where the picture cannot be had.
function unless(trouble) {
  if (trouble instanceof Problem && trouble.status === 401) throw trouble;
  return null;
}

export default function Ticket({ params: { id } }) {
  useTitle(say("ticket.title"));
  const { answer, trouble, again } = useAnswer(ask, id);
  const back = html`<a class="back" href=${`/registrations/${id}`}>${icon("next")}${say("mine.one")}</a>`;
  if (!answer) return html`${back}<div class="stack"><h1>${say("ticket.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { one, picture } = answer;
  if (!one.door_code) {
    return html`${back}<div class="stack"><h1>${say("ticket.title")}</h1><p><${State} one=${one} /></p><p>${say("ticket.none")}</p>
      <p class="btns"><a class="btn" href=${`/registrations/${id}`}>${say("mine.one")}</a></p></div>`;
  }
  return html`${back}<div class="stack"><h1 class="out">${say("ticket.title")}</h1>
    <article class="ticket"><div class="stack-s"><${State} one=${one} /><h2>${nameOf(one)}</h2>
      <p><strong>${one.participant.name}</strong></p><${Facts} entry=${[{ ...one, status: "" }]} offering=${answer.offering} /></div>
    <div class="stub stack-s">${picture && html`<div class="qr"><img src=${`data:image/svg+xml,${encodeURIComponent(picture)}`} width="200" height="200" alt=${say("ticket.picture")} /></div>`}
      <p>${say(picture ? "ticket.say" : "ticket.only-say")}</p><p class="door-code">${doorCode(one.door_code)}</p></div></article>
    ${self.caches && html`<p class="note leaf">${icon("check")}<span>${say("ticket.kept")}</span></p>`}
    <p class="soft small">${say("ticket.bright")}</p></div>`;
}
