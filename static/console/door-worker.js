// Opens the page of a door, and what it loads, where there is no network.
"use strict";

addEventListener("install", () => skipWaiting());
// The browser itself asks for the page: what a worker asks for counts as nobody's doing.
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()])));

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) {
    event.respondWith(kept(url.href).then((found) => found ?? fetch(request)));
  } else if (request.mode === "navigate" && url.pathname.endsWith("/door")) {
    event.respondWith(open(event, url.pathname));
  }
});

async function open(event, path) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (error) {
    const found = await kept(path);
    if (found) return found;
    throw error;
  }
}

// What was kept of a session whose time is not over.
async function kept(address) {
  for (const name of await caches.keys()) {
    const [kind, , until] = name.split(":");
    if (kind !== "door") continue;
    if (Number(until) < Date.now()) {
      await caches.delete(name);
      continue;
    }
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}
