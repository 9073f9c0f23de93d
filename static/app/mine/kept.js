// One's registrations and what they are for, kept on the phone for when there is no network; and the
// tickets, kept as soon as there is one, since at the door there may be none.

import { all, call, now, read, Unreachable } from "../api.js";
import { keepSeen, seen } from "../store.js";

const LIST = "/me/registrations";
// An id may come out of an address, where anything may stand.
const pathOf = (id) => `/registrations/${encodeURIComponent(id)}`;
const ticketOf = (id) => `${pathOf(id)}/ticket.svg`;

// Asks, and keeps the answer; without network what was kept: { answer, at }, where `at` is null when
// it is fresh.
async function keeping(path, ask) {
  try {
    const answer = await ask();
    await keepSeen(path, answer, now());
    return { answer, at: null };
  } catch (problem) {
    const last = problem instanceof Unreachable ? await seen(path) : null;
    if (!last) throw problem;
    return last;
  }
}

// All the family's registrations, the newest first.
export async function registrations() {
  const found = await keeping(LIST, () => all(LIST));
  if (!found.at) keepTickets(found.answer);
  return found;
}

// One registration. Where only the list was seen, it is found there.
export async function registration(id) {
  const path = pathOf(id);
  try {
    const found = await keeping(path, () => call("GET", path));
    if (!found.at) keepTickets([found.answer]);
    return found;
  } catch (problem) {
    const list = problem instanceof Unreachable ? await seen(LIST) : null;
    const one = list && list.answer.find((it) => it.id === id);
    if (!one) throw problem;
    return { answer: one, at: list.at };
  }
}

// An offering with its sessions, by id or code.
export const offering = async (id) => (await keeping(`/offerings/${id}`, () => read(`/offerings/${id}`))).answer;

// The offerings of registrations, by id. Those that cannot be had are left out: what is shown of them
// is less, and not wrong.
export async function offeringsOf(items) {
  const ids = [...new Set(items.map((one) => one.offering_id))];
  const found = await Promise.all(ids.map((id) => offering(id).catch(() => null)));
  return Object.fromEntries(ids.map((id, i) => [id, found[i]]).filter(([, one]) => one));
}

// The picture of a ticket, as SVG.
export const ticket = async (id) => (await keeping(ticketOf(id), () => call("GET", ticketOf(id)))).answer;

let isKeeping = Promise.resolve();

// Keeps the tickets that are not kept yet, one after the other, behind what is shown.
function keepTickets(items) {
  const confirmed = items.filter((one) => one.door_code);
  isKeeping = isKeeping.then(async () => {
    for (const one of confirmed) {
      try {
        await keepSeen(pathOf(one.id), one, now());
        if (!(await seen(ticketOf(one.id)))) await ticket(one.id);
        if (!(await seen(`/offerings/${one.offering_id}`))) await offering(one.offering_id);
      } catch {
        // The next look at them tries again.
      }
    }
  });
}
