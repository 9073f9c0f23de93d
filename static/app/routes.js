// The screens: their addresses, the main part each belongs to, and the module that is fetched when it
// is opened. How a screen is added: docs/app.md.

const table = [
  ["/", "find", () => import("./screens/find.js")],
  ["/offerings/{code}/register", "find", () => import("./screens/register.js")],
  ["/sign-in", "", () => import("./screens/sign-in.js")],
  ["/household", "household", () => import("./screens/household.js")],
  ["/memberships", "household", () => import("./screens/household.js")],
  ["/offerings/{id}/draw", "find", () => import("./screens/draw.js")],
  ["/help", "", () => import("./screens/help.js")],
  // Letters lead here; their screens are still to come.
  ["/registrations", "", () => import("./screens/later.js")],
  ["/registrations/{id}", "", () => import("./screens/later.js")],
];

const missing = { part: "", load: () => import("./screens/missing.js"), params: {} };

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
      const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])]));
      return { pattern, part, load, params };
    }
  }
  return null;
}

// The screen at a path that the shell was shown at, whatever it is.
export const screen = (path) => at(path) || missing;

// Fetches the modules of a screen ahead, so that a tap is answered at once.
export const prepare = (path) => {
  const found = at(path);
  if (found) found.load().catch(() => {});
};
