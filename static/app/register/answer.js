// One question, asked in the way that its kind wants.

import { html } from "../vendor/preact.js";
import { Contact } from "../household/contact.js";
import { Field, icon } from "../pieces.js";
import { say } from "../say.js";
import { date } from "../dates.js";
import { isOwn, memberOf } from "./plan.js";

const NOBODY = { name: "", phone: "", relation: "" };

// Labels that say so themselves.
const SAYS_OPTIONAL = /可不填|可以不填|optional/i;

// `id` names the field, `value` is what was said so far, `put(value)` says it; `fault(id)` is what is wrong
// with a field, or with a part of it.
export function Answer({ id, question, label, value, put, fault, erased }) {
  const error = fault(id);
  const shared = { id, label: question.required || SAYS_OPTIONAL.test(label) ? label : say("register.optional", { label }), error, why: why(question, erased) };
  const { type, options } = question;
  const text = (attributes = {}) => html`<${Field} ...${shared} ...${attributes} value=${value ?? ""} onInput=${(event) => put(event.currentTarget.value)} />`;
  if (memberOf(question) === "grade") return html`<${Grade} shared=${shared} value=${value} put=${put} />`;
  if (type === "choice") return html`<${Choice} shared=${shared} options=${options} value=${value} put=${put} />`;
  if (type === "multi" && options.length) return html`<${Multi} shared=${shared} options=${options} value=${value || []} put=${put} />`;
  if (type === "bool") return html`<${Choice} shared=${shared} options=${[{ value: "true", label: say("register.yes") }, { value: "false", label: say("register.no") }]} value=${value === undefined ? undefined : String(value)} put=${(one) => put(one === "true")} />`;
  if (type === "people") return html`<${People} shared=${shared} fault=${fault} value=${value || [NOBODY]} put=${put} />`;
  if (type === "contact" || type === "person") return html`<${People} shared=${shared} fault=${fault} value=${[value || NOBODY]} put=${([one]) => put(one || NOBODY)} isOne />`;
  if (type === "date") return text({ type: "date" });
  if (type === "number") return html`<${Field} ...${shared} type="number" inputmode="numeric" value=${value ?? ""} onInput=${({ currentTarget: { value: typed } }) => put(typed === "" ? null : Number(typed))} />`;
  if (type === "multi") return html`<${Field} ...${shared} hint=${say("register.one-a-line")} rows="3" value=${(value || []).join("\n")} onInput=${(event) => put(event.currentTarget.value.split("\n"))} />`;
  return text(question.sensitivity === "health" ? { rows: 3, maxlength: 2000 } : { maxlength: 2000 });
}

// What it is for, who reads it, and until when it is kept.
export function why(question, erased) {
  const parts = [];
  if (question.purpose) parts.push(say("register.why", { purpose: question.purpose }));
  if (question.sensitivity) parts.push(say(isOwn(question) || question.sensitivity === "child" ? "register.read-on-duty" : "register.read-by-few"));
  if (memberOf(question)) parts.push(say("register.kept-with-family"));
  parts.push(erased ? say("register.erased", { date: date(erased) }) : say("register.erased-after", { n: question.keep_days_after_end }));
  return parts.join("");
}

function Group({ shared, children }) {
  const { id, label, error, why: reason } = shared;
  return html`<fieldset class="field" id=${id} tabindex="-1" aria-describedby=${error ? `${id}-err` : undefined}><legend>${label}</legend>
    ${error && html`<p class="err" id=${`${id}-err`}>${icon("warn")}${error}</p>`}${children}
    ${reason && html`<p class="why">${icon("lock")}<span>${reason}</span></p>`}</fieldset>`;
}

function Choice({ shared, options, value, put }) {
  return html`<${Group} shared=${shared}>${options.map((one) => html`<label class=${value === one.value ? "pick on" : "pick"} key=${one.value}><input type="radio" name=${shared.id} value=${one.value} checked=${value === one.value} onChange=${() => put(one.value)} /><span>${one.label}</span></label>`)}<//>`;
}

function Multi({ shared, options, value, put }) {
  const turn = (one) => put(value.includes(one) ? value.filter((was) => was !== one) : [...value, one]);
  return html`<${Group} shared=${shared}>${options.map((one) => html`<label class=${value.includes(one.value) ? "pick on" : "pick"} key=${one.value}><input type="checkbox" checked=${value.includes(one.value)} onChange=${() => turn(one.value)} /><span>${one.label}</span></label>`)}<//>`;
}

function Grade({ shared, value, put }) {
  return html`<${Field} ...${shared} value=${value ?? ""} onInput=${(event) => put(event.currentTarget.value ? Number(event.currentTarget.value) : null)}><option value="">${say("person.no-grade")}</option>${Array.from({ length: 12 }, (_, i) => html`<option value=${i + 1} selected=${value === i + 1}>${say("find.grade-is", { n: i + 1 })}</option>`)}<//>`;
}

function People({ shared, fault, value, put, isOne }) {
  const trouble = (i) => ({ about: (pointer) => fault(`${shared.id}-${i}-${pointer.slice(1)}`) });
  const set = (i, one) => put(value.map((was, at) => (at === i ? one : was)));
  return html`<${Group} shared=${shared}>
    ${value.map((one, i) => html`<${Contact} key=${i} id=${`${shared.id}-${i}`} pointer="" legend=${isOne ? shared.label : say("person.pickup-n", { n: i + 1 })} value=${one} trouble=${trouble(i)} put=${(next) => set(i, next)} remove=${value.length > 1 ? () => put(value.filter((_, at) => at !== i)) : null} />`)}
    ${!isOne && value.length < 10 && html`<p class="btns"><button class="btn quiet" type="button" onClick=${() => put([...value, NOBODY])}>${icon("plus")}${say("person.pickup-add")}</button></p>`}<//>`;
}
