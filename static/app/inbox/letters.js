// The letters of one's inbox, the newest first, and marking one as read.

import { call, mine, newKey } from "../api.js";
import { keep, kept } from "../store.js";

// As many as are kept on the phone; older ones are in the mailbox.
export const LETTERS = "/me/notices?limit=100";

export async function letters() {
  const { answer, at } = await mine(LETTERS);
  return { answer: answer.items, at };
}

export async function read(id) {
  const name = `deed.${id}.read`;
  const key = kept(name) || newKey();
  keep(name, key);
  await call("POST", `/me/notices/${id}/read`, { body: {}, key });
  keep(name, null);
}
