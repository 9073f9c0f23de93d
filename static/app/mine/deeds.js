// What one does, with a registration or else. Its key is kept until it is done: pressed twice, or sent once more
// after the network was gone, it is done once.

import { useRef, useState } from "../vendor/preact.js";
import { call, newKey, Problem } from "../api.js";
import { keep, kept } from "../store.js";

// Accepts, declines, cancels, changes; the answer is the registration as it stands then.
export const act = (id, what, body = {}) => once(`${id}.${what}.${body.session_id || ""}`, `/registrations/${encodeURIComponent(id)}/${what}`, body);

// Sends the deed of this name, under the same key until it is done or refused; gives the answer.
export async function once(deed, path, body = {}) {
  const name = `deed.${deed}`;
  const key = kept(name) || newKey();
  keep(name, key);
  try {
    const done = await call("POST", path, { body, key });
    keep(name, null);
    return done;
  } catch (problem) {
    // What was refused was not done: another try is another deed.
    if (problem instanceof Problem && !problem.isBusy && problem.status < 500) keep(name, null);
    throw problem;
  }
}

// A deed under way: { trouble, doing, run(name, deed) }. While one is, a second press does nothing.
export function useDeed() {
  const [state, set] = useState({ doing: null, trouble: null });
  const isBusy = useRef(false);
  const run = async (name, deed) => {
    if (isBusy.current) return;
    isBusy.current = true;
    set({ doing: name, trouble: null });
    try {
      await deed();
      set({ doing: null, trouble: null });
    } catch (trouble) {
      set({ doing: null, trouble });
    } finally {
      isBusy.current = false;
    }
  };
  return { ...state, run };
}
