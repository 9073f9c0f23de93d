// What the form has asked of the server, for the last look, which asks the same right after it: taken once,
// and only for the deed that it was asked for.

import { useRef } from "../vendor/preact.js";

// { put(key, asked), take(key) }, where `asked` is a promise; what is not there is null.
export function useAhead() {
  const last = useRef(null);
  const put = (key, asked) => {
    last.current = { key, asked };
  };
  const take = (key) => {
    const { current } = last;
    last.current = null;
    return current && current.key === key ? current.asked : null;
  };
  return { put, take };
}
