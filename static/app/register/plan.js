// What has to be asked of whom, and what is sent. Pure: no rule of who may register is here, the server
// has them all.

import { now } from "../api.js";
import { wall } from "../dates.js";

const DAY = 24 * 3600 * 1000;

// The member of the household's record that answers a question, or null.
export const memberOf = (question) => (question.fills_from ? question.fills_from.split(".")[1] : null);

// What was said, without fields that were left empty; null where nothing was.
function tidy(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return value.trim() || null;
  if (Array.isArray(value)) {
    const said = value.map(tidy).filter((one) => one !== null);
    return said.length ? said : null;
  }
  if (typeof value === "object") return Object.values(value).some((part) => part !== "") ? value : null;
  return value;
}

export const isEmpty = (value) => tidy(value) === null;

// Whether the family has told it before.
export function isKnown(question, person) {
  const member = memberOf(question);
  return member !== null && !isEmpty(person[member]);
}

// The questions that somebody still has to answer, each with whom it is about.
export const asked = (program, chosen) =>
  program.questions
    .filter((question) => question.type !== "consent")
    .map((question) => ({ question, about: chosen.filter((person) => !isKnown(question, person)) }))
    .filter(({ about }) => about.length > 0);

// What the family has told before and goes along.
export const takenOver = (program, chosen) =>
  program.questions.filter((question) => question.type !== "consent" && chosen.every((person) => isKnown(question, person)));

// Whether an answer is of one person by nature, and not asked once for all.
export const isOwn = (question) => question.sensitivity === "health" || ["birth_date", "grade", "gender"].includes(memberOf(question));

// The answer of a person to a question.
export function answerOf(values, question, person) {
  const own = isOwn(question) || values.apart[question.key];
  return own ? (values.each[question.key] || {})[person.id] : values.answers[question.key];
}

// What the family's record is told of a person by this form: it is not asked again next time.
export function learned(values, program, person) {
  const told = {};
  for (const { question } of asked(program, [person])) {
    const member = memberOf(question);
    const value = tidy(answerOf(values, question, person));
    if (member && !question.fills_from.endsWith(".year") && value !== null) told[member] = value;
  }
  return told;
}

// The day on which an answer is erased, so many days after the last session; null where none is planned.
export function erasedOn(question, offering) {
  const ends = offering.sessions.filter((one) => one.state !== "cancelled").map((one) => Date.parse(one.ends_at));
  if (ends.length === 0) return null;
  const { year, month, day } = wall(Math.max(...ends) + question.keep_days_after_end * DAY, offering.time_zone);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

// The first day that counts, on the clock of the offering: of the sessions picked, else of all.
function firstDay(values, offering) {
  const picked = offering.sessions.filter((one) => values.sessions.includes(one.id));
  const counted = (picked.length ? picked : offering.sessions).filter((one) => one.state !== "cancelled");
  const starts = counted.map((one) => Date.parse(one.starts_at));
  return wall(starts.length ? Math.min(...starts) : now(), offering.time_zone);
}

function ageOn(birthDate, { year, month, day }) {
  const [born, bornMonth, bornDay] = birthDate.split("-").map(Number);
  return year - born - (month < bornMonth || (month === bornMonth && day < bornDay) ? 1 : 0);
}

// Whether a consent is required of one of these: of everyone, or of who is younger than it says on the
// first day. A child whose birth date is not known is taken for one.
export function isRequired(consent, { values, offering, chosen }) {
  const { required, required_below_age: below } = consent;
  if (required || below === null) return required;
  const first = firstDay(values, offering);
  return chosen.some((one) => (one.birth_date ? ageOn(one.birth_date, first) < below : one.relation === "child"));
}

// The consents that are asked for: what is about the young only where there are any.
export const consentsFor = (form) =>
  form.program.consents.filter((one) => one.required || one.required_below_age === null || isRequired(one, form));

// A text is agreed to as it was read: another version is another text.
const textOf = ({ key, version }) => `${key}@${version}`;

export const isAgreed = (values, consent) => values.agreed[textOf(consent)];
export const agreeing = (values, consent, value) => ({ ...values.agreed, [textOf(consent)]: value });

// The body of POST /offerings/{id}/registrations.
export function bodyOf(form) {
  const { values, offering, program, chosen } = form;
  const body = { participant_ids: chosen.map((one) => one.id), linked: values.linked === true && offering.linked_allowed && chosen.length > 1 };
  if (values.sessions.length) body.session_ids = values.sessions;
  const party = Object.fromEntries(chosen.filter((one) => values.party[one.id] > 1).map((one) => [one.id, values.party[one.id]]));
  if (Object.keys(party).length) body.party = party;
  body.answers = {};
  for (const { question, about } of asked(program, chosen)) {
    for (const person of about) {
      const value = tidy(answerOf(values, question, person));
      if (value !== null) (body.answers[person.id] ||= {})[question.key] = value;
    }
  }
  body.consents = consentsFor(form)
    .filter((one) => isAgreed(values, one))
    .map(({ key, version }) => ({ key, version }));
  return body;
}
