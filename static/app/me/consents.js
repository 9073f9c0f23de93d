// What she agreed to. What taking one back does is said before it is done.

import { html, useState } from "../vendor/preact.js";
import { all, call, read } from "../api.js";
import { day } from "../dates.js";
import { icon, Trouble, useAnswer, Waiting, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { once, useDeed } from "../mine/deeds.js";
import { offeringsOf, registrations } from "../mine/kept.js";
import { fullNameOf, nameOf } from "../mine/state.js";

async function ask() {
  const [given, { answer: items }] = await Promise.all([all("/me/consents"), registrations()]);
  const byId = new Map(items.map((one) => [one.id, one]));
  const about = items.filter((one) => given.some((it) => it.registration_id === one.id));
  const offerings = await offeringsOf(about);
  const codes = [...new Set(Object.values(offerings).map((one) => one.program.code))];
  const programs = new Map(await Promise.all(codes.map(async (code) => [code, await read(`/programs/${code}`).catch(() => null)])));
  return given.map((one) => {
    const registration = byId.get(one.registration_id);
    const offering = registration && offerings[registration.offering_id];
    const program = offering && programs.get(offering.program.code);
    const find = (list) => (program ? list(program).find((it) => it.key === one.key) : null);
    return { ...one, registration, question: find((it) => it.questions), words: find((it) => it.consents) };
  });
}

export function Consents() {
  const { answer, trouble, again } = useAnswer(ask, "consents");
  return html`<section class="stack-s" aria-labelledby="consents"><h2 id="consents">${say("consent.heading")}</h2><p>${say("consent.lead")}</p>
    ${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : !answer ? html`<${Waiting} />` : answer.length === 0 ? html`<p class="soft">${say("consent.none")}</p>`
    : html`<ul class="results">${answer.map((one) => html`<${Row} key=${one.id} one=${one} again=${again} />`)}</ul>`}</section>`;
}

function Row({ one, again }) {
  const [preview, show] = useState(null);
  const { doing, trouble, run } = useDeed();
  const name = one.question ? one.question.label : say("consent.of", { key: one.key });
  const what = one.registration ? `${one.registration.participant.name} · ${nameOf(one.registration)}` : "";
  const look = () => run("look", async () => show(await call("POST", `/me/consents/${one.id}/withdraw?preview=true`, { body: {} })));
  const withdraw = () => run("withdraw", async () => {
    await once(`${one.id}.withdraw`, `/me/consents/${one.id}/withdraw`);
    show(null);
    again();
  });
  const state = one.withdrawn_at ? say("consent.withdrawn", { day: day(one.withdrawn_at) }) : say("consent.given", { day: day(one.given_at) });
  return html`<li class="stack-s"><div class="row apart"><span><strong>${name}</strong>${say("consent.version", { n: one.version })}<br /><span class="soft">${what}<br />${state}</span></span>
    ${!one.withdrawn_at && !preview && html`<button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${look}>${say("consent.look")}<span class="out"> ${name} ${what}</span></button>`}</div>
    ${one.words && html`<details><summary>${say("consent.text")}<span class="out"> ${name}</span>${icon("next")}</summary><p>${one.words.text}</p></details>`}
    <${Wrong} trouble=${trouble} fields=${{}} />
    ${preview && html`<div class="note lamp" role="status">${icon("info")}<div><p>${preview.cancels_registration_id ? say("consent.cancels", { what: one.registration ? fullNameOf(one.registration) : "" }) : say("consent.harmless")}</p>
      <div class="btns"><button class="btn harm" type="button" disabled=${Boolean(doing)} onClick=${withdraw}>${say(preview.cancels_registration_id ? "consent.withdraw-cancel" : "consent.withdraw")}</button><button class="btn quiet" type="button" onClick=${() => show(null)}>${say("consent.keep")}</button></div></div></div>`}</li>`;
}
