// The pieces of the visual language that screens are put together of.

import { html, useEffect, useRef, useState } from "./vendor/preact.js";
import { Problem, Unreachable } from "./api.js";
import { say } from "./say.js";

const icons = document.documentElement.dataset.icons;

export const icon = (name, of = "icon") =>
  html`<svg class=${of} aria-hidden="true"><use href=${`${icons}#${name}`} /></svg>`;

// What the browser's tab and a reader of screens call the screen, while it is shown.
export function useTitle(title) {
  useEffect(() => {
    const before = document.title;
    document.title = `${title} · ${say("mark")}`;
    return () => {
      document.title = before;
    };
  }, [title]);
}

// Takes the focus to the heading when what is shown becomes another thing without a new address.
export function useHeading(what, { first = true } = {}) {
  const isFirst = useRef(!first);
  useEffect(() => {
    if (!isFirst.current) focusHeading();
    isFirst.current = false;
  }, [what]);
}

export function focusHeading() {
  const heading = document.querySelector("main h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// Asks once for each `path`, keeps what was there until the next is there, and can ask again:
// { answer, trouble, isAsking, again }.
export function useAnswer(ask, path) {
  const [state, set] = useState({});
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    set((was) => ({ ...was, isAsking: true, trouble: null }));
    ask(path).then(
      (answer) => isCurrent && set({ answer, path }),
      (trouble) => isCurrent && set((was) => ({ ...was, isAsking: false, trouble })),
    );
    return () => {
      isCurrent = false;
    };
  }, [path, times]);
  return { ...state, again: () => setTimes((n) => n + 1) };
}

// Says after 0.4 s that something is coming: what comes sooner needs no word.
export function Waiting() {
  const [isLate, set] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => set(true), 400);
    return () => clearTimeout(timer);
  }, []);
  return html`<p role="status">${isLate ? say("waiting") : ""}</p>`;
}

// Answers that stay as they are however often one asks: the address is wrong, or it is gone.
const HOPELESS = [400, 404, 410, 422];

// What is wrong with a whole screen, and what happens next. `again` is asked by itself where the
// server is busy.
export function Trouble({ trouble, again }) {
  if (trouble instanceof Unreachable) {
    return html`<div class="note lamp" role="alert">${icon("offline")}<div class="stack-s"><p><strong>${say("offline.heading")}</strong><br />${say("offline.lead")}</p>
      <p class="btns"><button class="btn" type="button" onClick=${again}>${say("again")}</button></p></div></div>`;
  }
  if (!(trouble instanceof Problem)) throw trouble;
  if (trouble.isBusy) return html`<${Busy} trouble=${trouble} again=${again} />`;
  if (trouble.status === 401) return html`<p role="status">${say("waiting")}</p>`;
  const isOurs = trouble.status >= 500;
  const isFinal = HOPELESS.includes(trouble.status);
  return html`<section class="outcome refused stack" role="alert">${icon("warn")}
    <h2>${isOurs ? say("error.heading") : trouble.title}</h2>
    ${(isOurs || trouble.message !== trouble.title) && html`<p class="lead">${isOurs ? say("error.lead") : trouble.message}</p>`}
    ${trouble.errors.length > 0 && html`<ul class="dots">${trouble.errors.map((one) => html`<li>${one.detail}</li>`)}</ul>`}
    <div class="btns">${isFinal ? html`<a class="btn" href="/">${location.pathname === "/" ? say("find.clear") : say("find.title")}</a>` : html`<button class="btn" type="button" onClick=${again}>${say("again")}</button>`}<a class="btn quiet" href="/help">${say("help")}</a></div>
    ${trouble.instance && html`<p class="soft">${say("error.id")} <span class="code">${trouble.instance}</span></p>`}</section>`;
}

// A screen that we cannot draw, and the ways on.
export function Broken() {
  useTitle(say("error.heading"));
  return html`<section class="outcome refused stack" role="alert">${icon("warn")}<h1>${say("error.heading")}</h1><p class="lead">${say("error.screen")}</p>
    <div class="btns"><button class="btn" type="button" onClick=${() => location.reload()}>${say("again")}</button><a class="btn quiet" href="/">${say("find.title")}</a><a class="btn quiet" href="/help">${say("help")}</a></div></section>`;
}

// Many are trying: when it is tried again, each at another moment, and that nothing is booked.
export function Busy({ trouble, again }) {
  const [left, set] = useState(() => Math.ceil(trouble.retryAfter * (1 + Math.random() / 2)));
  useEffect(() => {
    if (left <= 0) {
      again();
      return undefined;
    }
    const timer = setTimeout(() => set(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  // Who alone asked too often is told so; where many ask, that nothing is lost.
  const [heading, lead] = trouble.status === 429 ? [trouble.title, trouble.message] : [say("busy.heading"), say("busy.nothing")];
  return html`<section class="outcome offered stack">${icon("clock")}
    <h2>${heading}</h2><p class="lead" role="status"><strong>${lead}</strong></p>
    <p class="clock">${say("busy.next", { n: Math.max(left, 0) })}</p>
    <div class="btns"><button class="btn" type="button" onClick=${again}>${say("busy.now")}</button></div></section>`;
}

// What is wrong with a form, above it, with the way to each field; it takes the focus.
export function Wrong({ trouble, fields }) {
  const place = useRef(null);
  useEffect(() => {
    if (trouble && place.current) place.current.focus();
  }, [trouble]);
  if (!trouble) return null;
  const unreachable = trouble instanceof Unreachable;
  if (!unreachable && !(trouble instanceof Problem)) throw trouble;
  const named = unreachable ? [] : trouble.errors.filter((one) => fields[one.pointer]);
  const said = unreachable ? say("offline.form") : trouble.status === 429 ? trouble.message : trouble.isBusy ? say("busy.form", { n: trouble.retryAfter }) : trouble.status >= 500 ? say("error.heading") : named.length ? say("wrong.heading") : trouble.message;
  return html`<div class="note clay" role="alert" tabindex="-1" ref=${place}>${icon("warn")}<div><strong>${said}</strong>
    ${named.length > 0 && html`<ul class="dots">${named.map((one) => html`<li><a href=${`#${fields[one.pointer]}`} onClick=${jump}>${one.detail}</a></li>`)}</ul>`}</div></div>`;
}

function jump(event) {
  event.preventDefault();
  const field = document.getElementById(event.currentTarget.hash.slice(1));
  if (field) field.focus();
}

// A field with its label above, its hint, what is wrong with it, and why it is asked.
export function Field({ id, label, hint, error, why, children, ...input }) {
  const told = [hint && `${id}-hint`, error && `${id}-err`].filter(Boolean).join(" ") || undefined;
  const shared = { id, "aria-describedby": told, "aria-invalid": error ? "true" : undefined, class: `input ${input.extra || ""}` };
  delete input.extra;
  return html`<div class="field"><label for=${id}>${label}</label>
    ${hint && html`<span class="hint" id=${`${id}-hint`}>${hint}</span>`}
    ${error && html`<p class="err" id=${`${id}-err`}>${icon("warn")}${error}</p>`}
    ${children ? html`<select ...${shared} ...${input}>${children}</select>` : input.rows ? html`<textarea ...${shared} ...${input}></textarea>` : html`<input ...${shared} ...${input} />`}
    ${why && html`<p class="why">${icon("lock")}<span>${why}</span></p>`}</div>`;
}

// That what is shown was seen before, where there is no network.
export const Seen = ({ at, told }) =>
  at && html`<div class="note lamp" role="status">${icon("offline")}<div><strong>${say("offline.heading")}</strong><br />${say("offline.seen", { when: told })}</div></div>`;
