// The screens: their addresses, the main part each belongs to, and the module that is fetched when it
// is opened. How a screen is added: docs/app.md.

import { learnPart } from "./say.js";

// A screen with the words of its parts of the app.
const withWords = (parts, load) => () => Promise.all([load(), ...parts.map(learnPart)]).then(([module]) => module);
const mine = (load) => withWords(["mine"], load);

const table = [
  ["/", "find", () => import("./screens/find.js")],
  ["/offerings/{code}/register", "find", withWords(["register"], () => import("./screens/register.js"))],
  ["/sign-in", "", () => import("./screens/sign-in.js")],
  ["/household", "household", () => import("./screens/household.js")],
  ["/memberships", "household", () => import("./screens/household.js")],
  ["/offerings/{id}/draw", "find", () => import("./screens/draw.js")],
  ["/help", "", () => import("./screens/help.js")],
  ["/registrations", "registrations", mine(() => import("./screens/mine.js"))],
  ["/registrations/{id}", "registrations", mine(() => import("./screens/registration.js"))],
  ["/registrations/{id}/ticket", "registrations", mine(() => import("./screens/ticket.js"))],
  ["/registrations/{id}/cancel", "registrations", mine(() => import("./screens/cancel.js"))],
  ["/registrations/{id}/change", "registrations", mine(() => import("./screens/change.js"))],
  ["/calendar", "calendar", mine(() => import("./screens/calendar.js"))],
  ["/inbox", "inbox", withWords(["me"], () => import("./screens/inbox.js"))],
  ["/me", "household", withWords(["mine", "me"], () => import("./screens/me.js"))],
];

const missing = { part: "", load: () => import("./screens/missing.js"), params: {} };
const unreached = { part: "find", load: () => import("./screens/unreached.js"), params: {} };

// What is no text stays as it is, and names nothing.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

// The screen at a path, or null where the server shows a page of its own.
export function at(path) {
  for (const [pattern, part, load] of table) {
    const names = [];
    const shape = pattern.replace(/\{(\w+)\}/g, (_, name) => {
      names.push(name);
      return "([^/]+)";
    });
    const found = path.match(new RegExp(`^${shape}$`));
    if (found) {
      const params = Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1])]));
      return { pattern, part, load, params };
    }
  }
  return null;
}

// The screen at a path that the shell was shown at, whatever it is: in place of a program's page, which
// the server writes, it stands only where there is no network.
export const screen = (path) => at(path) || (path.startsWith("/programs/") ? unreached : missing);

// Fetches the modules of a screen ahead, so that a tap is answered at once.
export const prepare = (path) => {
  const found = at(path);
  if (found) found.load().catch(() => {});
};
