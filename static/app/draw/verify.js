// Recomputes a draw from its record, by docs/draw.md and by nothing else: what the phone says of a draw
// it has reckoned out itself.

const utf8 = new TextEncoder();

async function sha256(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

// Browsers reckon on pages that came by https or from the machine itself.
export const canVerify = () => Boolean(self.crypto && crypto.subtle);

// Whether a record holds: its fingerprint, the order, and who has a place.
export async function holds(record) {
  if (hex(await sha256(record.list)) !== record.fingerprint) return false;
  const found = await resultsOf(record);
  return JSON.stringify(found) === JSON.stringify(record.results.map(inOrder));
}

// The members of a result, in one order.
const inOrder = ({ rank, code, unit, fate, pools }) => ({ rank, code, unit, fate, pools });

// The entries of a list (section 1).
export function entriesOf(list) {
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
    entries.push({ unit, code, weight: BigInt(weight.replace("weight=", "")), members: members.replace("members=", "").split(",").map(memberOf) });
  }
  return entries;
}

function memberOf(text) {
  const at = text.lastIndexOf(":");
  return [text.slice(0, at), Number(text.slice(at + 1))];
}

// The entries in the order drawn (section 2).
async function orderOf(entries, fingerprint, value) {
  const seed = hex(await sha256(`${fingerprint}\n${value}`));
  const urn = [...entries];
  const drawn = [];
  let weights = urn.reduce((sum, entry) => sum + entry.weight, 0n);
  for (let place = 1; place <= entries.length; place += 1) {
    let rest = BigInt(`0x${hex(await sha256(`${seed}\n${place}`))}`) % weights;
    const at = urn.findIndex((entry) => {
      if (rest < entry.weight) return true;
      rest -= entry.weight;
      return false;
    });
    const [entry] = urn.splice(at, 1);
    weights -= entry.weight;
    drawn.push(entry);
  }
  return drawn;
}

// The pool of each member, or null where they do not fit whole; then nothing is taken.
function seat(members, free) {
  const left = { ...free };
  const pools = [];
  for (const [quota, seats] of members) {
    const pool = [quota, "-"].find((one) => one in left && (left[one] === null || seats <= left[one]));
    if (pool === undefined) return null;
    if (left[pool] !== null) left[pool] -= seats;
    pools.push(pool);
  }
  Object.assign(free, left);
  return pools;
}

// What the record should say (section 3).
async function resultsOf(record) {
  const units = structuredCloneOf(record.units);
  const drawn = await orderOf(entriesOf(record.list), record.fingerprint, record.public_value);
  return drawn.map(({ unit, code, members: all }, i) => {
    const members = code in record.withdrawn ? record.withdrawn[code] : all;
    const room = units[unit];
    let fate = "withdrawn";
    let pools = [];
    if (members.length > 0 && room) {
      const taken = seat(members, room.seats);
      fate = taken ? "confirmed" : "not_drawn";
      if (!taken && (room.list === null || members.length <= room.list)) {
        fate = "waiting";
        if (room.list !== null) room.list -= members.length;
      }
      pools = taken || [];
    }
    return inOrder({ rank: i + 1, code, unit, fate, pools });
  });
}

const structuredCloneOf = (value) => JSON.parse(JSON.stringify(value));
