// The first step: who, which sessions, how many come along, together or each alone.

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { call, now } from "../api.js";
import { Field, icon, Wrong } from "../pieces.js";
import { go as goTo } from "../router.js";
import { say } from "../say.js";
import { session } from "../store.js";
import { Person } from "../household/person.js";
import { takeName } from "../me/name.js";
import { Countdown } from "./countdown.js";
import { Progress } from "./progress.js";
import { Sessions, sessionsOpen } from "./sessions.js";
import { Submit } from "./submit.js";
import { when } from "./when.js";

export function Who({ plan, offering, program, people, join, reload }) {
  // `edited` is who is added ("new"), or the id of whose record is opened.
  const { values, change, go, edited, edit } = plan;
  const checks = useChecks(offering, people, values.sessions);
  const [state, tell] = useState({});
  const rules = program.eligibility.rules;
  const isForChildren = rules.for === "child";
  const mayJoin = people.filter((one) => !(checks[one.id] && checks[one.id].off));
  const isSomebodyIn = people.some((one) => (checks[one.id] || {}).isIn);
  const nobodyYet = isForChildren && !people.some((one) => one.relation === "child");
  const chosen = mayJoin.filter((one) => values.who.includes(one.id));
  const picks = offering.enrol === "pick";
  // What was picked before and can be picked no more is left out.
  const sessions = values.sessions.filter((id) => sessionsOpen(offering).some((one) => one.id === id));
  const mayLink = offering.linked_allowed && chosen.length > 1;
  const isUnnamed = isNotNamed();

  const close = async (words, made, isMore) => {
    if (!words && nobodyYet) return goTo(`/programs/${program.code}`);
    edit(isMore ? "new" : null);
    if (!words) return undefined;
    join(made);
    return made ? change({ who: [...new Set([...values.who, made.id])], agreed: {} }) : reload();
  };
  const person = people.find((one) => one.id === edited) || null;
  if (person || edited === "new" || nobodyYet) {
    return html`<${Person} key=${person ? person.id : people.length} person=${person} close=${close} heading=${nobodyYet ? say("register.child-first") : null} more=${person ? null : say("register.save-and-more")} back=${nobodyYet ? program.title : say("register.who-step")} />`;
  }
  const turn = (id) => change({ who: values.who.includes(id) ? values.who.filter((one) => one !== id) : [...values.who, id], agreed: {} });
  const missing = isUnnamed && !values.name.trim() ? "register.name-first" : chosen.length === 0 ? "register.choose-who" : picks && sessions.length === 0 ? "register.choose-when" : mayLink && values.linked === null ? "register.choose-linked" : null;
  // What was missing when she went on, until it is there.
  const lacks = state.missing === missing ? missing : null;
  // This stands at its field.
  const lacksName = lacks === "register.name-first";
  const next = async (event) => {
    event.preventDefault();
    if (state.isSending) return undefined;
    if (missing) {
      tell({ missing });
      if (missing === "register.name-first") document.getElementById("own-name").focus();
      return undefined;
    }
    tell({ isSending: true });
    try {
      if (isUnnamed) await takeName(values.name.trim(), people);
      go({ step: 2, sessions, who: chosen.map((one) => one.id) });
    } catch (trouble) {
      tell({ trouble });
    }
    return undefined;
  };
  return html`<div><a class="back" href=${`/programs/${program.code}`}>${icon("next")}${program.title}</a>
    <form class="stack" onSubmit=${next}>
      <div><${Progress} step=${1} name=${say("register.who-step")} /><h1 tabindex="-1">${say("register.for-whom")}</h1></div>
      <p>${offering.title}${say("register.colon")}${when(offering)}</p>
      <${Countdown} offering=${offering} />
      <${Wrong} trouble=${state.trouble} fields=${{ "/name": "own-name" }} />
      ${isUnnamed && html`<${Field} id="own-name" autocomplete="name" maxlength="100" label=${say("register.your-name")} hint=${say("register.your-name-hint")} aria-required="true" error=${lacksName && say(lacks)} value=${values.name} onInput=${(event) => go({ name: event.currentTarget.value })} />`}
      <fieldset><legend class="out">${say("register.for-whom")}</legend>
        ${people.map((one) => html`<${Choice} key=${one.id} one=${one} check=${checks[one.id] || {}} isOn=${values.who.includes(one.id)} turn=${() => turn(one.id)} edit=${() => edit(one.id)} />`)}</fieldset>
      ${isSomebodyIn && html`<p class="note">${icon("info")}<span><a href="/registrations">${say("register.to-mine")}</a></span></p>`}
      ${mayJoin.length === 0 && !isSomebodyIn && html`<p class="note">${icon("info")}<span>${say("register.nobody-fits", { rule: program.eligibility.summary })} ${rules.member_required && html`<a href="/memberships">${say("register.to-memberships")}</a>`}</span></p>`}
      <p class="row"><button class="btn plain" type="button" onClick=${() => edit("new")}>${icon("plus")}${say("register.add-person")}</button></p>
      ${offering.party_size_max > 1 && chosen.map((one) => html`<${Party} key=${one.id} one=${one} most=${offering.party_size_max} value=${values.party[one.id] || 1} put=${(n) => change({ party: { ...values.party, [one.id]: n } })} />`)}
      ${picks && html`<${Sessions} offering=${offering} chosen=${sessions} put=${(sessions) => change({ sessions })} />`}
      ${mayLink && html`<${Linked} offering=${offering} many=${chosen.length} value=${values.linked} put=${(linked) => change({ linked })} />`}
      <p class=${lacks && !lacksName ? "note clay" : "out"} role="alert">${lacks && html`${icon("warn")}<span>${say(lacks)}</span>`}</p>
      <div class="last"><div class="btns"><${Submit} isSending=${state.isSending} sending=${say("register.saving")} words=${say("register.to-form")} /></div></div>
    </form></div>`;
}

// Who came for the first time was asked for an address only.
function isNotNamed() {
  const { account } = session() || { account: { email: "", name: "" } };
  return Boolean(account.email) && account.name === account.email.split("@")[0].slice(0, 100);
}

// How long she has chosen nothing more, in milliseconds, when it is looked at.
const PAUSE = 400;

// What the family's record may lack of a person, so that nobody can tell whether she fits.
const LACKING = ["birth_date-missing", "grade-missing", "gender-missing"];

// Who can be chosen, as the server judges it for the sessions picked, else for the first:
// { id: { off: words, isIn, lacks, stays } }. Only what is about the person counts here; what is still to be
// answered does not.
function useChecks(offering, people, picked) {
  const [checks, set] = useState({});
  const judged = useRef(null);
  useEffect(() => {
    // Before the window opens nobody is judged.
    if (Date.parse(offering.registration_opens) > now()) return undefined;
    let isCurrent = true;
    // Only the sessions are others: who cannot come to any is not judged again, and nobody while she is
    // still choosing.
    const isAgain = judged.current === people;
    const again = people.filter((one) => !isAgain || !(checks[one.id] || {}).stays);
    const open = sessionsOpen(offering).map((one) => one.id);
    const sessions = picked.some((id) => open.includes(id)) ? picked.filter((id) => open.includes(id)) : open.slice(0, 1);
    const judge = async (person) => {
      const body = { participant_ids: [person.id], ...(offering.enrol === "pick" && sessions.length ? { session_ids: sessions } : {}) };
      try {
        await call("POST", `/offerings/${offering.code}/registrations?preview=true`, { body });
        return [person.id, {}];
      } catch ({ slug, reasons }) {
        const isIn = slug === "already-registered" && offering.enrol !== "pick";
        if (!isIn && slug !== "not-eligible") return [person.id, {}];
        const lacks = reasons.every((one) => LACKING.includes(one.code));
        return [person.id, { off: reasons.map((one) => one.detail).join(say("register.then")), isIn, lacks, stays: lacks || reasons.some((one) => !one.facts.on) }];
      }
    };
    const timer = setTimeout(async () => {
      const found = Object.fromEntries(await Promise.all(again.map(judge)));
      if (!isCurrent) return;
      judged.current = people;
      set((was) => (isAgain ? { ...was, ...found } : found));
    }, isAgain ? PAUSE : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [offering.code, people, picked.join()]);
  return checks;
}

// Somebody who may be chosen; who lacks something in the record has the way to write it down.
function Choice({ one, check, isOn, turn, edit }) {
  const told = check.off || (one.relation === "self" ? "" : say(`relation.${one.relation}`));
  const name = one.relation === "self" ? say("household.me", { name: one.name }) : one.name;
  const look = check.off ? "pick off" : isOn ? "pick on" : "pick";
  return html`<label class=${look}><input type="checkbox" name="who" value=${one.id} checked=${isOn && !check.off} disabled=${Boolean(check.off)} onChange=${turn} /><span><strong>${name}</strong>${told}</span></label>
    ${check.lacks && html`<p class="row"><button class="btn quiet" type="button" onClick=${edit}>${icon("edit")}${say("register.write-down", { name: one.name })}</button></p>`}`;
}

function Party({ one, most, value, put }) {
  const id = `party-${one.id}`;
  return html`<div class="field"><label for=${id}>${say("register.party", { name: one.name })}</label><select class="input" id=${id} onInput=${(event) => put(Number(event.currentTarget.value))}>${Array.from({ length: most }, (_, i) => html`<option value=${i + 1} selected=${value === i + 1}>${say("register.people", { n: i + 1 })}</option>`)}</select></div>`;
}

function Linked({ offering, many, value, put }) {
  const draws = offering.allocation === "lottery" ? "draw" : "seats";
  return html`<fieldset class="stack-s"><legend>${say("register.linked", { n: many })}</legend>
    ${[true, false].map((one) => html`<label class=${value === one ? "pick on" : "pick"} key=${one}><input type="radio" name="linked" value=${one ? "together" : "alone"} checked=${value === one} onChange=${() => put(one)} /><span><strong>${say(one ? "register.together" : "register.alone")}</strong>${say(`register.${one ? "together" : "alone"}-${draws}`)}</span></label>`)}
    <p class="hint">${say("register.linked-later")}</p></fieldset>`;
}
