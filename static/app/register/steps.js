// The steps of registering, and the record that is opened meanwhile, as entries of the browser's history:
// Back leads to the step before, and what was filled in stays in the draft. An entry is
// { step, first, edited }; from `first` on each step has an entry of its own.

import { useEffect, useRef, useState } from "../vendor/preact.js";

const entry = () => history.state || {};

// The draft of a screen, whose `go` leads through the history, with { edited, edit(what) } beside it.
export function useSteps(plan) {
  const { latest } = plan;
  const [edited, open] = useState(null);
  // The browser goes back a little later: until then a second press does nothing.
  const isGoing = useRef(false);
  const back = (many) => {
    if (!isGoing.current) history.go(-many);
    isGoing.current = true;
  };
  // What the entry at hand says.
  const show = () => {
    const { step, first } = entry();
    const { who, isUnsent } = latest.current;
    // A page that is opened anew goes on where the draft is.
    if (!step) history.replaceState({ ...entry(), step: latest.current.step, first: latest.current.step }, "");
    // What is being sent has no step to go back to; it goes on when the screen is opened again.
    else if (isUnsent && step < latest.current.step) history.go(first - step - 1);
    // What was filled in there has been sent meanwhile.
    else if (step > 1 && who.length === 0) history.back();
    else {
      open(entry().edited || null);
      if (step !== latest.current.step) plan.go({ step });
    }
  };
  useEffect(() => {
    const { pathname } = location;
    const follow = () => {
      isGoing.current = false;
      if (location.pathname === pathname) show();
    };
    show();
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go = ({ step, ...changes }) => {
    const { step: was, first } = entry();
    if (step < was && step >= first) {
      plan.go(changes);
      back(was - step);
      return;
    }
    plan.go(step ? { step, ...changes } : changes);
    if (step > was) history.pushState({ step, first: step === was + 1 ? first : step }, "");
    if (step < was) history.replaceState({ step, first: step }, "");
  };
  const edit = (what) => {
    if (what === edited) return;
    if (what) {
      history[edited ? "replaceState" : "pushState"]({ ...entry(), edited: what }, "");
      open(what);
    } else back(1);
  };
  return { ...plan, go, edited, edit };
}
