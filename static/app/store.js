// What this phone keeps: who is signed in, drafts, and what was chosen. Signing out forgets it all.

// Raised when what is kept takes another form: what an older page kept is then not read.
const SCHEMA = 1;
const ROOT = "niangjia.";
const SEEN = "niangjia-seen";
// Pages of programs that were read, as sw.js keeps them.
const READ = "niangjia-read";

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

// Whose phone it is: of who is signed in, or was when her token died; nobody's once she signed out.
const owner = () => (session() || { account: {} }).account.id || kept("owner");

// Another person on this phone finds nothing of the last one's, who may not have signed out.
export function signIn(made) {
  const last = kept("owner");
  if (made && last && last !== made.account.id) forget();
  keep("session", made);
  if (made) keep("owner", made.account.id);
  dispatchEvent(new Event("niangjia-session"));
}

async function forget() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(ROOT)) localStorage.removeItem(key);
  }
  if (self.caches) await Promise.all([SEEN, READ].map((name) => caches.delete(name)));
}

export async function signOut() {
  await forget();
  dispatchEvent(new Event("niangjia-session"));
}

// Whether she asked to be erased and no answer came: a token that is dead then tells that she is gone.
export const isLeaving = () => kept("leaving") === true;
export const keepLeaving = (is) => keep("leaving", is || null);

// A draft is written on each input, so that nothing that was typed is lost with the page. It is hers
// alone: on a page that was left open after she signed out, nothing is kept.
export const draft = (screen) => (owner() ? kept(`draft.${owner()}.${screen}`) : null);
export const keepDraft = (screen, value) => owner() && keep(`draft.${owner()}.${screen}`, value);

// The screen whose draft a registration is.
export const registering = (code) => `register.${code}`;

// Her registrations that were sent and may not have arrived: [[code, draft], …].
export function unsent() {
  const start = name(`draft.${owner()}.${registering("")}`);
  try {
    const codes = Object.keys(localStorage).filter((key) => key.startsWith(start)).map((key) => key.slice(start.length));
    return codes.map((code) => [code, draft(registering(code))]).filter(([, one]) => one && one.isUnsent);
  } catch {
    return [];
  }
}

// What became of one that went out while she was elsewhere, until she has looked.
export const outcome = () => kept("sent");
export const keepOutcome = (told) => keep("sent", told);

// Signed out, or somebody else signed in, on another page: what this one shows is not to be seen or sent.
addEventListener("storage", ({ key, oldValue, newValue }) => {
  if (key !== name("session") || !oldValue) return;
  const of = (text) => (JSON.parse(text) || { account: {} }).account.id;
  if (of(oldValue) !== of(newValue)) location.reload();
});

// The step of signing in she is at while she reads the mail; kept no longer than its digits hold.
export function lastStep() {
  const last = kept("signing-in");
  if (last && last.until > Date.now()) return last.step;
  keep("signing-in", null);
  return null;
}
export const keepStep = (step) => keep("signing-in", step && { step, until: Date.now() + step.minutes * 60000 });

// What was last seen of one's own, for when there is no network: the answer and when it was given.
export async function keepSeen(path, answer, at) {
  const of = owner();
  // Who signed out meanwhile leaves nothing behind.
  if (!self.caches || !of) return;
  const cache = await caches.open(SEEN);
  await cache.put(path, new Response(JSON.stringify({ answer, at, of })));
}

export async function seen(path) {
  if (!self.caches) return null;
  const found = await caches.match(path, { cacheName: SEEN });
  const last = found ? await found.json() : null;
  return last && last.of === owner() ? last : null;
}
