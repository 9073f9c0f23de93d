// How she is called, in which language she is written to, and whether she is reminded.

import { html, useState } from "../vendor/preact.js";
import { call } from "../api.js";
import { Field, icon, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { draft, keepDraft, session, signIn } from "../store.js";
import { useDeed } from "../mine/deeds.js";

const SCREEN = "me";
const LANGUAGES = [["zh-CN", "中文"], ["en", "English"]];

export function Profile({ me, change }) {
  const [values, set] = useState(() => draft(SCREEN) || valuesOf(me));
  const [told, tell] = useState("");
  const { doing, trouble, run } = useDeed();
  const put = (changes) => {
    const next = { ...values, ...changes };
    set(next);
    keepDraft(SCREEN, next);
    tell("");
  };
  const save = (event) => {
    event.preventDefault();
    run("save", async () => {
      const saved = await call("PATCH", "/me", { body: { ...values, phone: values.phone.trim() || null } });
      keepDraft(SCREEN, null);
      set(valuesOf(saved));
      change(saved);
      const kept = session();
      if (kept) signIn({ ...kept, account: { ...kept.account, name: saved.name, locale: saved.locale } });
      tell(say("me.saved"));
    });
  };
  const error = (name) => (trouble && trouble.about ? trouble.about(`/${name}`) : null);
  const text = (name) => ({ id: `me-${name}`, value: values[name], error: error(name), onInput: (event) => put({ [name]: event.currentTarget.value }) });
  return html`<form class="stack" onSubmit=${save} aria-labelledby="profile"><h2 id="profile">${say("me.profile")}</h2>
    <${Wrong} trouble=${trouble} fields=${{ "/name": "me-name", "/phone": "me-phone" }} />
    <${Field} ...${text("name")} label=${say("me.name")} required maxlength="100" autocomplete="name" />
    <${Field} ...${text("phone")} type="tel" inputmode="tel" label=${say("me.phone")} why=${say("me.phone-why")} maxlength="40" autocomplete="tel" />
    <${Field} ...${text("locale")} label=${say("me.locale")}>${LANGUAGES.map(([tag, name]) => html`<option key=${tag} value=${tag} lang=${tag} selected=${values.locale === tag}>${name}</option>`)}<//>
    <label class=${`pick ${values.reminders ? "on" : ""}`}><input type="checkbox" checked=${values.reminders} onChange=${(event) => put({ reminders: event.currentTarget.checked })} /><span><strong>${say("me.reminders")}</strong>${say("me.reminders-more")}</span></label>
    <div class="btns"><button class="btn" type="submit" disabled=${Boolean(doing)}>${say("person.save")}</button></div>
    <p role="status" class=${told ? "note leaf" : ""}>${told && html`${icon("check")}<span>${told}</span>`}</p></form>`;
}

const valuesOf = (me) => ({ name: me.name, phone: me.phone || "", locale: me.locale, reminders: me.reminders });
