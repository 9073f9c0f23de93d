// What waits to be sent while one is elsewhere in the app: it goes out from any screen, and a line above
// the screen says how it stands until somebody has looked.

import { Unreachable } from "../api.js";
import { say } from "../say.js";
import { keepDraft, keepOutcome, outcome, registering, session, unsent } from "../store.js";
import { deliver, isRefusal } from "./sending.js";

const pathOf = (code) => `/offerings/${encodeURIComponent(code)}/register`;

// Seconds between two tries, more where the server says so.
const PAUSE = 15;

let isAtIt = false;
let timer = null;

// Sends what waits, and says how it stands. The screen of the registration itself does it on its own.
export async function sendWaiting() {
  show();
  if (isAtIt || !session()) return;
  isAtIt = true;
  clearTimeout(timer);
  let pause = PAUSE;
  try {
    for (const [code, draft] of waiting()) pause = Math.max(pause, await sendOne(code, draft));
  } finally {
    isAtIt = false;
    show();
  }
  if (waiting().length > 0) timer = setTimeout(sendWaiting, pause * 1000 * (1 + Math.random() / 2));
}

const waiting = () => unsent().filter(([code]) => pathOf(code) !== location.pathname);

// Sends one; gives the seconds that are to be waited before another try.
async function sendOne(code, draft) {
  const name = registering(code);
  try {
    const done = await deliver(code, draft);
    keepDraft(name, null);
    keepOutcome({ words: "waiting.sent", what: draft.told.title, to: done });
  } catch (trouble) {
    if (isRefusal(trouble)) {
      keepDraft(name, { ...draft, isUnsent: false, step: 3 });
      keepOutcome({ words: "waiting.refused", what: draft.told.title, to: pathOf(code) });
    } else if (!(trouble instanceof Unreachable)) console.warn(trouble);
    return trouble.isBusy ? trouble.retryAfter : 0;
  }
  return 0;
}

// The line: what waits, else what became of it; gone once that was looked at.
function show() {
  const [first] = waiting();
  const told = outcome();
  const isSeen = told && location.pathname + location.search === told.to;
  if (isSeen) keepOutcome(null);
  const line = first ? { words: "waiting.waits", what: first[1].told.title, to: pathOf(first[0]) } : isSeen ? null : told;
  const old = document.getElementById("waiting");
  if (old) old.remove();
  if (!line) return;
  const link = document.createElement("a");
  link.href = line.to;
  link.textContent = say(line.words, { what: line.what });
  const place = document.createElement("p");
  place.id = "waiting";
  place.className = "wrap wide waiting";
  place.setAttribute("role", "status");
  place.append(link);
  document.querySelector(".dock").after(place);
}

addEventListener("online", sendWaiting);
