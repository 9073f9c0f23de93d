// Marks made at a door: kept in this phone until the server has them.
"use strict";

/** Marks that are sent together. */
const TOGETHER = 100;

/** What is kept of one session, and the way to the server. */
class Marks {
  /** `until` is when what is kept of the session goes. */
  constructor(session, until) {
    this.name = `door:${session}`;
    this.path = `/api/v1/sessions/${session}/attendance`;
    this.until = until;
    /** Why nothing can be sent now: `offline`, `signed-out`, `second-factor`, `busy`, or none. */
    this.trouble = navigator.onLine ? null : "offline";
    this.isSending = false;
    /** How many the server took from this page. */
    this.many = 0;
    this.changed = () => {};
    /** Told of each mark that the server took. */
    this.taken = () => {};
  }

  // Another tab may have written: it is read each time.
  read() {
    const kept = JSON.parse(localStorage.getItem(this.name) ?? "null");
    return kept ?? { until: this.until, waiting: [], refused: [], batch: null };
  }

  write(kept) {
    if (kept.waiting.length + kept.refused.length === 0) localStorage.removeItem(this.name);
    else localStorage.setItem(this.name, JSON.stringify(kept));
    this.changed();
  }

  get waiting() {
    return this.read().waiting;
  }

  get refused() {
    return this.read().refused;
  }

  /** Keeps a mark, made now, and sends what waits. */
  add(mark) {
    const kept = this.read();
    kept.waiting.push({ ...mark, at: new Date().toISOString() });
    this.write(kept);
    return this.send();
  }

  /** Sends once more what was refused. */
  again() {
    const kept = this.read();
    kept.waiting.push(...kept.refused.map((one) => one.mark));
    this.write({ ...kept, refused: [] });
    return this.send();
  }

  /** Forgets a part of what is kept: somebody said so. */
  drop(part) {
    const kept = this.read();
    this.write({ ...kept, [part]: [], batch: part === "waiting" ? null : kept.batch });
  }

  /** Sends what waits, until nothing does or nothing goes. */
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    while (await this.sendSome());
    this.isSending = false;
    this.changed();
  }

  async sendSome() {
    const kept = this.read();
    if (kept.waiting.length === 0) return false;
    // The same marks go under the same key, however often they have to be sent.
    kept.batch ??= { key: key(), many: Math.min(kept.waiting.length, TOGETHER) };
    this.write(kept);
    const marks = kept.waiting.slice(0, kept.batch.many);
    const answer = await this.ask("POST", this.path, { marks }, kept.batch.key);
    if (answer === null) return false;
    const now = this.read();
    now.waiting = now.waiting.slice(marks.length);
    now.batch = null;
    if (answer.outcomes) {
      answer.outcomes.forEach((one, at) => {
        if (one.outcome === "refused") now.refused.push({ mark: marks[at], why: one.problem.detail });
        else this.taken(marks[at]);
      });
      this.many += marks.length;
    } else {
      // None of them is taken as it is: they stay, with the reason.
      now.refused.push(...marks.map((mark) => ({ mark, why: answer.detail })));
    }
    this.write(now);
    return true;
  }

  /** Everyone's lines as the server has them; null when it does not say. */
  async list() {
    const lines = [];
    for (let cursor = ""; cursor !== null; ) {
      const more = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await this.ask("GET", `${this.path}?limit=100${more}`);
      if (page === null || !page.items) return null;
      lines.push(...page.items);
      cursor = page.next_cursor;
    }
    return lines;
  }

  // What the server says, or null when nothing can be decided now: then `trouble` says why.
  async ask(method, path, body, key) {
    const headers = { "accept-language": document.documentElement.lang };
    if (body) Object.assign(headers, { "content-type": "application/json", "idempotency-key": key });
    let answer;
    try {
      const text = body && JSON.stringify(body);
      answer = await fetch(path, { method, headers, body: text, cache: "no-store" });
      const said = await answer.json();
      this.trouble = troubleOf(answer.status, said);
      if (this.trouble === null) return said;
    } catch {
      this.trouble = answer ? "busy" : "offline";
    }
    this.changed();
    return null;
  }
}

function troubleOf(status, said) {
  if (status === 401) return "signed-out";
  if (status === 403 && said.type?.endsWith("/second-factor-required")) return "second-factor";
  if (status === 408 || status === 429 || status >= 500) return "busy";
  return null;
}

/** A key that nobody else makes. */
function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
