// What this phone keeps: who is signed in, drafts, and what was chosen. Signing out forgets it all.

// Raised when what is kept takes another form: what an older page kept is then not read.
const SCHEMA = 1;
const ROOT = "niangjia.";
const SEEN = "niangjia-seen";

const name = (key) => `${ROOT}${SCHEMA}.${key}`;

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(name(key)));
  } catch {
    return null;
  }
}

export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(name(key));
    else localStorage.setItem(name(key), JSON.stringify(value));
  } catch {
    // A phone that keeps nothing still works until it is put away.
  }
}

// { access_token, expires_at, account }
export const session = () => kept("session");

export function signIn(made) {
  keep("session", made);
  dispatchEvent(new Event("niangjia-session"));
}

export async function signOut() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(ROOT)) localStorage.removeItem(key);
  }
  if (self.caches) await caches.delete(SEEN);
  dispatchEvent(new Event("niangjia-session"));
}

// A draft is written on each input, so that nothing that was typed is lost with the page.
export const draft = (screen) => kept(`draft.${screen}`);
export const keepDraft = (screen, value) => keep(`draft.${screen}`, value);

// What was last seen of one's own, for when there is no network: the answer and when it was given.
export async function keepSeen(path, answer, at) {
  if (!self.caches) return;
  const cache = await caches.open(SEEN);
  await cache.put(path, new Response(JSON.stringify({ answer, at })));
}

export async function seen(path) {
  if (!self.caches) return null;
  const found = await caches.match(path, { cacheName: SEEN });
  return found ? found.json() : null;
}
