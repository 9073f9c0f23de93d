// Sending: what was decided at the last look is kept with the draft as it goes out, so that whatever becomes
// of the page or the line, the same deed is sent again, and done once.

import { call, Problem } from "../api.js";

// The server's clock is known here to half a second: what came a moment too early is asked once more.
const MOMENT = 1000;
const TIMES = 3;

export async function onceOpen(ask) {
  for (let times = 1; ; times += 1) {
    try {
      return await ask();
    } catch (trouble) {
      if (trouble.slug !== "registration-not-open" || times === TIMES) throw trouble;
      await new Promise((done) => setTimeout(done, MOMENT));
    }
  }
}

// Whether it is an answer about what was asked, and none about the way there.
export const isRefusal = (trouble) => trouble instanceof Problem && !trouble.isBusy && trouble.status < 500 && trouble.status !== 401;

// Registers; gives the address that tells what became of it.
export async function deliver(code, { body, key }) {
  const { registrations } = await onceOpen(() => call("POST", `/offerings/${encodeURIComponent(code)}/registrations`, { body, key }));
  return `/registrations?done=${registrations.map((one) => one.id).join(",")}`;
}
