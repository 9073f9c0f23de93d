// A letter's text as the app shows it: its ways lead into the app, on whatever address that is open.

const ADDRESS = /^https?:\/\/\S+$/;

// The blocks of a text, each with its lines. An address on a line of its own, and what it is called
// before it, are shown as a button instead.
export function linesOf({ text, link }) {
  const blocks = text.split(/\n\s*\n/).map((block) => block.split("\n").map((line) => line.trim()).filter(Boolean));
  const isButton = (block) => link && block.length === 2 && block[0] === link.label && ADDRESS.test(block[1]);
  return blocks.filter((block) => block.length > 0 && !isButton(block)).map((block) => block.filter((line) => !ADDRESS.test(line)));
}

// A line with the addresses in it taken out: [text, { to }, text, …].
export function partsOf(line) {
  const parts = line.split(/[（(](https?:\/\/[^\s）)]+)\s*[）)]/);
  return parts.map((part, i) => (i % 2 ? { to: pathOf(part) } : part));
}

function pathOf(address) {
  const { pathname, search, hash } = new URL(address, location.origin);
  return pathname + search + hash;
}

// Where a letter's button leads: the path alone, since the letter may name the server otherwise.
export function wayOf({ link }) {
  if (!link) return null;
  try {
    return { label: link.label, to: pathOf(link.url) };
  } catch {
    return null;
  }
}
