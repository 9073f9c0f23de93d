// Registering: who and which sessions, what is asked, a last look, and sent. What was chosen and typed is
// a draft on this phone until the server has taken it.

import { html, useState } from "../vendor/preact.js";
import { all, read } from "../api.js";
import { icon, Trouble, useAnswer, useHeading, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { moment } from "../dates.js";
import { registering } from "../store.js";
import { useAhead } from "../register/ahead.js";
import { useDraft } from "../register/draft.js";
import { Person } from "../household/person.js";
import { Form } from "../register/form.js";
import { Review } from "../register/review.js";
import { useSteps } from "../register/steps.js";
import { Unsent } from "../register/unsent.js";
import { Who } from "../register/who.js";

async function load(code) {
  const offering = await read(`/offerings/${encodeURIComponent(code)}`);
  const [program, people] = await Promise.all([read(`/programs/${offering.program.code}`), all("/me/participants")]);
  return { offering, program, people };
}

export default function Register({ params }) {
  const { code } = params;
  const found = useAnswer(load, code);
  const plan = useSteps(useDraft(registering(code)));
  useTitle(found.answer ? say("register.title", { what: found.answer.offering.title }) : say("register.heading"));
  const [fresh, setFresh] = useState({});
  const [refusal, refuse] = useState(null);
  const ahead = useAhead();
  const { step, isUnsent } = plan.values;
  const { edited, edit } = plan;
  useHeading(`${step}.${isUnsent}.${edited}`, { first: false });
  // What was sent may have arrived while it was open; without network it is known what waits.
  if (isUnsent) return html`<${Unsent} code=${code} plan=${plan} refuse=${refuse} />`;
  if (found.trouble) return html`<div class="stack"><h1>${say("register.heading")}</h1><${Trouble} trouble=${found.trouble} again=${found.again} /></div>`;
  if (!found.answer) return html`<div class="stack"><h1>${say("register.heading")}</h1><${Waiting} /></div>`;
  const { offering, program, people } = { ...found.answer, ...fresh };
  // What the family's record and the form are by now.
  const reload = async () => {
    const [program, people] = await Promise.all([read(`/programs/${offering.program.code}`), all("/me/participants")]);
    setFresh({ program, people });
    return { program, chosen: people.filter((one) => plan.latest.current.who.includes(one.id)) };
  };
  const join = (made) => made && setFresh({ program, people: people.some((one) => one.id === made.id) ? people.map((one) => (one.id === made.id ? made : one)) : [...people, made] });
  const shared = { plan, offering, program, people, reload, join, refusal, refuse, ahead };
  const closed = closedWords(offering, program);
  if (closed) return html`<${Closed} ...${shared} words=${closed} />`;
  const chosen = people.filter((one) => plan.values.who.includes(one.id));
  const opened = chosen.find((one) => one.id === edited);
  const close = (words, made) => {
    edit(null);
    if (!words) return undefined;
    // With another record it is another deed; and who was taken away takes no part.
    plan.change(made ? {} : { who: plan.values.who.filter((id) => id !== edited) });
    return made ? join(made) : reload();
  };
  if (step === 3 && opened) return html`<${Person} key=${edited} person=${opened} close=${close} back=${say("register.review-step")} />`;
  if (step === 3 && chosen.length > 0) return html`<${Review} ...${shared} chosen=${chosen} />`;
  if (step === 2 && chosen.length > 0) return html`<${Form} ...${shared} chosen=${chosen} />`;
  return html`<${Who} ...${shared} />`;
}

// Why nobody can register here now, or null.
function closedWords(offering, program) {
  if (program.how_to_join) return program.how_to_join;
  if (offering.phase === "called_off") return say("register.called-off");
  if (offering.phase === "finished") return say("register.finished");
  const closes = offering.registration_closes;
  if (["closed", "running"].includes(offering.phase)) return closes ? say("register.closed-at", { when: moment(closes, offering.time_zone) }) : say("register.closed");
  return null;
}

function Closed({ offering, program, words }) {
  return html`<div class="stack"><a class="back" href=${`/programs/${program.code}`}>${icon("next")}${program.title}</a>
    <section class="outcome refused stack">${icon("no")}<h1>${say("register.cannot")}</h1><p class="lead">${words}</p>
    ${program.contact && html`<p>${say("register.special", { contact: program.contact })}</p>`}
    <div class="btns"><a class="btn" href=${`/?kind=${program.kind}`}>${say("register.others")}</a></div></section></div>`;
}
