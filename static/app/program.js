// What scripts add to the page of a program, which reads whole without them: sharing, places while one
// looks, and keeping the app on the phone.

import { read } from "./api.js";
import { keepFrame } from "./frame.js";
import { language, learn, say } from "./say.js";

const LOOK_SECONDS = 30;

function share() {
  const place = document.getElementById("share");
  const told = place.querySelector("[role=status]");
  const title = document.querySelector('meta[property="og:title"]').content;
  const url = document.querySelector("link[rel=canonical]").href;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    try {
      if (navigator.share) {
        await navigator.share({ title, url });
        return;
      }
      await navigator.clipboard.writeText(url);
      told.textContent = told.dataset.copied;
    } catch (error) {
      // Who shuts the menu without choosing shares nothing.
      if (error.name !== "AbortError") told.textContent = url;
    }
  });
}

async function look(place) {
  try {
    const { places_left: left, waiting, capacity } = await read(`/offerings/${place.dataset.places}/places`);
    if (capacity === null) return;
    const full = place.dataset.list === "none" ? say("find.full") : say("find.waiting", { n: waiting });
    place.textContent = left > 0 ? say("find.left", { n: left }) : full;
  } catch {
    // The number stays as it was; the next look is half a minute away.
  }
}

learn().then(() => {
  keepFrame("find");
  share();
  const places = [...document.querySelectorAll("[data-places]")];
  const lookAtAll = () => {
    if (!document.hidden && navigator.onLine) places.forEach(look);
  };
  setInterval(lookAtAll, LOOK_SECONDS * 1000);
  // Who comes back to the page sees how it is now.
  document.addEventListener("visibilitychange", lookAtAll);
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js")
      .then(() => navigator.serviceWorker.ready)
      .then((ready) => ready.active.postMessage({ language }), () => {});
  }
});
