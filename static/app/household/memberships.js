// Which union one belongs to: asked for here, confirmed by its organizers.

import { html, useState } from "../vendor/preact.js";
import { all, call, newKey, read } from "../api.js";
import { Field, icon, Trouble, useAnswer, Wrong } from "../pieces.js";
import { say } from "../say.js";

export function Memberships() {
  const me = useAnswer(() => call("GET", "/me"), "me");
  const unions = useAnswer(unionsOf, "unions");
  const [isAsking, ask] = useState(false);
  const trouble = me.trouble || unions.trouble;
  if (trouble) return html`<${Trouble} trouble=${trouble} again=${me.trouble ? me.again : unions.again} />`;
  const memberships = (me.answer && me.answer.memberships) || [];
  const name = (id) => ((unions.answer || []).find((one) => one.id === id) || { name: "" }).name;
  const close = () => {
    ask(false);
    me.again();
  };
  return html`<section class="stack" id="memberships" aria-labelledby="members"><h2 id="members">${say("member.heading")}</h2><p>${say("member.lead")}</p>
    ${me.answer && memberships.length === 0 && html`<p class="soft">${say("member.none")}</p>`}
    <ul class="results">${memberships.map((one) => html`<li class="row apart" key=${one.organization_id}><span>${name(one.organization_id)}</span><${State} of=${one.status} /></li>`)}</ul>
    ${isAsking ? html`<${Ask} unions=${unions.answer || []} close=${close} />` : html`<p class="btns"><button class="btn quiet" type="button" onClick=${() => ask(true)}>${icon("plus")}${say("member.add")}</button></p>`}</section>`;
}

const LOOKS = { pending: ["applied", "clock"], confirmed: ["confirmed", "check"], refused: ["refused", "no"] };

function State({ of }) {
  const [tone, picture] = LOOKS[of] || ["ended", "info"];
  return html`<span class=${`tag ${tone}`}>${icon(picture)}${say(`member.${of}`)}</span>`;
}

function Ask({ unions, close }) {
  const [state, tell] = useState({});
  const [key] = useState(newKey);
  const send = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    tell({ isSending: true });
    try {
      const number = form.get("number").trim();
      await call("POST", "/me/memberships", { body: { organization_id: form.get("union"), ...(number && { member_number: number }) }, key });
      close();
    } catch (trouble) {
      tell({ trouble });
    }
  };
  const error = (pointer) => (state.trouble && state.trouble.about ? state.trouble.about(pointer) : null);
  return html`<form class="stack sheet" onSubmit=${send}>
    <${Wrong} trouble=${state.trouble} fields=${{ "/organization_id": "my-union", "/member_number": "my-number" }} />
    <${Field} id="my-union" name="union" required label=${say("member.which")} error=${error("/organization_id")}><option value="">${say("find.choose")}</option>${unions.map((one) => html`<option key=${one.id} value=${one.id}>${one.name}</option>`)}<//>
    <${Field} id="my-number" name="number" maxlength="40" label=${say("member.number")} hint=${say("member.number-hint")} autocomplete="off" error=${error("/member_number")} />
    <div class="btns"><button class="btn" type="submit" disabled=${state.isSending}>${say("member.ask")}</button><button class="btn plain" type="button" onClick=${close}>${say("person.cancel")}</button></div></form>`;
}

const unionsOf = () => all("/organizations", read);
