// One registration: where it stands, what is next, how it came there, and whom to ask.

import { html } from "../vendor/preact.js";
import { moment } from "../dates.js";
import { icon, Seen, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { Clashes } from "../mine/clashes.js";
import { useFresh } from "../mine/fresh.js";
import { Ask, CheckDraw, History } from "../mine/history.js";
import { offeringsOf, registration, registrations } from "../mine/kept.js";
import { headingOf, Out, Outcome } from "../mine/outcome.js";
import { entriesOf, isLive } from "../mine/state.js";
import { Steps } from "../mine/steps.js";

// With those it is linked to, and with all that may be at the same time.
async function ask(id) {
  const [{ answer: one, at }, { answer: family }] = await Promise.all([registration(id), registrations().catch(() => ({ answer: [] }))]);
  const items = [one, ...family.filter((it) => it.id !== id)];
  const entry = entriesOf(items).find((it) => it.some((other) => other.id === id));
  const live = items.filter((it) => it === one || isLive(it));
  return { one, entry, at, live, offerings: await offeringsOf(live) };
}

export default function Registration({ params: { id } }) {
  const { answer, trouble, again } = useAnswer(ask, id);
  useFresh(again);
  useTitle(answer ? headingOf(answer.entry, false) : say("mine.one"));
  const back = html`<a class="back" href="/registrations">${icon("next")}${say("mine.title")}</a>`;
  if (!answer || answer.one.id !== id) return html`${back}<div class="stack"><h1>${say("mine.one")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { one, entry, at, live, offerings } = answer;
  const offering = offerings[one.offering_id];
  return html`${back}<div class="stack-l"><${Seen} at=${at} told=${at && moment(at)} />
    <${Outcome} entry=${entry} offering=${offering} isDone=${false} isOld=${at !== null} again=${again} />
    <${Clashes} one=${one} items=${live} offerings=${offerings} />
    <${Steps} one=${one} offering=${offering} />
    <${Sessions} one=${one} offering=${offering} />
    <${CheckDraw} one=${one} />
    <${History} one=${one} />
    <${Ask} one=${one} />
    <${Out} entry=${entry} isOld=${at !== null} /></div>`;
}

// All its dates, where there are several, and what to bring.
function Sessions({ one, offering }) {
  if (!offering || !isLive(one)) return null;
  const zone = one.offering.time_zone;
  const sessions = offering.sessions.filter((session) => !one.session_id || session.id === one.session_id);
  return html`<section class="stack-s" aria-labelledby="about"><h2 id="about">${say("mine.about")}</h2>
    <p><a href=${`/offerings/${one.offering.code}`}>${say("mine.program")}</a></p>
    ${offering.bring && html`<p>${say("mine.bring", { what: offering.bring })}</p>`}
    ${sessions.length > 1 && html`<details><summary>${say("mine.sessions", { n: sessions.length })}${icon("next")}</summary>
      <ul class="dots">${sessions.map((session) => html`<li key=${session.id}>${moment(session.starts_at, zone)}${session.state === "cancelled" ? say("mine.session-cancelled") : ""}</li>`)}</ul></details>`}</section>`;
}
