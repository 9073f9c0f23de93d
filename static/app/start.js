// The app begins here: reads its words, shows the screen at hand, and keeps itself for next time.

import { html, render, useEffect, useErrorBoundary, useRef, useState } from "./vendor/preact.js";
import { onSignedOut } from "./api.js";
import { keepFrame, keepSignIn, markPart } from "./frame.js";
import { Broken, Waiting } from "./pieces.js";
import { goSignIn, here, start } from "./router.js";
import { screen } from "./routes.js";
import { language, learn, say } from "./say.js";
import { lastStep } from "./store.js";

const main = document.getElementById("main");
// Milliseconds that a screen may take before it is said that something is coming.
const LATE = 400;

function App() {
  const [shown, set] = useState(null);
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const show = async (hash, top) => {
      const path = here();
      const { part, load, params } = screen(location.pathname);
      // A tap is answered at once, whatever the line takes.
      markPart(part);
      const late = setTimeout(() => path === here() && setLate(true), LATE);
      const module = await load().catch(recover);
      clearTimeout(late);
      if (!module || path !== here()) return;
      setLate(false);
      set({ Screen: module.default, params, path, hash, top });
      keepFrame();
    };
    start(show);
    show(location.hash, history.state && history.state.top);
  }, []);
  useEffect(() => shown && arrive(shown), [shown]);
  if (!shown) return html`<${Waiting} />`;
  if (isLate) return html`<p role="status">${say("waiting")}</p>`;
  const { path } = shown;
  return html`<${Drawn} key=${path.split("?")[0]} ...${shown} />`;
}

// A screen; where it cannot be drawn, that this is so and the ways on.
function Drawn({ Screen, params, path }) {
  const broken = useRef(null);
  const [error] = useErrorBoundary((cause) => {
    broken.current = path;
    console.error(cause);
  });
  if (error && broken.current === path) return html`<${Broken} />`;
  return html`<${Screen} params=${params} query=${new URLSearchParams(path.split("?")[1] || "")} />`;
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
  // Who never came back to signing in leaves no address behind.
  lastStep();
  addEventListener("niangjia-session", keepSignIn);
  main.textContent = "";
  render(html`<${App} />`, main);
  if (document.readyState === "complete") keepApp();
  else addEventListener("load", keepApp);
}, recover);
