// The picture: regions, edges, nodes, names, from below to above. Painted on the canvas when something changes, by the same code into files.

const canvas = element("graph");
const context = canvas.getContext("2d", { alpha: false });

/** What is in focus: a node or an edge that was chosen, what the pointer is over, and a group that is shown off. */
const focus = { node: null, edge: null, hover: null, hoverEdge: null, group: null, dragged: null };

let colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = {
    paper: read("paper"),
    ink: read("ink"),
    faint: read("faint"),
    heading: read("heading"),
    edge: read("edge"),
    accent: read("accent"),
  };
  // Groups have hues, paler than any type; how pale depends on the paper.
  const shades = (name) => regions.map((group) => [group.number, hex(`hsl(${group.hue} ${read(name)})`)]);
  colours.regions = Object.fromEntries(shades("region"));
  colours.regionsOn = Object.fromEntries(shades("region-on"));
  colours.headings = Object.fromEntries(shades("region-name"));
}

/** A colour as six digits, which every reader of SVG knows. */
function hex(colour) {
  context.fillStyle = colour;
  return context.fillStyle;
}

/** The radius of a node on the screen: it grows a little slower than the zoom, so that near ones leave room and far ones stay visible. */
const radiusOf = (node) => Math.max(1.3, node.radius * Math.min(camera.zoom, camera.zoom ** 0.75));

/** The width of an edge on the screen. */
const widthOfEdge = (edge) => Math.max(0.4, (0.5 + 5.5 * edge.strength ** 1.2) * Math.min(1.4, Math.max(0.35, camera.zoom)));

const BUCKETS = 8;
const bucketOf = (edge) => Math.min(BUCKETS - 1, Math.floor(edge.strength * BUCKETS));

/** Edges by strength, the weakest first; those in a bucket share a width and a shade. */
let buckets = [];
function sortEdges() {
  buckets = Array.from({ length: BUCKETS }, () => []);
  for (const edge of edgesByScore) if (edge.visible) buckets[bucketOf(edge)].push(edge);
}

/** What stays clear while the rest steps back; `null` when nothing is in focus. */
function focused() {
  if (focus.edge) return { nodes: new Set([focus.edge.a, focus.edge.b]), edges: [focus.edge] };
  if (focus.group) return { nodes: new Set(focus.group.members), edges: null };
  const node = focus.node;
  if (!node) return null;
  const around = node.edges.filter((edge) => edge.visible);
  return { nodes: new Set([node, ...around.map((edge) => across(edge, node))]), edges: around };
}

/** How many edges may be drawn while the view moves; learned from how long drawing takes. */
let budget = 4000;

function paint(painter, { quick = false, without = null } = {}) {
  const kept = focused();
  paintRegions(painter);
  paintEdges(painter, kept, quick, without);
  paintNodes(painter, kept, without);
}

function paintRegions(painter) {
  for (const group of [...regions].reverse()) {
    if (group !== focus.group) paintRegion(painter, group, colours.regions[group.number]);
  }
  if (focus.group?.links) paintRegion(painter, focus.group, colours.regionsOn[focus.group.number]);
}

function paintEdges(painter, kept, quick, without) {
  let left = quick ? budget : Infinity;
  const drawn = [];
  for (let bucket = BUCKETS - 1; bucket >= 0 && left > 0; bucket--) {
    drawn.unshift([bucket, buckets[bucket].slice(0, left)]);
    left -= buckets[bucket].length;
  }
  const [width, height] = [camera.width, camera.height];
  for (const [bucket, some] of drawn) {
    if (!some.length) continue;
    const look = { colour: colours.edge, width: widthOfEdge(some[0]) };
    const alpha = kept ? 0.07 : 0.24 + 0.56 * (bucket / BUCKETS);
    // What leads to another group is fainter: the groups are the story, the bridges come on looking closer.
    for (const inside of kept ? [null] : [false, true]) {
      painter.lines({ ...look, alpha: inside === false ? alpha * 0.55 : alpha });
      for (const edge of some) {
        if ((inside !== null && edge.inside !== inside) || edge.a === without || edge.b === without) continue;
        const [x1, y1, x2, y2] = [screenX(edge.a.x), screenY(edge.a.y), screenX(edge.b.x), screenY(edge.b.y)];
        if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) continue;
        painter.line(x1, y1, x2, y2);
      }
      painter.endLines();
    }
  }
  if (kept?.edges) paintStrong(painter, kept.edges, without);
  else if (focus.group) paintStrong(painter, edgesByScore.filter((edge) => edge.visible && edge.inside && edge.a.group === focus.group.number), without);
  if (focus.hoverEdge && focus.hoverEdge !== focus.edge) paintStrong(painter, [focus.hoverEdge], without);
}

function paintStrong(painter, some, without) {
  for (const edge of some) {
    if (edge.a === without || edge.b === without) continue;
    painter.lines({ colour: colours.accent, width: widthOfEdge(edge) + 0.6, alpha: 0.85 });
    painter.line(screenX(edge.a.x), screenY(edge.a.y), screenX(edge.b.x), screenY(edge.b.y));
    painter.endLines();
  }
}

function paintNodes(painter, kept, without) {
  // Small ones last: a great one never hides them.
  const back = new Map();
  const front = new Map();
  for (const node of nodesByWeight) {
    if (!node.visible || node === without) continue;
    const [x, y, radius] = [screenX(node.x), screenY(node.y), radiusOf(node)];
    if (x < -radius || y < -radius || x > camera.width + radius || y > camera.height + radius) continue;
    const layer = kept && !kept.nodes.has(node) ? back : front;
    const colour = types[node.type].colour;
    const there = layer.get(colour);
    if (there) there.push([x, y, radius]);
    else layer.set(colour, [[x, y, radius]]);
  }
  const layers = [
    [back, 0.16],
    [front, 1],
  ];
  for (const [layer, alpha] of layers) {
    for (const [colour, discs] of layer) {
      painter.discs({ fill: colour, stroke: colours.paper, width: 1.2, alpha });
      for (const [x, y, radius] of discs) painter.disc(x, y, radius);
      painter.endDiscs();
    }
  }
  for (const node of new Set([focus.node, focus.hover, focus.edge?.a, focus.edge?.b])) {
    if (!node?.visible || node === without) continue;
    painter.discs({ stroke: colours.ink, width: 2.5 });
    painter.disc(screenX(node.x), screenY(node.y), radiusOf(node) + 2.5);
    painter.endDiscs();
  }
}

function paintLabels(painter, without = null) {
  const kept = focused();
  const must = new Set([focus.node, focus.edge?.a, focus.edge?.b, focus.hover].filter((node) => node?.visible));
  must.delete(without);
  const some = nodesByWeight.filter(
    (node) => node.visible && node !== without && !must.has(node) && (!kept || kept.nodes.has(node)),
  );
  const labels = placeLabels(some, must, kept ? [] : headings());
  for (const { text, x, y, size, weight, spacing, align, colour = colours.ink } of labels) {
    painter.text(text, x, y, { size, weight, colour, halo: colours.paper, align, spacing });
  }
}

// One picture a frame, and none when nothing has changed.
let wanted = 0;
function redraw() {
  wanted ||= requestAnimationFrame(draw);
}

/** How long the last frames took, in milliseconds: what the measurements read. */
const frames = [];

function draw() {
  wanted = 0;
  const start = performance.now();
  const painter = new CanvasPainter(context);
  clear(context, canvas);
  if (focus.dragged) drawDragged(painter);
  else {
    paint(painter, { quick: camera.moving });
    paintLabels(painter);
  }
  const took = performance.now() - start;
  if (camera.moving && !focus.dragged) budget = took > 14 ? Math.max(800, budget * 0.8) : Math.min(edges.length + 1, budget * 1.15);
  frames.push(took);
  if (frames.length > 600) frames.shift();
}

function clear(context, canvas) {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(canvas.width / camera.width, 0, 0, canvas.height / camera.height, 0, 0);
}

// While a node is dragged all else stands still, so it is painted once and kept.
const backdrop = document.createElement("canvas");

function keepBackdrop(node) {
  backdrop.width = canvas.width;
  backdrop.height = canvas.height;
  const context = backdrop.getContext("2d", { alpha: false });
  clear(context, backdrop);
  const painter = new CanvasPainter(context);
  paint(painter, { without: node });
  paintLabels(painter, node);
  focus.dragged = node;
}

function drawDragged(painter) {
  const node = focus.dragged;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(backdrop, 0, 0);
  context.setTransform(canvas.width / camera.width, 0, 0, canvas.height / camera.height, 0, 0);
  for (const edge of node.edges) {
    if (!edge.visible) continue;
    painter.lines({ colour: colours.accent, width: widthOfEdge(edge), alpha: 0.6 });
    painter.line(screenX(edge.a.x), screenY(edge.a.y), screenX(edge.b.x), screenY(edge.b.y));
    painter.endLines();
  }
  painter.discs({ fill: types[node.type].colour, stroke: colours.ink, width: 2.5 });
  painter.disc(screenX(node.x), screenY(node.y), radiusOf(node));
  painter.endDiscs();
  const size = letterSize(radiusOf(node));
  painter.text(cut(node.label), screenX(node.x) + radiusOf(node) + 5, screenY(node.y), { size, weight: 650, colour: colours.ink, halo: colours.paper });
}

function resize() {
  const { width, height } = canvas.parentElement.getBoundingClientRect();
  const ratio = Math.min(2, devicePixelRatio || 1);
  const [x, y] = [width - camera.width, height - camera.height];
  Object.assign(camera, { width: Math.max(1, width), height: Math.max(1, height) });
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  // What was in the middle stays there.
  camera.left += x / 2;
  camera.top += y / 2;
  redraw();
}
