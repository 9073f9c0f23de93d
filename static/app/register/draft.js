// What was chosen and typed, kept with each change, so that neither a call nor a lost connection loses it.

import { useState } from "../vendor/preact.js";
import { newKey } from "../api.js";
import { draft, keepDraft } from "../store.js";

const EMPTY = {
  step: 1,
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
  // What was agreed to, by key.
  agreed: {},
  // Whether it was sent and nobody knows whether it arrived.
  isUnsent: false,
};

// The draft of a screen: { values, change(changes), drop() }. Whatever changes what is sent makes another
// deed of it, under another key.
export function useDraft(name) {
  const [values, set] = useState(() => ({ ...EMPTY, key: newKey(), ...draft(name) }));
  const keep = (next) => {
    set(next);
    keepDraft(name, next);
  };
  return {
    values,
    change: (changes) => keep({ ...values, key: newKey(), ...changes }),
    // Another step, or whether it was sent: the deed stays the same.
    go: (changes) => keep({ ...values, ...changes }),
    drop: () => keepDraft(name, null),
  };
}
