// The app begins here: reads its words, shows the screen at hand, and keeps itself for next time.

import { html, render, useEffect, useState } from "./vendor/preact.js";
import { onSignedOut } from "./api.js";
import { keepFrame, keepSignIn } from "./frame.js";
import { Waiting } from "./pieces.js";
import { goSignIn, here, start } from "./router.js";
import { screen } from "./routes.js";
import { language, learn, say } from "./say.js";
import { lastStep } from "./store.js";

const main = document.getElementById("main");

function App() {
  const [shown, set] = useState(null);
  useEffect(() => {
    const show = async (hash, top) => {
      const path = here();
      const { part, load, params } = screen(location.pathname);
      const module = await load().catch(recover);
      if (!module || path !== here()) return;
      set({ Screen: module.default, params, path, hash, top });
      keepFrame(part);
    };
    start(show);
    show(location.hash, history.state && history.state.top);
  }, []);
  useEffect(() => shown && arrive(shown), [shown]);
  if (!shown) return html`<${Waiting} />`;
  const { Screen, params, path } = shown;
  return html`<${Screen} key=${path.split("?")[0]} params=${params} query=${new URLSearchParams(path.split("?")[1] || "")} />`;
}

let isFirst = true;

// A reader of screens hears where it is, and the eye begins at the top, or where it was.
function arrive({ hash, top }) {
  const target = hash && document.getElementById(hash.slice(1));
  if (target) target.scrollIntoView();
  else if (top) goDown(top);
  else if (!isFirst) scrollTo(0, 0);
  if (!isFirst) focusHeading();
  isFirst = false;
}

// Down to where it was, as soon as the screen is that long; not where somebody scrolls by herself.
function goDown(top) {
  const grown = new ResizeObserver(() => {
    if (document.documentElement.scrollHeight < top + innerHeight) return;
    grown.disconnect();
    scrollTo(0, top);
  });
  grown.observe(main);
  for (const move of ["wheel", "touchstart", "keydown"]) {
    addEventListener(move, () => grown.disconnect(), { once: true, passive: true });
  }
}

// The heading has the focus, also where the screen puts another in its place once it knows more; until
// somebody goes on by herself.
function focusHeading() {
  const within = document.activeElement && main.contains(document.activeElement) && document.activeElement !== main;
  if (within) return;
  const focus = () => {
    const heading = main.querySelector("h1") || main;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  };
  focus();
  const replaced = new MutationObserver(() => document.activeElement === document.body && focus());
  replaced.observe(main, { childList: true, subtree: true });
  for (const move of ["keydown", "pointerdown"]) {
    addEventListener(move, () => replaced.disconnect(), { once: true, capture: true });
  }
}

// A module that cannot be fetched is of a build that the server has no longer: what was typed is kept
// as a draft already, and the page is fetched anew, once.
function recover(error) {
  const mark = `reloaded.${document.documentElement.dataset.build}`;
  if (navigator.onLine && !sessionStorage.getItem(mark)) {
    sessionStorage.setItem(mark, "1");
    location.reload();
    return null;
  }
  console.warn(error);
  return import("./screens/unreached.js").catch(() => {
    main.textContent = say("offline.screen");
    return null;
  });
}

// Keeps the app on the phone; without a service worker it works as well, with the network.
async function keepApp() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/sw.js");
    const ready = await navigator.serviceWorker.ready;
    ready.active.postMessage({ language });
  } catch (error) {
    console.warn(error);
  }
}

learn().then(() => {
  onSignedOut(goSignIn);
  addEventListener("niangjia-session", keepSignIn);
  main.textContent = "";
  render(html`<${App} />`, main);
  if (document.readyState === "complete") keepApp();
  else addEventListener("load", keepApp);
}, recover);
  // Who never came back to signing in leaves no address behind.
  lastStep();
