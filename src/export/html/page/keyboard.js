// The keyboard: everything the pointer can do.

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The nearest node in a direction: what lies aside counts as farther. */
function nodeTowards(from, [dx, dy]) {
  let best = null;
  let nearest = Infinity;
  for (const node of nodes) {
    if (!node.visible || node === from) continue;
    const [x, y] = [node.x - from.x, node.y - from.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || aside > 2 * along) continue;
    const cost = along + 2 * aside;
    if (cost < nearest) [best, nearest] = [node, cost];
  }
  return best;
}

function onCanvasKey(event) {
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) panBy(-60 * arrow[0], -60 * arrow[1]);
  else if (arrow) {
    const from = focus.node ?? null;
    const next = from ? nodeTowards(from, arrow) : visibleNodes()[0];
    if (next) select(next);
  } else if (event.key === "Enter" || event.key === " ") {
    if (!focus.node && visibleNodes()[0]) select(visibleNodes()[0]);
    panel.focus();
  } else return;
  event.preventDefault();
}

const KEYS = {
  "/": () => (searchField.focus(), searchField.select()),
  "+": () => zoomAt(camera.width / 2, camera.height / 2, 1.4),
  "=": () => zoomAt(camera.width / 2, camera.height / 2, 1.4),
  "-": () => zoomAt(camera.width / 2, camera.height / 2, 1 / 1.4),
  0: () => fit(),
  l: () => openList(),
  "?": () => openHelp(),
};

/** One step back: from a pair to the entity it was seen from, from the panel to the picture, from an entity to all. */
function stepBack() {
  if (panel.contains(document.activeElement)) canvas.focus();
  if (focus.edge && focus.node) select(focus.node, { look: false });
  else deselect();
}

function onKey(event) {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return stepBack();
  if (typing && event.target.type !== "range" && event.target.type !== "checkbox") return;
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function startKeyboard() {
  canvas.addEventListener("keydown", onCanvasKey);
  document.addEventListener("keydown", onKey);
}
