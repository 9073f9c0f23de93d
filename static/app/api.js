// The public API as the app asks it. Every refusal is a Problem that can be read out, and where the
// network is gone it is an Unreachable. The server's clock is heard from each answer.

import { language } from "./say.js";
import { isLeaving, keepLeaving, keepSeen, seen, session, signIn, signOut } from "./store.js";

const BASE = "/api/v1";
const PROBLEM = "application/problem+json";

// A refusal, as the server words it (RFC 9457).
export class Problem extends Error {
  constructor(status, view, retryAfter) {
    super(view.detail || view.title || String(status));
    this.status = status;
    this.slug = (view.type || "").split("/").pop();
    this.title = view.title || "";
    this.errors = view.errors || [];
    this.reasons = view.reasons || [];
    this.instance = view.instance || "";
    this.retryAfter = retryAfter;
  }

  // Whether it is only a matter of asking once more, a little later.
  get isBusy() {
    return this.status === 429 || this.status === 503;
  }

  // What is wrong with a member of the body, such as "/name".
  about(pointer) {
    const found = this.errors.find((one) => one.pointer === pointer);
    return found ? found.detail : null;
  }
}

// The network is gone, or the server.
export class Unreachable extends Error {}

let ahead = 0;

// What the server's clock shows, in milliseconds: deadlines are its, and a phone's clock may be wrong.
export const now = () => Date.now() + ahead;

// One key for one deed: sent again with the same key, it is done once.
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

let whenSignedOut = () => {};

// What to do when the token is dead: the way to sign in, and back.
export function onSignedOut(act) {
  whenSignedOut = act;
}

// Seconds after which no answer is waited for any more: a line that hangs is as good as none.
const PATIENCE = 30;

async function ask(method, path, { body, key, token, headers = {}, seconds = PATIENCE } = {}) {
  const sent = { ...headers };
  if (token) sent.authorization = `Bearer ${token}`;
  if (key) sent["idempotency-key"] = key;
  if (body !== undefined) sent["content-type"] = "application/json";
  const began = Date.now();
  try {
    const answer = await fetch(BASE + path, {
      method,
      headers: sent,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      signal: AbortSignal.timeout ? AbortSignal.timeout(seconds * 1000) : undefined,
    });
    hearClock(answer, began);
    return await said(answer);
  } catch (error) {
    // The line may break in the middle of an answer too.
    throw error instanceof Problem ? error : new Unreachable(String(error));
  }
}

async function said(answer) {
  const type = answer.headers.get("content-type") || "";
  if (answer.ok) return answer.status === 204 ? null : type.includes("json") ? await answer.json() : await answer.text();
  const view = type.startsWith(PROBLEM) ? await answer.json() : { title: answer.statusText };
  throw new Problem(answer.status, view, Number(answer.headers.get("retry-after")) || 5);
}

function hearClock(answer, began) {
  const date = Date.parse(answer.headers.get("date"));
  const ended = Date.now();
  // An answer out of the browser's cache tells an old time, and comes at once.
  if (!date || ended - began < 2) return;
  // The header is cut to the second: on average half a second has passed since.
  ahead = date + 500 - (began + ended) / 2;
}

// Reads what is public. What the page asked for ahead is taken over when it is just that.
export function read(path) {
  const link = document.querySelector('link[rel="preload"][as="fetch"]');
  const isAhead = link && link.getAttribute("href") === BASE + path;
  if (isAhead) link.remove();
  return ask("GET", path, isAhead ? {} : { headers: { "accept-language": language } });
}

// Asks as the person who is signed in. A dead token leads to signing in, and back; with `stay` not, for
// what is only of use beside something else.
export async function call(method, path, { body, key, seconds, stay = false } = {}) {
  const { access_token: token } = session() || {};
  if (!token) {
    if (!stay) whenSignedOut();
    throw new Problem(401, { title: "" });
  }
  try {
    const answer = await ask(method, path, { body, key, token, seconds, headers: { "accept-language": language } });
    keepLeaving(false);
    return answer;
  } catch (problem) {
    // Of an older token it says nothing of the one she has by now.
    const isHers = !session() || session().access_token === token;
    if (problem.status === 401 && problem.slug !== "invalid-code" && isHers) {
      if (isLeaving()) await signOut();
      else signIn(null);
      if (!stay) whenSignedOut();
    }
    throw problem;
  }
}

// Calls that anybody may make: an address and a code, a password.
export const post = (path, body) => ask("POST", path, { body, headers: { "accept-language": language } });

// Reads one's own, and keeps it; without network what was seen last, with when: { answer, at }, where
// `at` is null when it is fresh.
export async function mine(path) {
  const owner = (session() || {}).account;
  try {
    const answer = await call("GET", path);
    await keepSeen(path, answer, now());
    return { answer, at: null };
  } catch (problem) {
    const last = problem instanceof Unreachable && owner ? await seen(path) : null;
    if (!last) throw problem;
    return last;
  }
}

// All pages of a list, each asked for as `get` does.
export async function all(path, get = (page) => call("GET", page)) {
  const items = [];
  let cursor = "";
  do {
    const page = await get(`${path}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return items;
}
