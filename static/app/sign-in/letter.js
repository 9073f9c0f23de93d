// The code that a letter's link carries behind the `#`, which browsers do not send. It is taken out of
// the address at once, where it would be kept and shared.

import { useEffect, useState } from "../vendor/preact.js";

// { code, kind }: the digits, and the kind of letter they came in, such as "sign-in-code".
export function useLetter() {
  const [letter, set] = useState(taken);
  useEffect(() => {
    const look = () => {
      const found = taken();
      if (found.kind) set(found);
    };
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  return letter;
}

function taken() {
  const told = new URLSearchParams(location.hash.slice(1));
  const letter = { code: told.get("code") || "", kind: told.get("for") || "" };
  if (letter.kind) history.replaceState(history.state, "", location.pathname + location.search);
  return letter;
}
