// What became of it, just after registering or after a deed: one outcome for all that ended alike.

import { html } from "../vendor/preact.js";
import { moment } from "../dates.js";
import { Seen, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { useFresh } from "./fresh.js";
import { offeringsOf, registration, registrations } from "./kept.js";
import { headingOf, Out, Outcome } from "./outcome.js";
import { entriesOf } from "./state.js";
import { Steps } from "./steps.js";

// Out of the list, so that it is kept on the phone with what is new in it; of others there is nothing here.
async function ask(ids) {
  const { answer, at } = await registrations();
  const items = answer.filter((one) => ids.includes(one.id));
  if (items.length === 0) return { items: [(await registration(ids[0])).answer], at, offerings: {} };
  return { items, at, offerings: await offeringsOf(items) };
}

export function Done({ ids }) {
  const { answer, trouble, again } = useAnswer(() => ask(ids), ids.join(","));
  useFresh(again);
  const entries = answer ? alike(answer.items) : [];
  useTitle(entries.length === 1 ? headingOf(entries[0], true) : say("done.title"));
  if (!answer) return html`<div class="stack"><h1>${say("done.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const isOne = entries.length === 1;
  const isOld = answer.at !== null;
  return html`<div class="stack-l"><${Seen} at=${answer.at} told=${answer.at && moment(answer.at)} />
    ${!isOne && html`<h1 tabindex="-1">${say("done.title")}</h1>`}
    ${entries.map((entry, i) => html`<div class="stack-l" key=${entry[0].id}>
      <${Outcome} entry=${entry} offering=${answer.offerings[entry[0].offering_id]} isDone=${true} isOld=${isOld} again=${again} level=${isOne ? 1 : 2} id=${`state-${i}`} />
      <${Steps} one=${entry[0]} offering=${answer.offerings[entry[0].offering_id]} level=${isOne ? 2 : 3} />
      <${Out} entry=${entry} isOld=${isOld} /></div>`)}
    <p class="btns"><a class="btn quiet" href="/registrations">${say("mine.title")}</a></p></div>`;
}

// Places of several, in one class and alike, are told together; each has a ticket of its own.
function alike(items) {
  const entries = [];
  for (const entry of entriesOf(items)) {
    const [one] = entry;
    const same = entries.find(([it]) => one.status === "confirmed" && it.status === "confirmed" && it.offering_id === one.offering_id && it.session_id === one.session_id);
    if (same) same.push(...entry);
    else entries.push(entry);
  }
  return entries;
}
