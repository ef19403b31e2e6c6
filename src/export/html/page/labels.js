// Names beside their nodes. No name covers another, nor a node that matters more: of two that would meet the lesser waits until one comes nearer.

const CELL = 64;
/** How many names are placed at most; more would not be read. */
const MOST_LABELS = 400;

/** Rectangles on the screen that are taken, by cells, so that only what is near is compared. */
class Taken {
  constructor() {
    this.cells = new Map();
  }

  *cellsOf({ left, top, right, bottom }) {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 65536 + y;
    }
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  /** Whether something is there that may not be covered: another name, or a node that is not much smaller than one's own. */
  meets(box, own, ownRadius) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (
          other.owner !== own &&
          !(other.radius < 0.62 * ownRadius) &&
          other.left < box.right &&
          box.left < other.right &&
          other.top < box.bottom &&
          box.top < other.bottom
        )
          return true;
      }
    }
    return false;
  }
}

const rulers = new Map();
const rulerContext = document.createElement("canvas").getContext("2d");

/** How wide a text is at a size. */
function widthOf(text, size, weight, spacing = 0) {
  const key = `${weight} ${text}`;
  let width = rulers.get(key);
  if (width === undefined) {
    rulerContext.font = `${weight} 100px ${FONT}`;
    width = rulerContext.measureText(text).width / 100;
    rulers.set(key, width);
  }
  return width * size + spacing * text.length;
}

const LONGEST = 30;
const cut = (text) => ([...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join("").trimEnd()}…` : text);

/** The size of the letters beside a node of a radius on the screen. */
const letterSize = (radius) => Math.round(Math.min(19, Math.max(11, 8 + radius * 0.42)) * 2) / 2;

let placed = [];

/** Where a name may stand beside its node: right, below, left, above, then the corners; as shares of its own width and height. */
const BESIDE = [
  [1, 0, 0, 0],
  [0, 1, -0.5, 0.5],
  [-1, 0, -1, 0],
  [0, -1, -0.5, -0.5],
  [0.72, 0.72, 0, 0.35],
  [0.72, -0.72, 0, -0.35],
  [-0.72, 0.72, -1, 0.35],
  [-0.72, -0.72, -1, -0.35],
];

const MARGIN = 3;

/** The names of a picture while they are placed. */
class Labels {
  constructor() {
    this.taken = new Taken();
    this.placed = [];
  }

  /** Takes a place if it is free. */
  put(label, width, height, own, ownRadius) {
    const left = label.align === "center" ? label.x - width / 2 : label.x;
    const box = { left: left - MARGIN, top: label.y - height / 2, right: left + width + MARGIN, bottom: label.y + height / 2 };
    if (box.left < 0 || box.top < 0 || box.right > camera.width || box.bottom > camera.height) return false;
    if (this.taken.meets(box, own, ownRadius)) return false;
    this.taken.add({ ...box, owner: label });
    this.placed.push({ ...label, box });
    return true;
  }

  node({ node, x, y, radius }, must) {
    const size = letterSize(radius);
    const weight = must ? 700 : radius > 14 ? 650 : radius > 8 ? 550 : 450;
    const text = (node.cut ??= cut(node.label));
    const [width, height] = [widthOf(text, size, weight), size * 1.25];
    const gap = radius + 4;
    return BESIDE.some(([right, down, across, along]) =>
      this.put({ text, x: x + right * gap + across * width, y: y + down * gap + along * height, size, weight, owner: node }, width, height, node, radius),
    );
  }

  heading({ texts, places, size, colour }) {
    const spacing = 0.3;
    return texts.some((text) =>
      places.some(([x, y]) => {
        const width = widthOf(text, size, 650, spacing);
        // Pushed in from the border a little, but not shown where its region is out of sight.
        const inside = Math.min(Math.max(x, width / 2 + 6), camera.width - width / 2 - 6);
        if (Math.abs(inside - x) > width / 2 || y < -size || y > camera.height) return false;
        return this.put({ text, x: inside, y: Math.max(y, size), size, weight: 650, spacing, align: "center", owner: null, colour }, width, size * 1.3, null, 0);
      }),
    );
  }
}

/** Places the names of nodes that come by importance; those of `must` and the three greatest first, then the headings of groups, then the rest. */
function placeLabels(some, must, headings) {
  const labels = new Labels();
  const candidates = [];
  for (const node of [...must, ...some]) {
    const [x, y, radius] = [screenX(node.x), screenY(node.y), radiusOf(node)];
    if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) continue;
    candidates.push({ node, x, y, radius });
    if (radius > 2.5 && candidates.length < 1500) {
      const edge = radius * 0.8; // a name may touch the curve
      labels.taken.add({ left: x - edge, top: y - edge, right: x + edge, bottom: y + edge, owner: node, radius });
    }
  }
  // The greatest names come before the headings of groups, so that a heading never hides whom it is about.
  for (const candidate of candidates.splice(0, must.size + 3)) labels.node(candidate, must.has(candidate.node));
  headings.forEach((heading) => labels.heading(heading));
  let failed = 0;
  for (const candidate of candidates) {
    if (labels.placed.length >= MOST_LABELS || failed > 2 * MOST_LABELS) break;
    if (candidate.radius >= 2.2 && !labels.node(candidate, false)) failed++;
  }
  placed = labels.placed;
  return placed;
}

/** The rectangles of all names on the screen, as they were last drawn. */
const labelBoxes = () => placed.map(({ text, box: { left, top, right, bottom } }) => ({ text, left, top, right, bottom }));
