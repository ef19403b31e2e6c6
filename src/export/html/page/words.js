// Words, numbers and dates as people read them.

const wholeNumbers = new Intl.NumberFormat("en");

/** A whole number with its thousands apart. */
const grouped = (number) => wholeNumbers.format(number);

/** `1 document`, `2 documents`, `2 entities`. */
function counted(count, noun) {
  if (count === 1) return `1 ${noun}`;
  return noun.endsWith("y") ? `${grouped(count)} ${noun.slice(0, -1)}ies` : `${grouped(count)} ${noun}s`;
}

/** A score with as many digits as help a reader. */
function scored(score) {
  const size = Math.abs(score);
  return score.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** A probability, however small. */
const likely = (value) => (value >= 0.001 ? value.toFixed(3) : value.toExponential(1));

// Controls, marks that turn the direction of writing, and what XML cannot hold. A name with these could hide what it says.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]/g;

/** Text of a document made safe to show: white space is a space, other signs that show nothing are shown as a sign. */
const shown = (text) => text.replace(/[\t\n\r\u2028\u2029]+/g, " ").replace(unseen, "\ufffd");

/** Text as it is compared when searching: no case, no accents. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const DAY = 86400000;

/** The number of the first day that a date may mean, which may be known to the month or the year only. */
function firstDay(date) {
  const [year, month = 1, day = 1] = date.split("-").map(Number);
  return Math.round(utc(year, month - 1, day) / DAY);
}

/** The number of the last day that it may mean. */
function lastDay(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (day) return Math.round(utc(year, month - 1, day) / DAY);
  return Math.round((month ? utc(year, month, 1) : utc(year + 1, 0, 1)) / DAY) - 1;
}

// `Date.UTC` takes the years 0 to 99 for 1900 to 1999.
function utc(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

/** A day by its number, in ISO 8601. */
const dayName = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** Makes an element: its name, its attributes, what is in it. Strings become text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key === "width") element.style.width = value;
    else if (key === "colour") element.style.setProperty("--colour", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A name, kept apart from the direction of the text around it. */
const named = (text, attributes = {}) => make("bdi", attributes, shown(text));

/** The element with an id that stands in the page from the start. */
const element = (id) => document.getElementById(id);
