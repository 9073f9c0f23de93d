// How many messages wait to be read, beside the entry of the inbox.

import { call, now } from "../api.js";
import { say } from "../say.js";
import { keep, keepSeen, kept, session } from "../store.js";
import { LETTERS } from "./letters.js";

const STALE_SECONDS = 60;

let asked = -Infinity;

// Shows how many of the letters are unread, and keeps the number.
export function keepUnread(items) {
  asked = now();
  keep("unread", items.filter((one) => !one.read_at).length);
  show();
}

// Looks again, not more often than each minute; what was known before is shown at once. The inbox itself
// has them all anyway.
export async function lookForUnread() {
  show();
  if (location.pathname === "/inbox" || !session() || !navigator.onLine || now() - asked < STALE_SECONDS * 1000) return;
  asked = now();
  try {
    const letters = await call("GET", LETTERS, { stay: true });
    await keepSeen(LETTERS, letters, now());
    keepUnread(letters.items);
  } catch {
    // The number stays as it was.
  }
}

function show() {
  const link = document.querySelector('.dock a[data-part="inbox"]');
  if (!link) return;
  const n = session() ? kept("unread") || 0 : 0;
  const old = link.querySelector(".count");
  if (old) old.remove();
  if (n === 0) return;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = String(n);
  const words = document.createElement("span");
  words.className = "out";
  words.textContent = say("frame.unread");
  count.append(words);
  link.append(count);
}
