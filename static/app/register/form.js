// The second step: what nobody told yet, with why and until when it is kept, and what is agreed to.

import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { call, now, Problem, Unreachable } from "../api.js";
import { icon, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { Answer } from "./answer.js";
import { Consents } from "./consents.js";
import { consentName, faultsOf, faultsOfPerson } from "./faults.js";
import { Progress } from "./progress.js";
import { Submit } from "./submit.js";
import { answerOf, asked, bodyOf, consentsFor, erasedOn, isAgreed, isEmpty, isOwn, isRequired, learned, takenOver } from "./plan.js";

export function Form({ plan, offering, program, chosen, reload, ahead }) {
  const { values, latest, change, go } = plan;
  const [state, tell] = useState({ faults: values.faults || [] });
  const questions = asked(program, chosen);
  const names = chosen.map((one) => one.name).join(say("register.and"));

  const form = { values, offering, program, chosen };
  const next = async (event) => {
    event.preventDefault();
    if (state.isSending) return;
    tell({ faults: [], isSending: true });
    try {
      const faults = await keepLearned(form);
      if (faults.length) return tell({ faults });
      const fresh = await reload();
      const told = { ...form, ...fresh, values: latest.current };
      const wrong = isOpen(offering) ? await refusedAt(told, ahead) : missingIn(told);
      if (wrong.length) return tell({ faults: wrong });
      go({ step: 3, faults: [] });
    } catch (trouble) {
      if (!(trouble instanceof Problem || trouble instanceof Unreachable)) throw trouble;
      tell({ faults: [], trouble: trouble.status === 401 ? null : trouble });
    }
    return undefined;
  };
  return html`<div><button class="btn plain back" type="button" onClick=${() => go({ step: 1 })}>${icon("next")}${say("register.who-step")}</button>
    <form class="stack-l" onSubmit=${next} novalidate>
      <div class="stack-s"><${Progress} step=${2} name=${say("register.form-step")} /><h1 tabindex="-1">${say(questions.length ? "register.only-unknown" : "register.nothing-unknown")}</h1>
        <${TakenOver} questions=${takenOver(program, chosen)} /></div>
      <${Faults} faults=${state.faults} /><${Wrong} trouble=${state.trouble} fields=${{}} />
      ${questions.map((one) => html`<${Asked} key=${one.question.key} ...${one} offering=${offering} values=${values} change=${change} faults=${state.faults} names=${names} />`)}
      <${Consents} form=${form} change=${change} faults=${state.faults} names=${names} />
      <div class="last"><div class="btns"><${Submit} isSending=${state.isSending} sending=${say("register.checking")} words=${say("register.to-review")} /></div></div>
    </form></div>`;
}

const isOpen = (offering) => Date.parse(offering.registration_opens) <= now();

// What the server finds wrong with the fields; what else there is to say is said at the last step.
async function refusedAt(form, ahead) {
  const asked = call("POST", `/offerings/${form.offering.code}/registrations?preview=true`, { body: bodyOf(form) });
  const faults = await asked.then(
    () => [],
    (trouble) => {
      if (!(trouble instanceof Problem) || trouble.status === 401 || trouble.isBusy || trouble.status >= 500) throw trouble;
      return faultsOf(trouble, form);
    },
  );
  if (faults.length === 0) ahead.put(form.values.key, asked);
  return faults;
}

// What is still missing, where the server does not judge yet: registering has not begun.
function missingIn(form) {
  const { values, program, chosen } = form;
  const fault = (id, label) => ({ id, label, detail: say("register.missing") });
  const answers = asked(program, chosen).filter(({ question }) => question.required).flatMap(({ question, about }) => {
    const open = about.filter((person) => isEmpty(answerOf(values, question, person)));
    const own = isOwn(question) || values.apart[question.key];
    return own ? open.map((person) => fault(`q-${question.key}-${person.id}`, question.label)) : open.slice(0, 1).map(() => fault(`q-${question.key}`, question.label));
  });
  const consents = consentsFor(form).filter((one) => isRequired(one, form) && !isAgreed(values, one));
  return [...answers, ...consents.map((one) => fault(`c-${one.key}`, consentName(program, one.key)))];
}

// Writes what belongs to the family into its record, person by person; gives what is wrong with it.
async function keepLearned({ values, program, chosen }) {
  const faults = [];
  for (const person of chosen) {
    const told = learned(values, program, person);
    if (Object.keys(told).length === 0) continue;
    try {
      await call("PATCH", `/me/participants/${person.id}`, { body: told });
    } catch (trouble) {
      if (!(trouble instanceof Problem) || trouble.status !== 422) throw trouble;
      faults.push(...faultsOfPerson(trouble, { values, program, person }));
    }
  }
  return faults;
}

function TakenOver({ questions }) {
  if (questions.length === 0) return html`<p>${say("register.kept-here")}</p>`;
  return html`<p>${say("register.taken-over", { what: questions.map((one) => one.label).join(say("register.and")) })}</p>`;
}

// One question: asked once for everyone, or of each apart.
function Asked({ question, about, offering, values, change, faults, names }) {
  const own = isOwn(question) || Boolean(values.apart[question.key]);
  const fault = (at) => (faults.find((one) => one.id === at) || {}).detail;
  const erased = erasedOn(question, offering);
  const puts = (person) => (value) => change({ each: { ...values.each, [question.key]: { ...values.each[question.key], [person.id]: value } } });
  const put = (value) => change({ answers: { ...values.answers, [question.key]: value } });
  const split = () => change({ apart: { ...values.apart, [question.key]: true }, each: { ...values.each, [question.key]: Object.fromEntries(about.map((one) => [one.id, values.answers[question.key]])) } });
  if (own) {
    return html`<div class="stack">${about.map((person) => {
      const id = `q-${question.key}-${person.id}`;
      const label = about.length > 1 || names !== person.name ? say("register.of", { label: question.label, name: person.name }) : question.label;
      return html`<${Answer} key=${id} id=${id} question=${question} label=${label} value=${answerOf(values, question, person)} put=${puts(person)} fault=${fault} erased=${erased} />`;
    })}</div>`;
  }
  const id = `q-${question.key}`;
  return html`<div class="stack-s"><${Answer} id=${id} question=${question} label=${question.label} value=${values.answers[question.key]} put=${put} fault=${fault} erased=${erased} />
    ${about.length > 1 && html`<p class="row"><span class="soft">${say("register.for-all", { names: about.map((one) => one.name).join(say("register.and")) })}</span><button class="btn plain" type="button" onClick=${split}>${say("register.apart")}<span class="out"> ${question.label}</span></button></p>`}</div>`;
}

// What is wrong, with the way to each; it takes the focus.
function Faults({ faults }) {
  const place = useRef(null);
  useEffect(() => {
    if (faults.length && place.current) place.current.focus();
  }, [faults]);
  if (faults.length === 0) return null;
  const jump = (event) => {
    event.preventDefault();
    const field = document.getElementById(event.currentTarget.hash.slice(1));
    const input = field && (field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea"));
    if (input) input.focus();
  };
  return html`<div class="note clay" role="alert" tabindex="-1" ref=${place}>${icon("warn")}<div><strong>${say("register.to-mend", { n: faults.length })}</strong>
    <ul class="dots">${faults.map(({ id, label, detail }) => html`<li><a href=${`#${id}`} onClick=${jump}>${say("register.fault", { label, detail })}</a></li>`)}</ul></div></div>`;
}
