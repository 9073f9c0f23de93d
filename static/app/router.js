// Goes from screen to screen over the History API, without fetching a page.

import { at } from "./routes.js";

let show = () => {};

export const here = () => location.pathname + location.search;

// Goes to a path. Where the server has a page of its own there, the browser fetches it.
export function go(to, { replace = false } = {}) {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin || !at(url.pathname)) {
    location.assign(url);
    return;
  }
  history.replaceState({ ...history.state, top: scrollY }, "");
  history[replace ? "replaceState" : "pushState"]({}, "", url);
  show(url.hash, null);
}

const SIGN_IN = "/sign-in";
const HOME = "/household";

// Where signing in leads back to; only ever an address of ours, and not to signing in once more.
export function wayBack() {
  const next = new URLSearchParams(location.search).get("next") || HOME;
  try {
    const url = new URL(next, location.origin);
    if (url.origin !== location.origin) return "/";
    // Whole, since a path of ours may begin with two slashes, which would be another host.
    return url.pathname === SIGN_IN ? HOME : url.href;
  } catch {
    return HOME;
  }
}

export const signInFrom = (path) => `${SIGN_IN}?next=${encodeURIComponent(path)}`;

// To signing in, and back here. Where several calls find the token dead, the first of them leads there.
export function goSignIn() {
  if (location.pathname !== SIGN_IN) go(signInFrom(here()), { replace: true });
}

// Shows the screen at hand, and each that is gone to; `shown(hash, top)` is told where on it.
export function start(shown) {
  show = shown;
  history.scrollRestoration = "manual";
  addEventListener("pagehide", () => history.replaceState({ ...history.state, top: scrollY }, ""));
  addEventListener("popstate", (event) => show(location.hash, (event.state && event.state.top) || 0));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    const isSamePage = link.pathname === location.pathname && link.search === location.search && link.hash;
    if (isSamePage || new URLSearchParams(link.search).has("lang") || !at(link.pathname)) return;
    event.preventDefault();
    go(link.href);
  });
}
