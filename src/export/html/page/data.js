// The data of the page, as it is used: columns become nodes and edges that know each other.

const data = JSON.parse(element("data").textContent);
const about = data.about;

/** What two entities do that a line joins. */
const meeting = about.within ? `stand within ${about.within} of each other` : `share a ${about.window}`;

/** Rows of columns. */
function rows(columns, length) {
  const keys = Object.keys(columns);
  const all = new Array(length);
  for (let place = 0; place < length; place++) {
    const row = { place };
    for (const key of keys) row[key] = columns[key][place];
    all[place] = row;
  }
  return all;
}

const nodes = rows(data.nodes, data.nodes.id.length);
const edges = rows(data.edges, data.edges.a.length);
const documents = rows(data.documents, data.documents.id.length);
const types = rows(data.types, data.types.name.length);
const nodeOfId = new Map(nodes.map((node) => [node.id, node]));

for (const node of nodes) {
  node.label = shown(node.name).trim() || "?";
  node.edges = [];
  node.from = node.first === null ? null : firstDay(node.first);
  node.to = node.last === null ? null : lastDay(node.last);
  node.home = { x: node.x, y: node.y };
  node.visible = true;
}

const scores = edges.reduce(
  ({ least, greatest }, { score }) => ({ least: Math.min(least, score), greatest: Math.max(greatest, score) }),
  { least: Infinity, greatest: -Infinity },
);

/** How strong a score is among those shown, from 0 to 1. The square root, because a few giants would make all others hairlines. */
function strengthOf(score) {
  const range = scores.greatest - scores.least;
  return range > 0 ? Math.sqrt((score - scores.least) / range) : 0.5;
}

for (const edge of edges) {
  edge.a = nodes[edge.a];
  edge.b = nodes[edge.b];
  edge.a.edges.push(edge);
  edge.b.edges.push(edge);
  edge.from = edge.first === null ? null : firstDay(edge.first);
  edge.to = edge.last === null ? null : lastDay(edge.last);
  edge.strength = strengthOf(edge.score);
  edge.inside = edge.a.group === edge.b.group;
  edge.visible = true;
}

/** The other end of an edge. */
const across = (edge, node) => (edge.a === node ? edge.b : edge.a);

/** The best edge first; of equal ones the first by the ids of its ends. */
const byScore = (one, other) => other.score - one.score || one.place - other.place;

for (const node of nodes) node.edges.sort(byScore);
const edgesByScore = [...edges].sort(byScore);

/** How much a node matters on the picture: its windows of the kind that counts, then its neighbours. */
const inWindows = (node) => node[`${about.window}s`];
const nodesByWeight = [...nodes].sort(
  (one, other) => inWindows(other) - inWindows(one) || other.edges.length - one.edges.length || one.place - other.place,
);

/** The communities, the largest first. A group is called by its members that are most with each other. */
const groups = data.groups.map((group, place) => ({
  number: place + 1,
  size: group.size,
  core: group.core.map((node) => nodes[node]),
  name: group.core.map((node) => nodes[node].label).join(" · "),
  members: nodes.filter((node) => node.group === place + 1),
}));
const groupOf = (node) => groups[node.group - 1];

/** The names of all relations that edges have, the most frequent first. */
const relationNames = (() => {
  const counts = new Map();
  for (const edge of edges) for (const [name] of edge.relations) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([one, x], [other, y]) => y - x || (one < other ? -1 : 1));
})();

/** A relation in words: `founder_of` is `founder of`. */
const inWords = (relation) => shown(relation.replaceAll("_", " "));

/** What an edge is called by: the relation that most sentences assert, seen from one of its ends. */
function labelOf(edge, node) {
  const totals = new Map();
  for (const [name, backward, both, polarity, , , count] of edge.relations) {
    if (polarity !== "asserted") continue;
    const key = `${name}\n${backward}`;
    const known = totals.get(key) ?? { name, backward, both, count: 0 };
    known.count += count;
    totals.set(key, known);
  }
  let best = null;
  for (const label of totals.values()) if (!best || label.count > best.count) best = label;
  if (!best) return null;
  const leaves = best.backward === (edge.b === node);
  return { words: inWords(best.name), arrow: best.both ? "–" : leaves ? "→" : "←", count: best.count };
}
