// The letters of one's inbox, the newest first, and marking one as read.

import { mine } from "../api.js";
import { once } from "../mine/deeds.js";

// As many as are kept on the phone; older ones are in the mailbox.
export const LETTERS = "/me/notices?limit=100";

export async function letters() {
  const { answer, at } = await mine(LETTERS);
  return { answer: answer.items, at };
}

export const read = (id) => once(`${id}.read`, `/me/notices/${id}/read`);
