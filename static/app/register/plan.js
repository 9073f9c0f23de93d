// What has to be asked of whom, and what is sent. Pure: no rule of who may register is here, the server
// has them all.

import { wall } from "../dates.js";

const DAY = 24 * 3600 * 1000;

// The member of the household's record that answers a question, or null.
export const memberOf = (question) => (question.fills_from ? question.fills_from.split(".")[1] : null);

const isEmpty = (value) => value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

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
    const value = answerOf(values, question, person);
    if (member && !question.fills_from.endsWith(".year") && !isEmpty(value)) told[member] = value;
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

// Whether a consent is required of one of these: of everyone, or of those who are not grown up.
export function isRequired(consent, chosen) {
  if (consent.required) return true;
  return consent.required_below_age !== null && chosen.some((person) => person.relation === "child" || !person.birth_date);
}

// The consents that are asked for, those that are about children only where there are any.
export const consentsFor = (program, chosen) =>
  program.consents.filter((one) => one.required || one.required_below_age === null || isRequired(one, chosen));

// The body of POST /offerings/{id}/registrations.
export function bodyOf(values, program, chosen) {
  const body = { participant_ids: chosen.map((one) => one.id), linked: values.linked === true && chosen.length > 1 };
  if (values.sessions.length) body.session_ids = values.sessions;
  const party = Object.fromEntries(chosen.filter((one) => values.party[one.id] > 1).map((one) => [one.id, values.party[one.id]]));
  if (Object.keys(party).length) body.party = party;
  const answers = {};
  for (const { question, about } of asked(program, chosen)) {
    // What went into the family's record is taken from there.
    const isKept = memberOf(question) && !question.fills_from.endsWith(".year");
    for (const person of isKept ? [] : about) {
      const value = answerOf(values, question, person);
      if (!isEmpty(value)) (answers[person.id] ||= {})[question.key] = value;
    }
  }
  body.answers = answers;
  body.consents = consentsFor(program, chosen)
    .filter((one) => values.agreed[one.key])
    .map(({ key, version }) => ({ key, version }));
  return body;
}
