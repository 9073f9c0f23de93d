// What the editor does beyond HTML: says anew who could sign up while the rules are typed, and takes
// a list of days from a file. Without it the same is done by the buttons, and by typing.
"use strict";

// A list of days is read here and put into its field; the file goes nowhere.
for (const part of document.querySelectorAll("[data-load]")) {
  const into = document.getElementById(part.dataset.load);
  const file = part.querySelector("input");
  part.hidden = false;
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (chosen && chosen.size < 100000) into.value = (await chosen.text()).trim();
  });
}

// Who could sign up is asked of the server, so that one rule says it everywhere.
const say = document.querySelector("[data-say]");
if (say) {
  const form = say.closest("form");
  let asked = 0;
  form.addEventListener("change", async () => {
    const number = ++asked;
    const answer = await fetch(say.dataset.say, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
    });
    // A slower answer to an older question is no longer wanted.
    if (answer.ok && number === asked) say.textContent = await answer.text();
  });
}
