// Instants as people say them: "6月15日（周二）10:30", "10:30 on Tue 15 June". The same words as in letters.

import { now } from "./api.js";
import { language, say } from "./say.js";

const HOME = "Asia/Shanghai";
const isChinese = language !== "en";

const parts = (instant, zone, options) => {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  return Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
};

// Year, month, day, weekday (1 Monday to 7 Sunday), hour and minute on the clock of a zone.
export function wall(instant, zone = HOME) {
  const told = parts(instant, zone, {
    year: "numeric", month: "numeric", day: "numeric", weekday: "short", hour: "numeric", minute: "numeric", hourCycle: "h23",
  });
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(told.weekday) + 1;
  const number = (name) => Number(told[name]);
  return { year: number("year"), month: number("month"), day: number("day"), weekday, hour: number("hour"), minute: number("minute") };
}

const months = () => say("date.months").split(" ");
export const weekdayName = (weekday) => say("date.weekdays").split(" ")[weekday - 1];
export const monthName = (month) => months()[month - 1];

// "6月15日（周二）", "Tue 15 June"; the year where it is not this one.
export function day(instant, zone = HOME, today = now()) {
  const { year, month, day, weekday } = wall(instant, zone);
  const other = year !== wall(today, zone).year;
  if (isChinese) return `${other ? `${year}年` : ""}${month}月${day}日（周${weekdayName(weekday)}）`;
  return `${weekdayName(weekday)} ${day} ${monthName(month)}${other ? ` ${year}` : ""}`;
}

// "8:00"
export function time(instant, zone = HOME) {
  const { hour, minute } = wall(instant, zone);
  return `${hour}:${String(minute).padStart(2, "0")}`;
}

export const moment = (instant, zone = HOME) =>
  elsewhere(isChinese ? `${day(instant, zone)}${time(instant, zone)}` : `${time(instant, zone)} on ${day(instant, zone)}`, zone);

// From when to when.
export function span(from, to, zone = HOME) {
  if (day(from, zone) !== day(to, zone)) {
    return isChinese ? `${moment(from, zone)} 至 ${moment(to, zone)}` : `${moment(from, zone)} to ${moment(to, zone)}`;
  }
  // A line does not end within it.
  const hours = `${time(from, zone)}–\u2060${time(to, zone)}`;
  return elsewhere(isChinese ? `${day(from, zone)}${hours}` : `${day(from, zone)}, ${hours}`, zone);
}

// Whose clock it is, where that is not the common one.
function elsewhere(text, zone) {
  if (zone === HOME) return text;
  const city = zone.split("/").pop().replace(/_/g, " ");
  return isChinese ? `${text}（${city} 时间）` : `${text} (${city} time)`;
}

// "2019年9月3日", "3 September 2019"; a date has no zone.
export function date(text) {
  const [year, month, day] = text.split("-").map(Number);
  return isChinese ? `${year}年${month}月${day}日` : `${day} ${monthName(month)} ${year}`;
}
