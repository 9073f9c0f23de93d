// Says at once that a file is too large, before it is sent for nothing.
"use strict";

const file = document.querySelector("#choose input[type=file]");
document.querySelector("#choose").addEventListener("submit", (event) => {
  const isLarge = (file.files[0]?.size ?? 0) > Number(file.dataset.max);
  document.querySelector("#large").hidden = !isLarge;
  if (!isLarge) return;
  event.preventDefault();
  file.focus();
});
