// A letter's text as the app shows it: its ways lead into the app, on whatever address that is open.

const ADDRESS = /[（(]?(https?:\/\/[^\s）)]+)(?:\s*[）)])?/g;

// The blocks of a text, each with its lines. The letter's button stands below it, and not in it again.
export function linesOf({ text, link }) {
  const blocks = text.split(/\n\s*\n/).map((block) => block.split("\n").map((line) => line.trim()).filter(Boolean));
  const isButton = (block) => link && block.length === 2 && block[0] === link.label && block[1] === link.url;
  return blocks.filter((block) => block.length > 0 && !isButton(block));
}

// A line with our addresses in it taken out: [text, { to }, text, …]. What somebody wrote of other places
// stays text.
export function partsOf(line, letter) {
  const parts = [];
  let end = 0;
  for (const found of line.matchAll(ADDRESS)) {
    const to = wayTo(found[1], letter);
    if (to) {
      parts.push(line.slice(end, found.index), { to });
      end = found.index + found[0].length;
    }
  }
  return [...parts, line.slice(end)];
}

// Where a letter's button leads, and what it is called.
export function wayOf(letter) {
  const { link } = letter;
  const to = link && wayTo(link.url, letter);
  return to && { label: link.label, to };
}

// Where an address of ours leads here: the path alone, since the letter may name the server otherwise.
// What acts without signing in (docs/links.md) is done on the page of the registration.
function wayTo(address, { registration_id: id, link }) {
  try {
    const { host, pathname, search, hash } = new URL(address);
    const isOurs = host === location.host || (link && host === new URL(link.url).host);
    if (!isOurs || pathname.startsWith("//")) return null;
    return id && pathname.startsWith("/l/") ? `/registrations/${id}` : pathname + search + hash;
  } catch {
    return null;
  }
}
