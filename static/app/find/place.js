// Chooses where: the phone's own place, with permission, or a district; or all of one union.

import { html, useState } from "../vendor/preact.js";
import { all, read } from "../api.js";
import { Field, icon, Trouble, useAnswer } from "../pieces.js";
import { go } from "../router.js";
import { say } from "../say.js";
import { addressOf } from "./query.js";

export default function Chooser({ wish, done }) {
  const [trouble, tell] = useState("");
  const choose = (changes) => {
    done();
    go(addressOf(wish, { near: "", place: "", organization: "", ...changes }));
  };
  const locate = () => {
    tell(say("find.locating"));
    const found = ({ coords }) => choose({ near: `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}` });
    const failed = () => tell(say("find.no-location"));
    if (navigator.geolocation) navigator.geolocation.getCurrentPosition(found, failed, { timeout: 10000, maximumAge: 600000 });
    else failed();
  };
  return html`<div class="sheet stack">
    <p class="btns"><button class="btn quiet" type="button" onClick=${locate}>${icon("pin")}${say("find.locate")}</button>${(wish.near || wish.organization) && html`<button class="btn plain" type="button" onClick=${() => choose({})}>${say("find.place-none")}</button>`}</p>
    <p class="hint">${say("find.locate-why")}</p>
    <p role="status">${trouble}</p>
    <${Lists} choose=${choose} /></div>`;
}

const everyOne = (path) => all(path, read);

// Districts that have a place, by the middle of their places; and the unions.
function Lists({ choose }) {
  const sites = useAnswer(everyOne, "/sites");
  const unions = useAnswer(everyOne, "/organizations");
  const trouble = sites.trouble || unions.trouble;
  if (trouble) return html`<${Trouble} trouble=${trouble} again=${sites.trouble ? sites.again : unions.again} />`;
  const districts = sites.answer ? districtsOf(sites.answer) : [];
  return html`<${Field} id="district" label=${say("find.district")} onChange=${(event) => {
    const found = districts.find((one) => one.name === event.currentTarget.value);
    if (found) choose({ near: found.near, place: found.name });
  }}><option value="">${say("find.choose")}</option>${districts.map((one) => html`<option key=${one.name} value=${one.name}>${one.name}</option>`)}<//>
  <${Field} id="union" label=${say("find.union")} onChange=${(event) => {
    const found = (unions.answer || []).find((one) => one.code === event.currentTarget.value);
    if (found) choose({ organization: found.code, place: found.name });
  }}><option value="">${say("find.choose")}</option>${(unions.answer || []).map((one) => html`<option key=${one.code} value=${one.code}>${one.name}</option>`)}<//>`;
}

function districtsOf(sites) {
  const found = new Map();
  for (const site of sites) {
    if (!site.district) continue;
    found.set(site.district, [...(found.get(site.district) || []), site]);
  }
  const middle = (all, name) => (all.reduce((sum, site) => sum + site[name], 0) / all.length).toFixed(3);
  const districts = [...found].map(([name, all]) => ({ name, near: `${middle(all, "latitude")},${middle(all, "longitude")}` }));
  return districts.sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
}
