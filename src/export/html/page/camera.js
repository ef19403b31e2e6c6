// Where one looks from. A place of the layout is on the screen at `x * zoom + left`, `y * zoom + top`, in pixels of the style sheet.

const camera = { zoom: 1, left: 0, top: 0, width: 1, height: 1, moving: false };
const NEAREST = 8;
const screenX = (x) => x * camera.zoom + camera.left;
const screenY = (y) => y * camera.zoom + camera.top;
const worldX = (x) => (x - camera.left) / camera.zoom;
const worldY = (y) => (y - camera.top) / camera.zoom;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let flight = 0;

/** The least zoom: all of it at half the size that fits. */
let farthest = 0.01;

/** The rectangle around nodes, with room for their names. */
function boundsOf(some) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y, radius } of some) {
    box.left = Math.min(box.left, x - radius);
    box.top = Math.min(box.top, y - radius);
    box.right = Math.max(box.right, x + radius);
    box.bottom = Math.max(box.bottom, y + radius);
  }
  return box.left < Infinity ? box : { left: -50, top: -50, right: 50, bottom: 50 };
}

/** What shows a rectangle as large as it fits. */
function viewOf(box, nearest) {
  const side = Math.min(70, camera.width * 0.08);
  const above = 46;
  const below = Math.min(110, camera.height * 0.18);
  const width = Math.max(camera.width - 2 * side, 40);
  const height = Math.max(camera.height - above - below, 40);
  const zoom = Math.min(width / (box.right - box.left || 1), height / (box.bottom - box.top || 1), nearest);
  return {
    zoom,
    left: camera.width / 2 - ((box.left + box.right) / 2) * zoom,
    top: above + height / 2 - ((box.top + box.bottom) / 2) * zoom,
  };
}

/** Shows nodes as large as they fit; all visible ones unless told otherwise. */
function fit(some = nodes.filter((node) => node.visible), { fly = true, nearest = 1.6 } = {}) {
  const view = viewOf(boundsOf(some), nearest);
  farthest = Math.min(farthest, view.zoom / 2);
  if (fly) flyTo(view);
  else {
    stopFlight();
    Object.assign(camera, view);
    redraw();
  }
}

/** Moves what is at a place of the screen nearer or farther. */
function zoomAt(x, y, factor) {
  stopFlight();
  const zoom = Math.min(NEAREST, Math.max(farthest, camera.zoom * factor));
  camera.left = x - ((x - camera.left) / camera.zoom) * zoom;
  camera.top = y - ((y - camera.top) / camera.zoom) * zoom;
  camera.zoom = zoom;
  rest();
  redraw();
}

function panBy(x, y) {
  stopFlight();
  camera.left += x;
  camera.top += y;
  rest();
  redraw();
}

// What moves is drawn quickly, what rests thoroughly.
let resting = 0;
function rest() {
  camera.moving = true;
  clearTimeout(resting);
  resting = setTimeout(() => {
    camera.moving = false;
    redraw();
  }, 120);
}

function stopFlight() {
  cancelAnimationFrame(flight);
  flight = 0;
}

/** Goes to another view, smoothly unless the reader wants calm. */
function flyTo(view) {
  stopFlight();
  if (calm.matches) {
    Object.assign(camera, view);
    redraw();
    return;
  }
  const from = { zoom: camera.zoom, x: worldX(camera.width / 2), y: worldY(camera.height / 2) };
  const to = {
    zoom: view.zoom,
    x: (camera.width / 2 - view.left) / view.zoom,
    y: (camera.height / 2 - view.top) / view.zoom,
  };
  const start = performance.now();
  const step = (now) => {
    const share = Math.min(1, Math.max(0, (now - start) / 350));
    const eased = 1 - (1 - share) ** 3;
    camera.zoom = from.zoom * (to.zoom / from.zoom) ** eased;
    camera.left = camera.width / 2 - (from.x + (to.x - from.x) * eased) * camera.zoom;
    camera.top = camera.height / 2 - (from.y + (to.y - from.y) * eased) * camera.zoom;
    flight = share < 1 ? requestAnimationFrame(step) : 0;
    if (flight) rest();
    else Object.assign(camera, view);
    redraw();
  };
  flight = requestAnimationFrame(step);
}

/** Brings a node into view without changing the zoom, unless it is there already. */
function bring(node) {
  const [x, y] = [screenX(node.x), screenY(node.y)];
  const margin = 60;
  if (x > margin && y > margin && x < camera.width - margin && y < camera.height - margin) return;
  flyTo({
    zoom: camera.zoom,
    left: camera.width / 2 - node.x * camera.zoom,
    top: camera.height / 2 - node.y * camera.zoom,
  });
}
