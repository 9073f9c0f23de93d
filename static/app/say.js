// What the app says, in the language of the page. The words are in words/; each language has the same.

export const language = document.documentElement.lang;

let words = {};

// Reads the words of the page's language.
export async function learn() {
  words = (await (language === "en" ? import("./words/en.js") : import("./words/zh-CN.js"))).default;
}

// Reads the words of a part of the app, before its first screen is shown.
export async function learnPart(part) {
  const learned = await import(`./words/${part}.${language}.js`);
  // Only now, since another part may have been learned meanwhile.
  words = { ...words, ...learned.default };
}

// The text `id`, with the values it is filled with. An entry is a text with {names}, or a function of
// the values where the text depends on how many.
export function say(id, values = {}) {
  const entry = words[id];
  const text = typeof entry === "function" ? entry(values) : entry;
  if (text === undefined) throw new Error(`no text ${id}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
