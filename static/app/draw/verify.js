// Computes a draw once more from its record, by docs/draw.md and by nothing else.

async function sha256(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Where a page is not served safely, browsers give no hashes.
export const canVerify = () => Boolean(self.crypto && crypto.subtle);

// Section 1: the entries as { unit, code, weight, members: [[quota, seats], …] }.
function entriesOf(list) {
  const lines = list.split("\n");
  if (lines.pop() !== "" || lines[0] !== "niangjia-draw 1") throw new Error("this is not a list");
  const entries = [];
  let unit = null;
  for (const line of lines.slice(4)) {
    const [word, ...rest] = line.split(" ");
    if (word === "unit") {
      unit = rest.join(" ");
      continue;
    }
    const [code, weight, members] = rest;
    if (word !== "entry" || unit === null) throw new Error(`not an entry: ${line}`);
    const member = (text) => [text.slice(0, text.lastIndexOf(":")), Number(text.slice(text.lastIndexOf(":") + 1))];
    entries.push({ unit, code, weight: Number(weight.replace("weight=", "")), members: members.replace("members=", "").split(",").map(member) });
  }
  return entries;
}

// Section 2: the entries in the order drawn.
async function order(entries, fingerprint, value) {
  const seed = await sha256(`${fingerprint}\n${value}`);
  const urn = [...entries];
  const drawn = [];
  let weights = urn.reduce((sum, one) => sum + one.weight, 0);
  for (let place = 1; place <= entries.length; place += 1) {
    let rest = Number(BigInt(`0x${await sha256(`${seed}\n${place}`)}`) % BigInt(weights));
    const at = urn.findIndex((one) => {
      const isIt = rest < one.weight;
      rest -= one.weight;
      return isIt;
    });
    const [found] = urn.splice(at, 1);
    weights -= found.weight;
    drawn.push(found);
  }
  return drawn;
}

// Section 3: the pool of each member, or null where they do not fit whole.
function seat(members, free) {
  const left = { ...free };
  const pools = [];
  for (const [quota, seats] of members) {
    const pool = [quota, "-"].find((name) => name in left && (left[name] === null || seats <= left[name]));
    if (pool === undefined) return null;
    if (left[pool] !== null) left[pool] -= seats;
    pools.push(pool);
  }
  Object.assign(free, left);
  return pools;
}

// What the record should say: [{ rank, code, unit, fate, pools }, …].
async function results(record) {
  const units = structuredCopy(record.units);
  const drawn = await order(entriesOf(record.list), record.fingerprint, record.public_value);
  return drawn.map(({ unit, code, members: all }, i) => {
    const members = record.withdrawn[code] || all;
    const room = units[unit];
    let fate = "withdrawn";
    let pools = [];
    if (members.length > 0 && room) {
      const found = seat(members, room.seats);
      fate = found ? "confirmed" : "not_drawn";
      if (!found && (room.list === null || members.length <= room.list)) {
        fate = "waiting";
        if (room.list !== null) room.list -= members.length;
      }
      pools = found || [];
    }
    return { rank: i + 1, code, unit, fate, pools };
  });
}

const structuredCopy = (value) => JSON.parse(JSON.stringify(value));

// What does not hold: "" when all does, "list" where the list has another fingerprint, else the code
// whose result comes out otherwise.
export async function fault(record) {
  if ((await sha256(record.list)) !== record.fingerprint) return "list";
  const right = await results(record);
  const same = (a, b) => b && a.rank === b.rank && a.code === b.code && a.unit === b.unit && a.fate === b.fate && a.pools.join() === b.pools.join();
  const wrong = right.find((one, i) => !same(one, record.results[i]));
  return wrong ? wrong.code : right.length === record.results.length ? "" : "list";
}
