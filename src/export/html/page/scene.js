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
let shownEdges = 0;
function sortEdges() {
  buckets = Array.from({ length: BUCKETS }, () => []);
  for (const edge of edgesByScore) if (edge.visible) buckets[bucketOf(edge)].push(edge);
  shownEdges = buckets.reduce((sum, some) => sum + some.length, 0);
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

/** Paints everything but names; without a node that is painted apart. */
function paint(painter, without = null) {
  const kept = focused();
  paintRegions(painter);
  paintEdges(painter, kept, without);
  paintNodes(painter, kept, without);
}

function paintRegions(painter) {
  for (const group of [...regions].reverse()) {
    if (group !== focus.group) paintRegion(painter, group, colours.regions[group.number]);
  }
  if (focus.group?.links) paintRegion(painter, focus.group, colours.regionsOn[focus.group.number]);
}

function paintEdges(painter, kept, without) {
  const [width, height] = [camera.width, camera.height];
  for (const [bucket, some] of buckets.entries()) {
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
}

function paintStrong(painter, some, without = null) {
  for (const edge of some) {
    if (edge.a === without || edge.b === without) continue;
    painter.lines({ colour: colours.accent, width: widthOfEdge(edge) + 0.5, alpha: some.length > 1 ? 0.3 + 0.55 * edge.strength : 0.9 });
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
  for (const node of new Set([focus.node, focus.edge?.a, focus.edge?.b])) {
    if (node?.visible && node !== without) paintRing(painter, node);
  }
}

function paintRing(painter, node) {
  painter.discs({ stroke: colours.ink, width: 2.5 });
  painter.disc(screenX(node.x), screenY(node.y), radiusOf(node) + 2.5);
  painter.endDiscs();
}

function paintLabels(painter, without = null) {
  const kept = focused();
  const must = new Set([focus.node, focus.edge?.a, focus.edge?.b].filter((node) => node?.visible));
  must.delete(without);
  const some = nodesByWeight.filter(
    (node) => node.visible && node !== without && !must.has(node) && (!kept || kept.nodes.has(node)),
  );
  const labels = placeLabels(some, must, kept ? [] : headings());
  for (const { text, x, y, size, weight, spacing, align, colour = colours.ink } of labels) {
    painter.text(text, x, y, { size, weight, colour, halo: colours.paper, align, spacing });
  }
}

// The picture is painted on a canvas of its own, and from there put on the screen. So what lies over it (what the pointer is on, a node that is
// dragged) costs nothing, and a large graph moves as a whole while one pans and zooms: it is painted anew when it comes to rest.
const picture = document.createElement("canvas");
const pictureContext = picture.getContext("2d", { alpha: false });
/** Where one looked from when it was painted, when that was, and how long it took. */
const painted = { zoom: 1, left: 0, top: 0, at: -Infinity, took: 0 };
let stale = true;

/** More than this is not painted on every frame of a movement. */
const LARGE = 3000;
/** How long a moving picture may have empty borders, in milliseconds, or in times of what painting takes. */
const PATIENCE = 350;
const PATIENCE_TIMES = 6;

let wanted = 0;

/** Wants what lies over the picture drawn anew. */
function redrawTop() {
  wanted ||= requestAnimationFrame(draw);
}

/** Wants everything painted anew. */
function redraw() {
  stale = true;
  redrawTop();
}

/** How long drawing took on the last frames, in milliseconds: what measurements read. */
const frames = [];

function draw() {
  wanted = 0;
  const start = performance.now();
  if (stale && !waits(start)) {
    paintPicture(null);
    stale = false;
    putPicture();
    painted.took = performance.now() - start;
  } else putPicture();
  paintTop(new CanvasPainter(context));
  frames.push(performance.now() - start);
  if (frames.length > 600) frames.shift();
}

/** Whether a large picture is only shifted for now. */
function waits(now) {
  if (!camera.moving || shownEdges < LARGE) return false;
  const scale = camera.zoom / painted.zoom;
  const [left, top] = [camera.left - painted.left * scale, camera.top - painted.top * scale];
  const covers = left <= 0 && top <= 0 && left + camera.width * scale >= camera.width && top + camera.height * scale >= camera.height;
  return covers || now - painted.at < Math.max(PATIENCE, PATIENCE_TIMES * painted.took);
}

function paintPicture(without) {
  Object.assign(painted, { zoom: camera.zoom, left: camera.left, top: camera.top, at: performance.now() });
  clear(pictureContext);
  const painter = new CanvasPainter(pictureContext);
  paint(painter, without);
  paintLabels(painter, without);
}

function putPicture() {
  const ratio = canvas.width / camera.width;
  const scale = camera.zoom / painted.zoom;
  clear(context);
  context.setTransform(scale, 0, 0, scale, (camera.left - painted.left * scale) * ratio, (camera.top - painted.top * scale) * ratio);
  context.drawImage(picture, 0, 0);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function paintTop(painter) {
  if (focus.dragged) paintDragged(painter, focus.dragged);
  else if (focus.hoverEdge?.visible) paintStrong(painter, [focus.hoverEdge]);
  if (focus.hover?.visible && focus.hover !== focus.node) paintRing(painter, focus.hover);
}

function clear(context) {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, width, height);
  context.setTransform(width / camera.width, 0, 0, height / camera.height, 0, 0);
}

/** Takes a node out of the picture, so that it can move over it. */
function lift(node) {
  paintPicture(node);
  stale = false;
  focus.dragged = node;
}

function paintDragged(painter, node) {
  paintStrong(painter, node.edges.filter((edge) => edge.visible));
  const [x, y, radius] = [screenX(node.x), screenY(node.y), radiusOf(node)];
  painter.discs({ fill: types[node.type].colour, stroke: colours.ink, width: 2.5 });
  painter.disc(x, y, radius);
  painter.endDiscs();
  painter.text(cut(node.label), x + radius + 5, y, { size: letterSize(radius), weight: 650, colour: colours.ink, halo: colours.paper });
}

function resize() {
  const { width, height } = canvas.parentElement.getBoundingClientRect();
  const ratio = Math.min(2, devicePixelRatio || 1);
  const [x, y] = [width - camera.width, height - camera.height];
  Object.assign(camera, { width: Math.max(1, width), height: Math.max(1, height) });
  for (const some of [canvas, picture]) {
    some.width = Math.max(1, Math.round(width * ratio));
    some.height = Math.max(1, Math.round(height * ratio));
  }
  // What was in the middle stays there.
  camera.left += x / 2;
  camera.top += y / 2;
  // At once: a canvas that has got another size is empty.
  stale = true;
  camera.moving = false;
  draw();
}
