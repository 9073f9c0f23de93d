// What every page of the console does beyond HTML. Without it each page works all the same.
"use strict";

// What is wrong is read out, and the keyboard goes on from there.
document.querySelector("#trouble")?.focus();
