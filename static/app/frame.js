// What stands around a screen: the server sent it, and this keeps it true.

import { say } from "./say.js";
import { outcome, session, unsent } from "./store.js";
import { here, signInFrom } from "./router.js";

// Marks the main part at hand.
export function markPart(part) {
  for (const link of document.querySelectorAll(".dock a[data-part]")) {
    if (link.dataset.part === part) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Leads the links that name this page to where it is now.
export function keepFrame() {
  const other = document.getElementById("other-language");
  const url = new URL(location.href);
  url.searchParams.set("lang", other.hreflang);
  other.href = url.pathname + url.search;
  keepSignIn();
  if (unsent().length > 0 || outcome()) import("./register/waiting.js").then(({ sendWaiting }) => sendWaiting(), () => {});
  if (session() || document.querySelector(".dock .count")) import("./inbox/unread.js").then(({ lookForUnread }) => lookForUnread(), () => {});
}

// The way to sign in, for whoever is not.
export function keepSignIn() {
  const link = document.getElementById("sign-in");
  const isIn = session() !== null;
  link.textContent = isIn ? say("frame.household") : say("frame.sign-in");
  link.href = isIn ? "/household" : location.pathname === "/sign-in" ? here() : signInFrom(here());
}
