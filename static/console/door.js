// The page at the door: marks at a tap, also without network. Without it the page works by its forms.
"use strict";

const door = document.querySelector("#door");
if (door) {
  // Before anything on the page changes: this is what is opened again without network.
  keepCopy(`<!doctype html>\n${document.documentElement.outerHTML}`);

  const marks = new Marks(door.dataset.session, Number(door.dataset.until));
  const rows = [...document.querySelectorAll("#people > li")];
  const query = document.querySelector("#q");
  const clock = new Intl.DateTimeFormat("zh-CN", { hour: "numeric", minute: "2-digit", hour12: false, timeZone: door.dataset.zone });
  const say = (name, values) => Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), door.dataset[name]);
  const tell = (words) => (document.querySelector("#said").textContent = words);
  let part = new URLSearchParams(location.search).get("show") ?? "";
  const isAsked = new URLSearchParams(location.search).has("unsent");

  for (const row of rows) row.base = stands(row.dataset.status, Number(row.dataset.in), Number(row.dataset.out));

  function stands(status, came, went, by) {
    return { status, came: came || null, went: went || null, by };
  }

  // What a mark makes of somebody, as the server tells it.
  function after(stand, mark) {
    const at = Date.parse(mark.at);
    if (at < Math.max(stand.came ?? 0, stand.went ?? 0)) return stand;
    if (mark.mark === "in") return stands("in", stand.status === "in" ? stand.came : at, null);
    if (mark.mark === "out") return stands("out", stand.came, at, mark.by);
    return stands(mark.mark, null, null);
  }

  function isOf(mark, row) {
    return mark.registration_id ? mark.registration_id === row.dataset.id : mark.door_code === row.dataset.code;
  }

  function show() {
    const waiting = marks.waiting;
    const words = query.value.trim().toLowerCase();
    const counts = { in: 0, expected: 0, out: 0, excused: 0 };
    for (const row of rows) {
      const its = waiting.filter((mark) => isOf(mark, row));
      row.stand = its.reduce(after, row.base);
      const { status, came, went, by } = row.stand;
      const group = status === "absent" ? "expected" : status;
      counts[group] += 1;
      row.dataset.status = status;
      for (const one of row.querySelectorAll("[data-for]")) one.hidden = !one.dataset.for.split(" ").includes(status);
      const isLate = row.dataset.child === "true" && (status === "in" ? Date.now() : (went ?? 0)) > Number(door.dataset.ends);
      row.querySelector("[data-late]").hidden = !isLate;
      row.querySelector("[data-kept]").hidden = its.length === 0;
      const time = status === "in" ? `${door.dataset.here} ${clock.format(came)}` : went ? `${door.dataset.gone} ${clock.format(went)}` : "";
      row.querySelector("[data-say]").textContent = by && went ? `${time} ${say("by", { who: by })}` : time;
      const isNamed = row.dataset.name.toLowerCase().includes(words) || row.dataset.code.toLowerCase() === words;
      row.hidden = !isNamed || (part !== "" && part !== group);
    }
    for (const link of document.querySelectorAll("#parts a")) {
      link.querySelector("b").textContent = counts[link.dataset.part];
      if (link.dataset.part === part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.querySelector("#none").hidden = rows.some((row) => !row.hidden);
    showState(waiting.length);
  }

  function showState(many) {
    const strip = document.querySelector("#strip");
    const state = marks.trouble ?? (many === 0 ? null : isAsked ? "unsent" : "waiting");
    strip.querySelector(".strip").hidden = state === null;
    if (state !== null) {
      const name = state.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
      const words = strip.dataset[name].replace("{n}", many);
      // Said again only when it says something else.
      const said = strip.querySelector("[data-words]");
      if (said.textContent !== words) said.textContent = words;
    }
    const link = strip.querySelector("a");
    link.hidden = state !== "signed-out" && state !== "second-factor";
    const way = state === "second-factor" ? "second-factor" : "sign-in";
    link.href = `/console/${way}?next=${encodeURIComponent(location.pathname)}`;
    document.querySelector("#unsent").hidden = !isAsked || many === 0;
    const refused = marks.refused;
    document.querySelector("#refused").hidden = refused.length === 0;
    const lines = refused.map(({ mark, why }) => {
      const row = rows.find((one) => isOf(mark, one));
      const line = document.createElement("li");
      line.textContent = `${row?.dataset.name ?? mark.door_code ?? ""} ${clock.format(new Date(mark.at))} ${why}`;
      return line;
    });
    document.querySelector("#refused [data-list]").replaceChildren(...lines);
  }

  function come(code) {
    const row = rows.find((one) => one.dataset.code === code.toUpperCase());
    // A code that is not on this list may be on the server's by now.
    marks.add(row ? { registration_id: row.dataset.id, mark: "in" } : { door_code: code.toUpperCase(), mark: "in" });
    tell(say("came", { who: row?.dataset.name ?? code }));
  }

  async function look() {
    await marks.send();
    const taken = marks.many;
    const lines = await marks.list();
    if (lines === null) return;
    // They may be older than a mark that was taken meanwhile, and would undo it here.
    if (marks.many !== taken) return look();
    const known = new Map(rows.map((row) => [row.dataset.id, row]));
    for (const line of lines) {
      const row = known.get(line.registration_id);
      const time = (text) => (text ? Date.parse(text) : 0);
      if (row) row.base = stands(line.status, time(line.in_at), time(line.out_at), line.out_by);
    }
    document.querySelector("#changed").hidden = lines.every((line) => known.has(line.registration_id));
    show();
  }

  marks.changed = show;
  // Until the list is read again, what was taken stands as it was made here.
  marks.taken = (mark) => {
    for (const row of rows.filter((one) => isOf(mark, one))) row.base = after(row.base, mark);
  };
  document.querySelector("#find").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = query.value.replace(/\s/g, "");
    const found = rows.filter((row) => !row.hidden);
    query.value = "";
    if (/^[0-9a-z]{6}$/i.test(typed)) come(typed);
    else if (typed !== "" && found.length === 1) come(found[0].dataset.code);
    else {
      query.value = typed;
      if (found.length === 0) tell(say("nobody", { who: typed }));
    }
    query.focus();
    show();
  });
  query.addEventListener("input", show);
  document.querySelector("#parts").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    part = part === link.dataset.part ? "" : link.dataset.part;
    show();
  });
  for (const form of document.querySelectorAll("#people form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const row = form.closest("li");
      marks.add({ registration_id: row.dataset.id, mark: event.submitter.value });
      row.querySelector("h2 a").focus();
    });
  }
  for (const [part, list] of [["refused", "#refused"], ["waiting", "#unsent"]]) {
    document.querySelector(`${list} [data-again]`).addEventListener("click", () => (part === "refused" ? marks.again() : look()));
    document.querySelector(`${list} [data-drop]`).addEventListener("click", () => marks.drop(part));
  }
  watchPerson(door, rows, marks, say, show);
  addEventListener("online", look);
  addEventListener("offline", () => {
    marks.trouble = "offline";
    show();
  });
  addEventListener("storage", show);
  setInterval(look, 20_000);
  door.come = come;
  show();
  look();
}
