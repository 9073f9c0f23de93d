// What the server finds wrong, led to the fields of the form.

import { say } from "../say.js";
import { isOwn, memberOf } from "./plan.js";

const FIELDS = ["answers-invalid", "consent-missing"];

// The faults of a refused registration that stand at a field: [{ id, label, detail }], each field once.
export function faultsOf(trouble, { values, program }) {
  if (!FIELDS.includes(trouble.slug)) return [];
  const found = new Map();
  for (const { detail, facts } of trouble.reasons) {
    const key = facts.question || facts.consent;
    const question = program.questions.find((one) => one.key === facts.question);
    const own = question && (isOwn(question) || values.apart[key]);
    const id = question ? (own ? `q-${key}-${facts.participant_id}` : `q-${key}`) : `c-${key}`;
    found.set(id, { id, label: question ? question.label : consentName(program, key), detail });
  }
  return [...found.values()];
}

// The faults of what the family's record was told.
export function faultsOfPerson(trouble, { values, program, person }) {
  return trouble.errors.map(({ pointer, detail }) => {
    const [member, at, part] = pointer.slice(1).split("/");
    const question = program.questions.find((one) => memberOf(one) === member);
    if (!question) return { id: "", label: person.name, detail };
    const own = isOwn(question) || values.apart[question.key];
    const id = own ? `q-${question.key}-${person.id}` : `q-${question.key}`;
    const rest = part ? `-${at}-${part}` : at && /^[a-z]/.test(at) ? `-0-${at}` : "";
    return { id: id + rest, label: question.label, detail };
  });
}

// What a consent is called: as its question, where the form has one.
export function consentName(program, key) {
  const question = program.questions.find((one) => one.key === key);
  if (question) return question.label;
  return say(key === "guardian_consent" ? "register.guardian" : key === "single_statement" ? "register.single" : "register.consent");
}
