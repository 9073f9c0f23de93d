// What changes while one is away is asked for again: when the network is back, and when the app is
// looked at once more.

import { useEffect, useState } from "../vendor/preact.js";
import { now } from "../api.js";

const STALE_SECONDS = 30;

export function useFresh(again) {
  useEffect(() => {
    let asked = now();
    const ask = () => {
      asked = now();
      again();
    };
    const look = () => {
      if (!document.hidden && now() - asked > STALE_SECONDS * 1000) ask();
    };
    addEventListener("online", ask);
    document.addEventListener("visibilitychange", look);
    return () => {
      removeEventListener("online", ask);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
}

// The minutes that are left until an instant, and in the last ten the seconds: it changes no faster.
export function useLeft(instant) {
  const left = Math.max(0, Math.floor((Date.parse(instant) - now()) / 1000));
  const [, turn] = useState(0);
  useEffect(() => {
    if (left <= 0) return undefined;
    const pause = left > 600 ? (left % 60) + 1 : 1;
    const timer = setTimeout(() => turn((n) => n + 1), pause * 1000);
    return () => clearTimeout(timer);
  });
  return left;
}
