// The dates of a registration as a file for the phone's own calendar. Reading it takes the token, so
// it is fetched first and handed over then.

import { html } from "../vendor/preact.js";
import { call } from "../api.js";
import { icon, Wrong } from "../pieces.js";
import { say } from "../say.js";
import { useDeed } from "./deeds.js";

export function CalendarFile({ one }) {
  const { doing, trouble, run } = useDeed();
  const save = () => run("file", async () => {
    handOver(await call("GET", `/registrations/${one.id}/calendar.ics`), "text/calendar;charset=utf-8", "niangjia.ics");
  });
  if (!one.offering.starts_at) return null;
  return html`<button class="btn quiet" type="button" disabled=${Boolean(doing)} onClick=${save}>${icon("calendar")}${say("way.calendar")}</button>
    <${Wrong} trouble=${trouble} fields=${{}} />`;
}

// Gives a text to the browser to save.
export function handOver(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
