// How long it is until registering begins, by the server's clock: a text that changes once a minute, each
// second in the last ten minutes. The exact time stands beside it, and nothing is hurried: all can be
// filled in before.

import { html, useEffect, useState } from "../vendor/preact.js";
import { now } from "../api.js";
import { moment } from "../dates.js";
import { icon } from "../pieces.js";
import { say } from "../say.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LAST = 10 * MINUTE;

// Milliseconds until registering begins, 0 from then on; goes on by itself.
export function useOpening(offering) {
  const opens = Date.parse(offering.registration_opens);
  const left = () => Math.max(0, opens - now());
  const [rest, set] = useState(left);
  useEffect(() => {
    if (rest <= 0) return undefined;
    const pause = rest <= LAST ? SECOND : Math.min(MINUTE, rest - LAST);
    const timer = setTimeout(() => set(left()), pause);
    return () => clearTimeout(timer);
  }, [rest]);
  return rest;
}

export function Countdown({ offering }) {
  const rest = useOpening(offering);
  if (rest <= 0) return null;
  return html`<div class="note">${icon("clock")}<div><strong>${say("register.opens-at", { when: moment(offering.registration_opens, offering.time_zone) })}</strong><br /><span class="num">${say("register.opens-in", { rest: span(rest) })}</span><br />${say("register.fill-in-before")}</div></div>`;
}

function span(rest) {
  const seconds = Math.ceil(rest / SECOND);
  if (rest <= LAST) return say("register.minutes-seconds", { m: Math.floor(seconds / 60), s: seconds % 60 });
  const minutes = Math.ceil(rest / MINUTE);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  if (days > 0) return say("register.days-hours", { d: days, h: hours });
  return say("register.hours-minutes", { h: hours, m: minutes % 60 });
}
