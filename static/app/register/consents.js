// What is agreed to: each text can be read whole, and what is optional can be refused.

import { html } from "../vendor/preact.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";
import { consentName } from "./faults.js";
import { agreeing, consentsFor, isAgreed, isRequired } from "./plan.js";

// A text longer than this is folded, with its beginning in sight.
const SHORT = 90;

export function Consents({ form, change, faults, names }) {
  const { program, values } = form;
  const isAtFault = (one) => faults.some(({ id }) => id === `c-${one.key}`);
  const asked = consentsFor(form);
  const all = program.consents.filter((one) => asked.includes(one) || isAtFault(one));
  if (all.length === 0) return null;
  return html`<section class="stack" aria-labelledby="consents"><h2 id="consents">${say("register.your-consent")}</h2>
    ${all.map((one) => html`<${Consent} key=${one.key} one=${one} name=${consentName(program, one.key)} required=${isRequired(one, form) || isAtFault(one)} value=${isAgreed(values, one)} put=${(value) => change({ agreed: agreeing(values, one, value) })} fault=${faults.find((fault) => fault.id === `c-${one.key}`)} names=${names} />`)}</section>`;
}

function Consent({ one, name, required, value, put, fault, names }) {
  const id = `c-${one.key}`;
  const told = fault ? `${id}-err` : undefined;
  return html`<div class="sheet stack-s"><h3>${name} <span class="soft">${say(required ? "register.needed" : "register.free")}</span></h3>
    ${one.text.length <= SHORT ? html`<p>${one.text}</p>` : html`<details><summary>${say("register.read-whole", { n: one.version })}${icon("next")}</summary><p>${one.text}</p></details>`}
    ${required && html`<p class="soft">${say("register.for-all", { names })}</p>`}
    ${!required && html`<p><strong>${say("register.no-harm")}</strong></p>`}
    ${fault && html`<p class="err" id=${told}>${icon("warn")}${fault.detail}</p>`}
    ${required
      ? html`<label class=${value ? "pick on" : "pick"}><input type="checkbox" id=${id} checked=${Boolean(value)} aria-describedby=${told} aria-invalid=${fault ? "true" : undefined} onChange=${() => put(!value)} /><span>${say("register.agree")}</span></label>`
      : html`<fieldset id=${id}><legend class="out">${name}</legend>${[true, false].map((one) => html`<label class=${value === one ? "pick on" : "pick"} key=${one}><input type="radio" name=${id} checked=${value === one} onChange=${() => put(one)} /><span>${say(one ? "register.agree" : "register.disagree")}</span></label>`)}</fieldset>`}</div>`;
}
