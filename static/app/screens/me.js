// What is hers: how she is called and told, where she is signed in, what she agreed to.

import { html, useEffect, useState } from "../vendor/preact.js";
import { call } from "../api.js";
import { icon, Trouble, useAnswer, useTitle, Waiting } from "../pieces.js";
import { say } from "../say.js";
import { Consents } from "../me/consents.js";
import { Devices } from "../me/devices.js";
import { Email } from "../me/email.js";
import { Gone, Leave, TakeAway } from "../me/leave.js";
import { Profile } from "../me/profile.js";

export default function Me() {
  useTitle(say("me.title"));
  const { answer, trouble, again } = useAnswer(() => call("GET", "/me"), "me");
  const [changed, change] = useState(null);
  const [isGone, go] = useState(false);
  const me = changed || answer;
  useEffect(() => {
    const part = me && location.hash && document.getElementById(location.hash.slice(1));
    if (part) part.scrollIntoView();
  }, [Boolean(me)]);
  if (isGone) return html`<${Gone} />`;
  if (!me) return html`<div class="stack"><h1>${say("me.title")}</h1>${trouble ? html`<${Trouble} trouble=${trouble} again=${again} />` : html`<${Waiting} />`}</div>`;
  return html`<div class="stack-l"><div class="stack-s"><h1>${say("me.title")}</h1><p>${say("me.lead")}</p></div>
    <${Profile} me=${me} change=${change} /><${Email} me=${me} change=${change} />
    <section class="stack-s" aria-labelledby="password-heading"><h2 id="password-heading">${say("sign-in.password")}</h2><p>${say("me.password-lead")}</p><p class="btns"><a class="btn quiet" href="/sign-in?next=%2Fme#for=password-reset">${icon("lock")}${say("sign-in.reset-heading")}</a></p></section>
    <${Consents} /><${Devices} />
    <section class="stack-s" aria-labelledby="family"><h2 id="family">${say("me.family")}</h2><p>${say("me.family-lead")}</p><p class="btns"><a class="btn quiet" href="/household">${say("household.title")}</a></p></section>
    <${TakeAway} /><${Leave} left=${() => go(true)} /></div>`;
}
