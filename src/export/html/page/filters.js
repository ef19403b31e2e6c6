// What is shown: by type, score, count, relation and time. One state, and one pass over all edges when it changes.

const filters = {
  hiddenTypes: new Set(),
  score: -Infinity,
  count: 1,
  relation: null,
  from: -Infinity,
  to: Infinity,
  /** Whether entities that have no edge at all are shown. */
  lonely: false,
};

/** What to do when something else is shown. */
const onFilter = [];

/** Whether something with dates was spoken of in the period; what has no date always was. */
const inPeriod = (thing) => thing.from === null || (thing.from <= filters.to && thing.to >= filters.from);

const passes = (node) => !filters.hiddenTypes.has(node.type) && inPeriod(node);

function applyFilters() {
  for (const node of nodes) node.degree = 0;
  for (const edge of edges) {
    edge.visible =
      passes(edge.a) &&
      passes(edge.b) &&
      edge.score >= filters.score &&
      edge.count >= filters.count &&
      inPeriod(edge) &&
      (filters.relation === null ||
        edge.relations.some(([name]) => filters.relation === "" || name === filters.relation));
    if (edge.visible) {
      edge.a.degree++;
      edge.b.degree++;
    }
  }
  // Who has lost all edges goes too; who never had any comes only when asked for.
  for (const node of nodes) {
    node.visible = passes(node) && (node.degree > 0 || (filters.lonely && node.edges.length === 0));
  }
  for (const listener of onFilter) listener();
}

/** Changes what is shown. */
function filter(changes) {
  Object.assign(filters, changes);
  applyFilters();
}

const visibleNodes = () => nodesByWeight.filter((node) => node.visible);
const visibleEdges = () => edgesByScore.filter((edge) => edge.visible);
