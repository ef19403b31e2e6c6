// The time slider: a period, and when pairs were first seen. A pair belongs to a period if its first and its last day do not both lie on one side.

const timeBar = element("time");
const BARS = 80;
const dated = edges.filter((edge) => edge.from !== null);
const timespan = dated.concat(nodes.filter((node) => node.from !== null)).reduce(
  ({ first, last }, thing) => ({ first: Math.min(first, thing.from), last: Math.max(last, thing.to) }),
  { first: Infinity, last: -Infinity },
);
let timeFrom = null;
let timeTo = null;
let playing = 0;

/** How many pairs were first seen in each of the parts of the whole time, as bars. */
function histogram(first, last) {
  const bars = new Array(Math.min(BARS, last - first + 1)).fill(0);
  for (const edge of dated) bars[Math.min(bars.length - 1, Math.floor(((edge.from - first) / (last - first + 1)) * bars.length))]++;
  const most = Math.max(...bars, 1);
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${bars.length} 20`, preserveAspectRatio: "none", "aria-hidden": "true" })) svg.setAttribute(key, value);
  bars.forEach((count, place) => {
    if (!count) return;
    const bar = document.createElementNS(SVG, "rect");
    const height = 1 + 19 * Math.sqrt(count / most);
    for (const [key, value] of Object.entries({ x: place + 0.1, y: 20 - height, width: 0.8, height })) bar.setAttribute(key, value);
    svg.append(bar);
  });
  return svg;
}

function setTime() {
  const [from, to] = [Math.min(timeFrom.value, timeTo.value), Math.max(timeFrom.value, timeTo.value)];
  const whole = from <= timespan.first && to >= timespan.last;
  const range = timespan.last - timespan.first || 1;
  timeBar.style.setProperty("--from", (from - timespan.first) / range);
  timeBar.style.setProperty("--to", (to - timespan.first) / range);
  element("period").textContent = `${dayName(from)} to ${dayName(to)}`;
  timeFrom.setAttribute("aria-valuetext", dayName(from));
  timeTo.setAttribute("aria-valuetext", dayName(to));
  filter(whole ? { from: -Infinity, to: Infinity } : { from, to });
}

function resetTime() {
  stopPlaying();
  if (!timeFrom) return;
  timeFrom.value = timespan.first;
  timeTo.value = timespan.last;
  setTime();
}

function stopPlaying() {
  cancelAnimationFrame(playing);
  playing = 0;
  const button = element("play");
  if (button) button.textContent = "▶";
}

/** Lets the end of the period run from its beginning to the last day. */
function play() {
  if (playing) return stopPlaying();
  element("play").textContent = "❚❚";
  const start = performance.now();
  const begin = Number(timeFrom.value);
  const step = (now) => {
    const share = Math.min(1, (now - start) / 8000);
    timeTo.value = Math.round(begin + share * (timespan.last - begin));
    setTime();
    if (share < 1) playing = requestAnimationFrame(step);
    else stopPlaying();
  };
  playing = requestAnimationFrame(step);
}

function startTime() {
  if (!(timespan.first < timespan.last)) return;
  const range = (id, name, value) => {
    const input = make("input", { id, type: "range", min: timespan.first, max: timespan.last, step: 1, value, "aria-label": name });
    input.addEventListener("input", () => {
      stopPlaying();
      setTime();
    });
    return input;
  };
  timeFrom = range("time-from", "Period from", timespan.first);
  timeTo = range("time-to", "Period to", timespan.last);
  const undated = edges.length - dated.length;
  timeBar.append(
    make("button", { id: "play", type: "button", "aria-label": "Let time run", onclick: play }, "▶"),
    make("div", { class: "track" }, histogram(timespan.first, timespan.last), timeFrom, timeTo),
    make("p", { class: "hint" }, make("output", { id: "period" }), make("span", {}, ` · bars: pairs first seen${undated ? `; ${counted(undated, "pair")} without a date always shown` : ""}`)),
  );
  timeBar.hidden = false;
  setTime();
}
