// What will be sent, in the words of the form, with the way to change each.

import { html } from "../vendor/preact.js";
import { date, span } from "../dates.js";
import { say } from "../say.js";
import { consentName } from "./faults.js";
import { answerOf, consentsFor, isAgreed, isKnown, memberOf } from "./plan.js";
import { when } from "./when.js";

export function Summary({ form, go, edit }) {
  const { values, offering, program, chosen } = form;
  const change = (step, of) => html` <button class="btn plain" type="button" onClick=${() => go({ step })}>${say("register.change")}<span class="out"> ${of}</span></button>`;
  const picked = offering.sessions.filter((one) => values.sessions.includes(one.id));
  const names = chosen.map((one) => (values.party[one.id] > 1 ? say("register.with-party", { name: one.name, n: values.party[one.id] }) : one.name));
  const linked = chosen.length > 1 && offering.linked_allowed && values.linked !== null ? say(values.linked ? "register.is-together" : "register.is-alone") : "";
  // What the family's record says is changed in the record, and she comes back here.
  const record = (person, of) => html` <button class="btn plain" type="button" onClick=${() => edit(person.id)}>${chosen.length > 1 ? say("register.change-of", { name: person.name }) : say("register.change")}<span class="out"> ${of}</span></button>`;
  const told = answered(values, program, chosen);
  return html`<dl class="facts ruled">
    <div><dt>${say("register.what")}</dt><dd><strong>${program.title}</strong><br />${offering.title}<br />${picked.length ? picked.map((one) => html`<span key=${one.id}>${span(one.starts_at, one.ends_at, offering.time_zone)}<br /></span>`) : when(offering)}</dd></div>
    <div><dt>${say("register.who")}</dt><dd>${names.join(say("register.and"))}${linked && html`${say("register.comma")}<strong>${linked}</strong>`}${change(1, say("register.who"))}</dd></div>
    ${told.map(({ question, words, known }) => html`<div key=${question.key}><dt>${question.label}</dt><dd>${words}${known.map((person) => record(person, question.label))}${known.length < chosen.length && change(2, question.label)}</dd></div>`)}
    ${consentsFor(form).map((one) => html`<div key=${one.key}><dt>${consentName(program, one.key)}</dt><dd>${say(isAgreed(values, one) ? "register.agreed" : "register.not-agreed")}${change(2, consentName(program, one.key))}</dd></div>`)}</dl>`;
}

// What was answered, or is taken from the family: one line a question, by name where it differs.
function answered(values, program, chosen) {
  return program.questions
    .filter((one) => one.type !== "consent" && memberOf(one) !== "name")
    .map((question) => {
      const said = chosen.map((person) => [person.name, words(question, isKnown(question, person) ? person[memberOf(question)] : answerOf(values, question, person))]).filter(([, text]) => text);
      const all = new Set(said.map(([, text]) => text));
      const isSame = said.length === chosen.length && all.size === 1;
      const known = chosen.filter((person) => isKnown(question, person));
      return { question, known, words: isSame ? said[0][1] : said.map(([name, text]) => say("register.fault", { label: name, detail: text })).join(say("register.semicolon")) };
    })
    .filter((one) => one.words);
}

function words(question, value) {
  if (value === null || value === undefined || value === "") return "";
  const option = (one) => (question.options.find(({ value: known }) => known === one) || { label: one }).label;
  const person = (one) => (one && one.name ? `${one.name}${one.relation ? say("household.brackets", { what: one.relation }) : ""}${one.phone ? ` ${one.phone}` : ""}` : "");
  if (memberOf(question) === "grade") return say("find.grade-is", { n: value });
  if (memberOf(question) === "birth_date") return question.fills_from.endsWith(".year") ? String(value).slice(0, 4) : date(String(value));
  if (question.type === "people") return value.map(person).filter(Boolean).join(say("register.and"));
  if (question.type === "contact" || question.type === "person") return person(value);
  if (question.type === "bool") return say(value ? "register.yes" : "register.no");
  if (Array.isArray(value)) return value.map(option).join(say("register.and"));
  return option(String(value));
}
