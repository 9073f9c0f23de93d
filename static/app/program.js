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
    const { places_left: left, capacity } = await read(`/offerings/${place.dataset.places}/places`);
    if (capacity !== null && left > 0) place.textContent = say("find.left", { n: left });
  } catch {
    // The number stays as it was; the next look is half a minute away.
  }
}

learn().then(() => {
  keepFrame("find");
  share();
  const places = [...document.querySelectorAll("[data-places]")];
  setInterval(() => {
    if (!document.hidden && navigator.onLine) places.forEach(look);
  }, LOOK_SECONDS * 1000);
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/sw.js")
      .then(() => navigator.serviceWorker.ready)
      .then((ready) => ready.active.postMessage({ language }), () => {});
  }
});
