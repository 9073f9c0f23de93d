// Find: what is open, for whom, where and when, without an account.

import { html, useEffect, useMemo, useState } from "../vendor/preact.js";
import { read } from "../api.js";
import { go } from "../router.js";
import { icon, Trouble, useAnswer, useTitle } from "../pieces.js";
import { say } from "../say.js";
import { addressOf, callOf, conditions, keepRota, keyOf, wishOf } from "../find/query.js";
import { asOf, Results } from "../find/results.js";

export default function Find({ query }) {
  const asked = wishOf(query);
  const wish = useMemo(() => asked, [keyOf(asked)]);
  const found = useFound(wish);
  useTitle(wish.q ? say("find.title-of", { what: wish.q }) : say("find.title"));
  const facets = found.answer && found.answer.facets;
  const label = (kind) => ((facets && facets.kind.find((one) => one.value === kind)) || { label: say("find.kind") }).label;
  const chosen = conditions(wish, label);
  const told = !found.answer || found.isAsking ? "" : found.answer.isEmpty ? say("find.nothing") : say("find.found", { n: found.answer.total });
  return html`<div class="stack"><h1>${say("find.heading")}</h1><p class="out" role="status">${told}</p>
    <div class="find stack"><div class="stack"><${Search} wish=${wish} /><${Place} wish=${wish} /><${Narrow} wish=${wish} facets=${facets} count=${chosen.filter((one) => one.without.q === wish.q).length} /></div>
    <${Found} found=${found} wish=${wish} chosen=${chosen} /></div></div>`;
}

// Those that fit the hours at which one cannot come; what judges it is fetched when it is asked for.
async function fitting(items, rota) {
  return rota ? (await import("../find/rota.js")).fitting(items, rota) : { items, hidden: 0 };
}

function Search({ wish }) {
  const find = (event) => {
    event.preventDefault();
    go(addressOf(wish, { q: event.currentTarget.elements.q.value }));
  };
  return html`<form role="search" class="stack-s" onSubmit=${find}>
    <label for="q" class="out">${say("find.search")}</label>
    <div class="search"><input class="input" id="q" name="q" type="search" maxlength="100" defaultValue=${wish.q} key=${wish.q} placeholder=${say("find.example")} /><button class="btn" type="submit">${icon("search")}<span class="out">${say("find.search-button")}</span></button></div>
  </form>`;
}

// What one may narrow the search by; what shows it is fetched when it is opened.
function Narrow({ wish, facets, count }) {
  const isWide = matchMedia("(min-width: 64rem)").matches;
  const [isOpen, open] = useState(isWide);
  const [Filters, set] = useState(null);
  useEffect(() => {
    if (isOpen && !Filters) import("../find/filters.js").then((module) => set(() => module.default), () => open(false));
  }, [isOpen]);
  return html`<details open=${isOpen} onToggle=${(event) => open(event.currentTarget.open)}>
    <summary>${icon("filter")}${say("find.filter")} <span class="soft">${count ? say("find.chosen", { n: count }) : ""}</span>${icon("next")}</summary>
    ${isOpen && Filters && html`<${Filters} key=${keyOf(wish)} wish=${wish} facets=${facets} shut=${() => open(isWide)} />`}</details>`;
}

// Near where, and the way to choose it.
function Place({ wish }) {
  const [Chooser, set] = useState(null);
  const words = wish.organization ? say("find.of-union", { what: wish.place || say("find.one-union") }) : wish.near ? say("find.near", { what: wish.place || say("find.me") }) : say("find.anywhere");
  const toggle = async () => {
    const module = Chooser ? null : await import("../find/place.js");
    set(() => module && module.default);
  };
  return html`<div class="stack-s">
    <p class="row"><button class="btn plain" type="button" aria-expanded=${Chooser ? "true" : "false"} onClick=${toggle}>${icon("pin")}<span>${words}</span></button></p>
    ${Chooser && html`<${Chooser} wish=${wish} done=${() => set(null)} />`}</div>`;
}

// What is found, page by page, each seen through the hours at which one cannot come.
function useFound(wish) {
  const first = useAnswer(async (key) => {
    const page = await read(callOf(wish));
    return { ...page, ...(await fitting(page.items, wish.rota)), key, isEmpty: page.items.length === 0 };
  }, keyOf(wish));
  const [more, setMore] = useState(null);
  useEffect(() => setMore(null), [keyOf(wish)]);
  const base = more && more.key === keyOf(wish) ? more : first.answer;
  const next = async () => {
    setMore({ ...base, isAsking: true, trouble: null });
    try {
      const page = await read(callOf(wish, base.next_cursor));
      const fit = await fitting(page.items, wish.rota);
      setMore({ ...base, items: [...base.items, ...fit.items], hidden: base.hidden + fit.hidden, next_cursor: page.next_cursor, isAsking: false });
    } catch (trouble) {
      setMore({ ...base, isAsking: false, trouble });
    }
  };
  return { ...first, answer: base, next };
}

function Found({ found, wish, chosen }) {
  const { answer, trouble, isAsking, again, next } = found;
  useEffect(() => {
    if (answer) performance.mark("found");
  }, [answer]);
  if (trouble) return html`<${Trouble} trouble=${trouble} again=${again} />`;
  if (!answer) return html`<${Looking} />`;
  if (answer.isEmpty) return html`<${Nothing} chosen=${chosen} key=${answer.key} />`;
  // What was found before stays until what is asked for now is there.
  const isOld = isAsking || answer.key !== keyOf(wish);
  return html`<section aria-labelledby="found" aria-busy=${isOld ? "true" : "false"}>
    <div class="row apart"><h2 id="found">${say("find.found", { n: answer.total })}</h2><p class="soft small">${asOf()}</p></div>
    ${wish.rota && html`<p class="note">${icon("clock")}<span>${say("find.rota-told", { what: wish.rota, n: answer.hidden })}</span></p>`}
    <${Results} items=${answer.items} />
    ${answer.trouble && html`<${Trouble} trouble=${answer.trouble} again=${next} />`}
    ${answer.next_cursor && html`<p class="btns"><button class="btn quiet" type="button" disabled=${answer.isAsking} onClick=${next}>${say("find.more", { n: answer.total - answer.items.length - answer.hidden })}</button></p>`}
  </section>`;
}

function Looking() {
  const bones = html`<li class="result"><div class="date"><span class="bone"></span></div><div><span class="bone a"></span><span class="bone"></span><span class="bone b"></span></div></li>`;
  return html`<section aria-busy="true"><p>${say("find.looking")}</p><ul class="results" aria-hidden="true">${[1, 2, 3, 4].map(() => bones)}</ul></section>`;
}

// Nothing fits all of it together: what there is without each.
function Nothing({ chosen }) {
  const [counts, set] = useState([]);
  useEffect(() => {
    const ask = async ({ words, without }) => ({ words, without, n: (await read(callOf(without, "", 1))).total });
    Promise.all(chosen.slice(0, 4).map(ask)).then((all) => set(all.filter((one) => one.n > 0)), () => {});
  }, []);
  const best = counts.reduce((most, one) => (!most || one.n < most.n ? one : most), null);
  return html`<div class="stack"><div class="chips">${chosen.map((one) => html`<a class="chip on" key=${one.words} href=${addressOf(one.without)} onClick=${() => keepRota(one.without.rota)} aria-label=${say("find.without", { what: one.words })}>${one.words} ${icon("no")}</a>`)}</div>
    <div class="empty sheet">${icon("search")}<h2>${chosen.length ? say("find.nothing") : say("find.nothing-yet")}</h2>
    <p>${counts.map((one) => say("find.there-is", { what: one.words, n: one.n })).join("")}</p>
    <div class="btns">${best && html`<a class="btn" href=${addressOf(best.without)} onClick=${() => keepRota(best.without.rota)}>${say("find.look-without", { what: best.words })}</a>`}${chosen.length > 0 && html`<a class="btn quiet" href="/" onClick=${() => keepRota("")}>${say("find.clear")}</a>`}</div></div></div>`;
}
