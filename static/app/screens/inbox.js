// The messages, with the same words as the mails. Opening one reads it.

import { html, useEffect } from "../vendor/preact.js";
import { now } from "../api.js";
import { day, moment, time } from "../dates.js";
import { icon, Seen, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { letters, read } from "../inbox/letters.js";
import { linesOf, partsOf, wayOf } from "../inbox/text.js";
import { keepUnread } from "../inbox/unread.js";

export default function Inbox({ query }) {
  const { answer, trouble, again } = useAnswer(letters, "letters");
  useEffect(() => {
    if (answer && !answer.at) keepUnread(answer.answer);
  }, [answer]);
  const id = query.get("open");
  const open = answer && id && answer.answer.find((one) => one.id === id);
  useTitle(open ? open.heading : say("inbox.title"));
  if (open) return html`<${Letter} key=${id} letter=${open} isOld=${answer.at !== null} again=${again} />`;
  if (!answer) return html`<div class="stack"><h1>${say("inbox.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { answer: items, at } = answer;
  return html`<div class="stack"><${Seen} at=${at} told=${at && moment(at)} /><h1>${say("inbox.title")}</h1><p class="soft">${say("inbox.lead")}</p>
    ${items.length === 0 ? html`<div class="empty sheet">${icon("letter")}<h2>${say("inbox.nothing")}</h2><p>${say("inbox.nothing-lead")}</p></div>`
    : html`<ul class="letters">${items.map((one) => html`<${Row} key=${one.id} one=${one} />`)}</ul>`}</div>`;
}

const PICTURES = [["offer", "lamp"], ["draw", "lots"], ["wait", "queue"], ["confirmed", "check"], ["accepted", "check"], ["promoted", "check"], ["cancel", "no"], ["called", "no"], ["remind", "clock"], ["moved", "clock"], ["read", "eye"]];

const pictureOf = (kind) => (PICTURES.find(([part]) => kind.includes(part)) || ["", "letter"])[1];

// When it came: "今天 10:30", else the day.
function whenOf(instant) {
  return day(instant) === day(now()) ? say("inbox.today", { time: time(instant) }) : moment(instant);
}

function Row({ one }) {
  const isNew = !one.read_at;
  return html`<li class=${isNew ? "new" : ""}><a href=${`/inbox?open=${one.id}`}>${icon(pictureOf(one.kind))}<span><strong>${isNew && html`<span class="out">${say("inbox.unread")}</span>`}${one.subject}</strong><span class="soft">${one.summary}</span><span class="over">${whenOf(one.created_at)}</span></span></a></li>`;
}

function Letter({ letter, isOld, again }) {
  useEffect(() => {
    if (letter.read_at || isOld) return;
    // Read or not, the letter is open; the next look tries again.
    read(letter.id).then(again, () => {});
  }, [letter.id]);
  const way = wayOf(letter);
  const [, ...blocks] = linesOf(letter);
  return html`<a class="back" href="/inbox">${icon("next")}${say("inbox.title")}</a>
    <article class="stack"><h1 tabindex="-1" lang=${letter.language}>${letter.heading}</h1><p class="soft">${moment(letter.created_at)}</p>
      <div class="stack" lang=${letter.language}>${blocks.map((block) => html`<p>${block.map((line, i) => html`${i > 0 && html`<br />`}${partsOf(line, letter).map((part) => (part.to ? html`<a href=${part.to}>${say("inbox.open")}</a>` : part))}`)}</p>`)}</div>
      ${way && html`<div class="btns"><a class="btn" href=${way.to} lang=${letter.language}>${way.label}</a></div>`}</article>`;
}
