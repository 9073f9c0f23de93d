// Keeps a roster fresh: when the server says that something changed, the page is read again, and
// what it shows of the roster takes the place of what is shown. What is ticked stays ticked, where
// the keyboard is it stays, and the row one looks at does not move.
"use strict";
(() => {
  const live = document.querySelector("#live");
  if (!live) return;

  const just = document.querySelector("#just");
  const freshness = document.querySelector("#fresh");
  const state = (row) => row.querySelector(".tag")?.textContent.trim() ?? "";
  const rows = () => [...live.querySelectorAll("tbody tr[id]")];
  const offerTickAll = () => {
    const box = live.querySelector("#tick-all");
    if (box) box.hidden = !live.querySelector("[name=registration_id]");
  };

  /** The row that should stay where it is: where the keyboard is, else the first in sight. */
  const anchor = () =>
    document.activeElement?.closest?.("#live tr[id]") ??
    rows().find((row) => row.getBoundingClientRect().bottom > 0);

  /** How to find an element again after its page was read anew. */
  const address = (element) => {
    if (!element || !live.contains(element)) return undefined;
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element.name && element.value) {
      return `[name="${element.name}"][value="${CSS.escape(element.value)}"]`;
    }
    const href = element.getAttribute("href");
    return href ? `a[href="${CSS.escape(href)}"]` : undefined;
  };

  const swap = (page) => {
    const fresh = page.querySelector("#live");
    if (!fresh) return false;
    const before = new Map(rows().map((row) => [row.id, state(row)]));
    const ticked = new Set(
      [...live.querySelectorAll("[name=registration_id]:checked")].map((box) => box.value),
    );
    const focused = address(document.activeElement);
    const held = anchor();
    const [heldId, top] = held ? [held.id, held.getBoundingClientRect().top] : [];
    const aside = live.querySelector(".scroll")?.scrollLeft ?? 0;

    live.replaceChildren(...fresh.childNodes);
    live.dataset.sequence = fresh.dataset.sequence;
    freshness.textContent = page.querySelector("#fresh").textContent;

    for (const box of live.querySelectorAll("[name=registration_id]")) {
      box.checked = ticked.has(box.value);
    }
    offerTickAll();
    const scroll = live.querySelector(".scroll");
    if (scroll) scroll.scrollLeft = aside;
    if (focused) live.querySelector(focused)?.focus({ preventScroll: true });
    const row = heldId && document.getElementById(heldId);
    if (row) scrollBy(0, row.getBoundingClientRect().top - top);

    const changed = rows().filter((one) => before.get(one.id) !== state(one));
    for (const one of changed) one.classList.add("flash");
    const said = changed
      .slice(0, 3)
      .map((one) => `${one.querySelector(".name").textContent} ${state(one)}`);
    if (said.length) {
      just.textContent = live.dataset.just + said.join(" · ");
    }
    return true;
  };

  const lost = () => {
    freshness.textContent = live.dataset.lost;
  };

  let reading = false;
  let again = false;
  const refresh = async () => {
    again = true;
    if (reading) return;
    reading = true;
    try {
      while (again) {
        again = false;
        const answer = await fetch(location.href);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        if (!answer.ok || !swap(page)) lost();
      }
    } catch {
      lost();
    } finally {
      reading = false;
    }
  };

  document.addEventListener("change", (event) => {
    if (event.target.id !== "tick-all") return;
    for (const box of live.querySelectorAll("[name=registration_id]")) {
      box.checked = event.target.checked;
    }
  });
  offerTickAll();

  const stream = new EventSource(live.dataset.stream);
  stream.addEventListener("roster", (event) => {
    if (Number(event.lastEventId) > Number(live.dataset.sequence)) refresh();
  });
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) lost();
  });
  addEventListener("pagehide", () => stream.close());
})();
