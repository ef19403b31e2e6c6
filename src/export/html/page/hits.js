// What is under the pointer. Nodes by a grid over the layout; edges by their distance, the nearest of those that are drawn.

const SIDE = 120;
let grid = new Map();

function sortNodes() {
  grid = new Map();
  for (const node of nodes) {
    if (!node.visible) continue;
    const key = cellOf(node.x, node.y);
    const there = grid.get(key);
    if (there) there.push(node);
    else grid.set(key, [node]);
  }
}

const cellOf = (x, y) => `${Math.floor(x / SIDE)},${Math.floor(y / SIDE)}`;

/** The node at a place of the screen, or close to it. */
function nodeAt(x, y, slack = 5) {
  const reach = (26 * Math.max(1, camera.zoom ** -0.25) * 1.2 + slack) / Math.min(1, camera.zoom) + SIDE / 2;
  const [cx, cy] = [worldX(x), worldY(y)];
  let best = null;
  let nearest = Infinity;
  const consider = (node) => {
    const distance = Math.hypot(screenX(node.x) - x, screenY(node.y) - y) - radiusOf(node);
    if (distance < slack && distance < nearest) [best, nearest] = [node, distance];
  };
  // From far away the cells are smaller than a pixel, and looking at all nodes is quicker.
  if (reach > SIDE * 12) nodes.forEach((node) => node.visible && consider(node));
  else {
    for (let column = Math.floor((cx - reach) / SIDE); column <= Math.floor((cx + reach) / SIDE); column++) {
      for (let row = Math.floor((cy - reach) / SIDE); row <= Math.floor((cy + reach) / SIDE); row++) {
        grid.get(`${column},${row}`)?.forEach(consider);
      }
    }
  }
  return best;
}

/** The edge at a place of the screen. Where something is in focus, one of its edges. */
function edgeAt(x, y, slack = 4) {
  const some = focus.node ? focus.node.edges : edges;
  let best = null;
  let nearest = slack;
  const [px, py] = [worldX(x), worldY(y)];
  const reach = slack / camera.zoom;
  for (const edge of some) {
    const { a, b } = edge;
    if (
      !edge.visible ||
      px < Math.min(a.x, b.x) - reach ||
      px > Math.max(a.x, b.x) + reach ||
      py < Math.min(a.y, b.y) - reach ||
      py > Math.max(a.y, b.y) + reach
    )
      continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.max(0, Math.min(1, ((px - a.x) * dx + (py - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(a.x + along * dx - px, a.y + along * dy - py) * camera.zoom - widthOfEdge(edge) / 2;
    if (distance < nearest) [best, nearest] = [edge, distance];
  }
  return best;
}
