// Mouse, pen and fingers: hover, press, drag, pan, zoom, pinch.

const card = element("card");
const pointers = new Map();
let pressed = null;

const placeOf = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

/** A few lines beside the pointer: of a node its name, type, counts and best neighbour, of an edge its ends and why. */
function showCard(x, y, thing) {
  if (!thing) {
    card.hidden = true;
    return;
  }
  if (thing.node) {
    const { node } = thing;
    const best = node.edges.find((edge) => edge.visible);
    card.replaceChildren(
      make("strong", {}, named(node.label)),
      make("span", {}, `${typeName(node)} · ${counted(node.mentions, "mention")}`),
      make("span", {}, windowsOf(node.sentences, node.paragraphs, node.documents)),
      make("span", {}, counted(node.degree, "neighbour"), ...(best ? [`; strongest `, named(across(best, node).label), ` (${scored(best.score)})`] : [])),
    );
  } else {
    const { edge } = thing;
    const label = labelOf(edge, edge.a);
    card.replaceChildren(
      make("strong", {}, named(edge.a.label), " – ", named(edge.b.label)),
      make("span", {}, `score ${scored(edge.score)} · ${counted(edge.count, about.unit)} with both`),
      ...(label ? [make("span", {}, `${label.arrow} ${label.words}`)] : []),
    );
  }
  card.hidden = false;
  const width = card.offsetWidth;
  const height = card.offsetHeight;
  card.style.left = `${Math.max(4, x + 16 + width > camera.width ? x - width - 12 : x + 16)}px`;
  card.style.top = `${Math.max(4, y + 16 + height > camera.height ? y - height - 12 : y + 16)}px`;
}

function hover(event) {
  const [x, y] = placeOf(event);
  const node = nodeAt(x, y);
  const edge = node ? null : edgeAt(x, y);
  if (node !== focus.hover || edge !== focus.hoverEdge) {
    Object.assign(focus, { hover: node, hoverEdge: edge });
    canvas.style.cursor = node || edge ? "pointer" : "grab";
    redrawTop();
  }
  showCard(x, y, node ? { node } : edge ? { edge } : null);
}

function press(event) {
  if (event.button > 0) return;
  canvas.setPointerCapture(event.pointerId);
  pointers.set(event.pointerId, placeOf(event));
  stopFlight();
  showCard(0, 0, null);
  const [x, y] = placeOf(event);
  pressed = pointers.size === 1 ? { x, y, node: nodeAt(x, y), moved: false } : null;
  if (focus.dragged) drop();
}

function move(event) {
  const before = pointers.get(event.pointerId);
  if (!before) return hover(event);
  const [x, y] = placeOf(event);
  pointers.set(event.pointerId, [x, y]);
  if (pointers.size === 2) return pinch(event.pointerId, before);
  if (!pressed) return undefined;
  if (!pressed.moved && Math.hypot(x - pressed.x, y - pressed.y) < 4) return undefined;
  if (!pressed.moved && pressed.node) lift(pressed.node);
  pressed.moved = true;
  if (pressed.node) {
    pressed.node.x += (x - before[0]) / camera.zoom;
    pressed.node.y += (y - before[1]) / camera.zoom;
    redrawTop();
  } else panBy(x - before[0], y - before[1]);
  return undefined;
}

function pinch(id, before) {
  const [, other] = [...pointers].find(([key]) => key !== id);
  const now = pointers.get(id);
  const factor = Math.hypot(now[0] - other[0], now[1] - other[1]) / (Math.hypot(before[0] - other[0], before[1] - other[1]) || 1);
  zoomAt((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, factor);
}

function drop() {
  focus.dragged = null;
  sortNodes();
  redraw();
}

function release(event) {
  if (!pointers.delete(event.pointerId)) return;
  const { x, y, node, moved } = pressed ?? { moved: true };
  pressed = null;
  if (focus.dragged) return drop();
  if (moved || event.type === "pointercancel") return undefined;
  if (node) return select(node, { look: false });
  const edge = edgeAt(x, y);
  if (edge) return selectEdge(edge, focus.node && (edge.a === focus.node || edge.b === focus.node) ? focus.node : null);
  return deselect();
}

function startPointer() {
  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    showCard(0, 0, null);
    if (!focus.hover && !focus.hoverEdge) return;
    Object.assign(focus, { hover: null, hoverEdge: null });
    redrawTop();
  });
  canvas.addEventListener("dblclick", (event) => zoomAt(...placeOf(event), 2));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      showCard(0, 0, null);
      const lines = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1;
      zoomAt(...placeOf(event), Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)));
    },
    { passive: false },
  );
}
