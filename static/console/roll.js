// The button that prints; a browser prints without it too.
"use strict";

const button = document.querySelector("#print");
button.hidden = false;
button.addEventListener("click", () => window.print());
