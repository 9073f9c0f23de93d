// All the family's registrations: what waits for her first. After registering, and after each deed, what
// became of it (?done=).

import { html } from "../vendor/preact.js";
import { moment } from "../dates.js";
import { icon, Seen, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { useFresh } from "../mine/fresh.js";
import { Ended, Item } from "../mine/item.js";
import { offeringsOf, registrations } from "../mine/kept.js";
import { Done } from "../mine/done.js";
import { entriesOf, isLive, isOver, stateOf } from "../mine/state.js";

async function ask() {
  const { answer: items, at } = await registrations();
  return { items, at, offerings: await offeringsOf(items.filter((one) => one.status === "applied")) };
}

export default function Mine({ query }) {
  const done = query.get("done");
  return done ? html`<${Done} key=${done} ids=${done.split(",")} />` : html`<${List} />`;
}

function List() {
  useTitle(say("mine.title"));
  const { answer, trouble, again } = useAnswer(ask, "mine");
  useFresh(again);
  if (!answer) return html`<div class="stack"><h1>${say("mine.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  const { items, at, offerings } = answer;
  if (items.length === 0) return html`<${Nothing} />`;
  const groups = grouped(items);
  const shared = { offerings, isOld: at !== null, again };
  return html`<div class="stack-l"><div class="stack"><${Seen} at=${at} told=${at && moment(at)} />
    <h1>${say("mine.title")}</h1>${trouble && html`<${Trouble} trouble=${trouble} again=${again} />`}</div>
    <${Group} id="waiting" heading=${say("mine.waiting-for-you")} entries=${groups.hers} ...${shared} />
    <${Group} id="coming" heading=${say("mine.coming")} entries=${groups.coming} ...${shared} />
    ${groups.ended.length > 0 && html`<section class="stack-s" aria-labelledby="ended"><h2 id="ended">${say("mine.ended")}</h2>
      <ul class="results">${groups.ended.map((one) => html`<${Ended} key=${one.id} one=${one} />`)}</ul></section>`}</div>`;
}

function Group({ id, heading, entries, ...shared }) {
  if (entries.length === 0) return null;
  return html`<section class="stack" aria-labelledby=${id}><h2 id=${id}>${heading}</h2>
    <ul class="stack">${entries.map((entry) => html`<${Item} key=${entry[0].id} entry=${entry} ...${shared} />`)}</ul></section>`;
}

function Nothing() {
  return html`<div class="stack"><h1>${say("mine.title")}</h1><div class="empty sheet">${icon("ticket")}<h2>${say("mine.nothing")}</h2><p>${say("mine.nothing-lead")}</p>
    <div class="btns"><a class="btn" href="/">${say("mine.find")}</a></div></div></div>`;
}

const beginning = ([one]) => (one.offering.starts_at ? Date.parse(one.offering.starts_at) : Infinity);
const deadline = ([one]) => Date.parse(one.offer_expires_at);

// What waits for her answer by its deadline, what is to come by its beginning, what ended by its end.
function grouped(items) {
  const isHers = (one) => stateOf(one) === "offered";
  const isComing = (one) => isLive(one) && !isHers(one) && !isOver(one);
  const lastChange = (one) => (one.history.length ? one.history[one.history.length - 1].at : one.created_at);
  return {
    hers: entriesOf(items.filter(isHers)).sort((a, b) => deadline(a) - deadline(b)),
    coming: entriesOf(items.filter(isComing)).sort((a, b) => beginning(a) - beginning(b)),
    ended: items.filter((one) => !isHers(one) && !isComing(one)).sort((a, b) => lastChange(b).localeCompare(lastChange(a))),
  };
}
