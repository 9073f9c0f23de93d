// One of those at the door, without leaving the page: who takes her home, and what else can be marked.
"use strict";

/** Opens `#person` in the place of the list for whoever is pressed. */
function watchPerson(door, rows, marks, say, show) {
  const board = door.querySelector("#board");
  const person = door.querySelector("#person");
  const leave = person.querySelector("#leave");
  const more = person.querySelector("#more");
  const other = leave.querySelector("#other");
  let row = null;

  function open(pressed) {
    row = pressed;
    const { name, child, collectors, who, phone } = row.dataset;
    const isChild = child === "true";
    leave.reset();
    leave.hidden = !isChild || row.stand.status === "out";
    leave.querySelector("[data-title]").textContent = say("who", { who: name });
    const late = Math.floor((Date.now() - Number(door.dataset.ends)) / 60_000);
    const lateness = leave.querySelector("[data-late]");
    lateness.hidden = late <= 0;
    lateness.textContent = say("late", { n: late });
    const pick = leave.querySelector(".pick:not([data-listed])");
    const picks = JSON.parse(collectors).map(([collector, relation]) => {
      const one = pick.cloneNode(true);
      one.dataset.listed = "";
      one.querySelector("input").value = collector;
      const strong = one.querySelector("strong");
      strong.textContent = collector;
      one.querySelector("span").replaceChildren(strong, relation);
      return one;
    });
    for (const old of leave.querySelectorAll("[data-listed]")) old.remove();
    pick.before(...picks);
    const call = leave.querySelector("a[data-phone]");
    call.hidden = !phone;
    if (phone) {
      call.href = `tel:${phone}`;
      call.querySelector("span").textContent = say("call", { who });
    }
    // A child leaves by the form above only.
    more.querySelector("[data-grown]").hidden = isChild;
    more.querySelector("h2").textContent = name;
    board.hidden = true;
    person.hidden = false;
    choose();
    (leave.hidden ? person.querySelector("[data-back]") : leave.querySelector("[data-title]")).focus();
    scrollTo(0, 0);
  }

  function close() {
    person.hidden = true;
    board.hidden = false;
    show();
    row.querySelector("h2 a").focus();
  }

  function chosen() {
    return leave.querySelector("input[name=by]:checked")?.value;
  }

  function choose() {
    other.hidden = chosen() !== "";
    leave.querySelector("[data-err]").hidden = true;
    for (const pick of leave.querySelectorAll(".pick")) pick.classList.toggle("on", pick.querySelector("input").checked);
  }

  leave.addEventListener("change", choose);
  leave.addEventListener("submit", (event) => {
    event.preventDefault();
    const listed = chosen();
    const by = listed || leave.other.value.trim();
    const reason = listed ? "" : leave.reason.value.trim();
    const err = leave.querySelector("[data-err]");
    err.hidden = Boolean(listed) || (listed === "" && reason !== "");
    if (!err.hidden) return err.focus();
    const mark = { registration_id: row.dataset.id, mark: "out" };
    if (by) mark.by = by;
    if (reason) mark.reason = reason;
    marks.add(mark);
    close();
  });
  more.addEventListener("submit", (event) => {
    event.preventDefault();
    marks.add({ registration_id: row.dataset.id, mark: event.submitter.value });
    close();
  });
  person.querySelector("[data-back]").addEventListener("click", close);
  for (const one of rows) {
    for (const link of one.querySelectorAll("h2 a, [data-leave]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        open(one);
      });
    }
  }
}
