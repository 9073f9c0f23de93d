// Keeps the page of a door in this phone, so that it opens without network; console.js takes it out
// again, a day after the session and at signing out.
"use strict";

async function keepCopy(page) {
  const { session, until } = document.querySelector("#door").dataset;
  const query = new URLSearchParams(location.search);
  if (!("serviceWorker" in navigator) || Number(until) < Date.now() || query.has("done") || query.has("q")) return;
  try {
    await navigator.serviceWorker.register("/console/sessions/worker.js");
    await navigator.serviceWorker.ready;
    const kept = await caches.open(`door:${session}:${until}`);
    const headers = { "content-type": "text/html; charset=utf-8" };
    await kept.put(location.pathname, new Response(page, { headers }));
    const linked = [...document.querySelectorAll("link[rel], script[src]")].map((one) => one.href || one.src);
    const icons = document.querySelector("use").href.baseVal.split("#")[0];
    await kept.addAll([...new Set([...linked, icons])]);
    document.querySelector("#ready").hidden = false;
  } catch {
    // Without room, or without network just now: the page works all the same while there is one.
  }
}
