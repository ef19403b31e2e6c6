// Groups as regions: a soft shape under the members of each community, like countries on a map, and a heading in its colour.

/** Groups smaller than this have no region: a pair is seen without. */
const LEAST_MEMBERS = 4;
const regions = groups.filter((group) => group.size >= LEAST_MEMBERS).slice(0, 24);

/** Hues around the circle, those next to each other far apart. */
const hueOf = (place) => Math.round((35 + place * 137.5) % 360);

/** How far a region reaches beyond its nodes, in units of the layout. */
const REACH = 17;
/** Links up to this length are as wide as the region; longer ones become thin bridges. */
const NEAR = 110;

const lengthOf = ({ a, b }) => Math.hypot(a.home.x - b.home.x, a.home.y - b.home.y);

/** What joins the discs of a group to one shape: all short links inside it, and of the long ones those without which it would fall apart. */
function links(group) {
  const inner = group.members.flatMap((node) => node.edges.filter((edge) => edge.a === node && edge.inside));
  inner.sort((one, other) => lengthOf(one) - lengthOf(other));
  const root = new Map(group.members.map((node) => [node, node]));
  const rootOf = (node) => {
    while (root.get(node) !== node) node = root.get(node);
    return node;
  };
  const kept = [];
  for (const edge of inner) {
    const [a, b] = [rootOf(edge.a), rootOf(edge.b)];
    if (a !== b) root.set(a, b);
    else if (lengthOf(edge) > NEAR || kept.length > 4 * group.size) continue;
    kept.push(edge);
  }
  return kept;
}

for (const [place, group] of regions.entries()) {
  group.hue = hueOf(place);
  group.links = links(group);
  group.near = group.links.filter((edge) => lengthOf(edge) <= NEAR);
  group.far = group.links.filter((edge) => lengthOf(edge) > NEAR);
}

/** Paints the region of a group in one opaque colour, so that its links and discs overlap without a seam. */
function paintRegion(painter, group, colour) {
  const both = [
    [group.far, 9],
    [group.near, 2 * REACH],
  ];
  for (const [some, width] of both) {
    painter.lines({ colour, width: width * camera.zoom });
    for (const { a, b } of some) {
      if (a.visible && b.visible) painter.line(screenX(a.x), screenY(a.y), screenX(b.x), screenY(b.y));
    }
    painter.endLines();
  }
  painter.discs({ fill: colour });
  for (const node of group.members) {
    if (node.visible) painter.disc(screenX(node.x), screenY(node.y), (node.radius + REACH) * camera.zoom);
  }
  painter.endDiscs();
}

/** The headings of groups, each with the places where it may stand and the forms it may take, the best first. */
function headings() {
  const found = [];
  for (const group of regions) {
    const members = group.members.filter((node) => node.visible);
    if (members.length < LEAST_MEMBERS) continue;
    const box = boundsOf(members);
    if ((box.right - box.left) * camera.zoom < 40) continue;
    const size = group.size >= 15 ? 14 : 12;
    const gap = REACH * camera.zoom + size * 0.8;
    const middle = screenX((box.left + box.right) / 2);
    const heavy = members.reduce((sum, node) => sum + node.x * node.radius, 0) / members.reduce((sum, node) => sum + node.radius, 0);
    const highest = members.reduce((best, node) => (node.y < best.y ? node : best));
    const lowest = members.reduce((best, node) => (node.y > best.y ? node : best));
    const above = screenY(box.top) - gap;
    const below = screenY(box.bottom) + gap;
    const names = [3, 2, 1].map((count) => group.core.slice(0, count).map((node) => cut(node.label)).join(" · "));
    found.push({
      texts: [...new Set(names)],
      places: [
        [screenX(highest.x), above],
        [screenX(heavy), above],
        [middle, above],
        [screenX(lowest.x), below],
        [screenX(heavy), below],
        [screenX(box.left), above + gap],
        [screenX(box.right), above + gap],
      ],
      size,
      colour: colours.headings[group.number],
    });
  }
  return found;
}
