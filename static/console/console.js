// What every page of the console does beyond HTML. Without it each page works all the same.
"use strict";

// What is wrong is read out, and the keyboard goes on from there.
document.querySelector("#trouble")?.focus();

// What phones keep of a door goes a day after its session, and when somebody signs out.
{
  const isOut = new URLSearchParams(location.search).get("done") === "signed-out";
  const isOver = (until) => isOut || Number(until) < Date.now();
  const doors = Object.keys(localStorage).filter((name) => name.startsWith("door:"));
  for (const name of doors) {
    if (isOver(JSON.parse(localStorage.getItem(name)).until)) localStorage.removeItem(name);
  }
  if ("caches" in window) {
    caches.keys().then((names) => {
      const over = names.filter((name) => name.startsWith("door:") && isOver(name.split(":")[2]));
      return Promise.all(over.map((name) => caches.delete(name)));
    });
  }
  // Nobody signs out over marks that are not sent yet: the door says so.
  document.querySelector("form[action='/console/sign-out']")?.addEventListener("submit", (event) => {
    const waits = (name) => JSON.parse(localStorage.getItem(name) ?? "{}").waiting?.length > 0;
    const door = doors.find(waits);
    if (!door) return;
    event.preventDefault();
    location.assign(`/console/sessions/${door.split(":")[1]}/door?unsent`);
  });
}
