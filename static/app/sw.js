// Keeps the app on the phone, build by build. A page that runs finds the modules of its own build here
// whatever the server has by then; the shells are shown at once, and without network.
// `told` = { build, files, shells } stands above; it is another in each build.

const PREFIX = "niangjia-app-";
const CACHE = PREFIX + self.told.build;
const READ = "niangjia-read";
// The language that was last spoken, whatever the build.
const SPOKEN = "niangjia-spoken";
const LANGUAGE = "/language";
const MOST_READ = 30;

self.addEventListener("install", (event) => {
  const fetched = [...self.told.files, ...Object.values(self.told.shells)];
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(fetched.map((url) => new Request(url, { credentials: "same-origin" })))).then(() => self.skipWaiting()),
  );
});

// Of older builds the one before this stays, for pages that still run it.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const builds = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      return Promise.all(builds.slice(0, -1).map((name) => caches.delete(name)));
    }).then(() => self.clients.claim()),
  );
});

self.addEventListener("message", (event) => {
  const language = event.data && event.data.language;
  if (language in self.told.shells) {
    event.waitUntil(caches.open(SPOKEN).then((cache) => cache.put(LANGUAGE, new Response(language))));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/app/") || (url.pathname.startsWith("/assets/") && url.search)) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate" && isRead(url)) {
    event.respondWith(readPage(event));
  } else if (request.mode === "navigate" && isFilled(url)) {
    event.respondWith(shell(request, url));
  }
});

// Pages that the server writes: programs.
const isRead = (url) => /^\/programs\/[^/]+$/.test(url.pathname);

// Pages that the app fills.
const isFilled = (url) =>
  /^\/(?:|sign-in|household|memberships|help|registrations(?:\/[^/]+(?:\/(?:ticket|cancel|change))?)?|calendar|inbox|me|offerings\/[^/]+\/(?:register|draw))$/.test(url.pathname);

async function language() {
  const kept = await caches.match(LANGUAGE, { cacheName: SPOKEN });
  return kept ? kept.text() : null;
}

// The shell that is kept, at once. The server is asked where a language is chosen or none is known yet.
async function shell(request, url) {
  const chosen = url.searchParams.get("lang");
  const known = chosen ? null : await language();
  if (known) {
    const kept = await caches.match(self.told.shells[known], { cacheName: CACHE });
    if (kept) return kept;
  }
  try {
    return await fetch(request);
  } catch (error) {
    const spoken = self.told.shells[chosen] ? chosen : (await language()) || "zh-CN";
    const kept = await caches.match(self.told.shells[spoken], { cacheName: CACHE });
    if (kept) return kept;
    throw error;
  }
}

// What was read last stays to be read without network.
async function readPage(event) {
  const { request } = event;
  try {
    const page = await fetch(request);
    if (page.ok) event.waitUntil(keepPage(request, page.clone()));
    return page;
  } catch (error) {
    const kept = await caches.match(request, { cacheName: READ, ignoreSearch: true });
    if (kept) return kept;
    const away = await caches.match(self.told.shells[(await language()) || "zh-CN"], { cacheName: CACHE });
    if (away) return away;
    throw error;
  }
}

// A phone that is full shows the page all the same, and does not keep it.
async function keepPage(request, page) {
  try {
    const cache = await caches.open(READ);
    await cache.put(request, page);
    const old = await cache.keys();
    await Promise.all(old.slice(0, -MOST_READ).map((one) => cache.delete(one)));
  } catch (error) {
    console.warn(error);
  }
}
