// What was chosen and typed, kept with each change, so that neither a call nor a lost connection loses it.

import { useRef, useState } from "../vendor/preact.js";
import { newKey } from "../api.js";
import { draft, keepDraft } from "../store.js";

const EMPTY = {
  step: 1,
  // What she is called, where nobody knows it yet.
  name: "",
  // Ids of those who take part, and of the sessions picked.
  who: [],
  sessions: [],
  // Together or not at all (true), each alone (false), not said yet (null).
  linked: null,
  // People that come with each, by participant.
  party: {},
  // Answers by question: the same for everyone, or by participant where `apart` says so.
  answers: {},
  apart: {},
  each: {},
  // What was agreed to, by key and version.
  agreed: {},
  // Whether it was sent and nobody knows whether it arrived.
  isUnsent: false,
  // What was sent then, and what is shown of it.
  body: null,
  told: null,
};

// The draft of a screen: { values, latest, change(changes), go(changes), drop() }. Whatever changes what is sent makes another
// deed of it, under another key.
export function useDraft(name) {
  const [values, set] = useState(() => ({ ...EMPTY, key: newKey(), ...draft(name) }));
  // The newest, also for what was begun before it: an answer may come after another change.
  const latest = useRef(values);
  const keep = (changes) => {
    latest.current = { ...latest.current, ...changes };
    set(latest.current);
    keepDraft(name, latest.current);
  };
  return {
    values,
    latest,
    change: (changes) => keep({ key: newKey(), ...changes }),
    // Another step, or whether it was sent: the deed stays the same.
    go: keep,
    drop: () => keepDraft(name, null),
  };
}
