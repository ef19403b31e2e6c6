// The panel at the right: what there is to know at first sight, of an entity, or of a pair.

const panel = element("panel");
const live = element("live");

/** Says something to readers who do not see the picture. */
const say = (text) => (live.textContent = text);

const swatch = (node) => make("i", { class: "swatch", colour: types[node.type].colour, "aria-hidden": "true" });
const typeName = (node) => shown(types[node.type].name) || "no type";

function heading(level, text, ...rest) {
  return make(`h${level}`, {}, text, ...rest);
}

function fill(...children) {
  panel.replaceChildren(...children.flat().filter(Boolean));
  panel.scrollTop = 0;
}

/** A row one can press: an entity with a bar as long as a share. */
function entityRow(node, share, figure, note, onclick) {
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", onclick, "data-id": node.id },
      swatch(node),
      named(node.label, { class: "name" }),
      make("span", { class: "figure" }, figure),
      make("span", { class: "bar", "aria-hidden": "true" }, make("span", { width: `${Math.max(2, Math.round(share * 100))}%` })),
      note && make("span", { class: "note" }, note),
    ),
  );
}

function overview() {
  const some = visibleNodes();
  const most = some.length ? inWindows(some[0]) : 1;
  const middle = some.slice(0, 5).map((node) =>
    entityRow(node, inWindows(node) / most, counted(inWindows(node), about.window), counted(node.degree, "neighbour"), () => select(node)),
  );
  const strongest = visibleEdges()
    .slice(0, 6)
    .map((edge) => pairRow(edge));
  fill(
    heading(2, "At a glance"),
    make("p", { class: "lead" }, glance(some)),
    heading(3, "In the middle"),
    make("ol", { class: "rows" }, middle),
    regions.length > 0 && heading(3, "Groups"),
    regions.length > 0 && make("p", { class: "hint" }, "More with each other than with the rest. Press one to see it alone."),
    make("ol", { class: "rows groups" }, regions.map(groupRow)),
    strongest.length > 0 && heading(3, "Strongest pairs"),
    make("ol", { class: "rows pairs" }, strongest),
  );
}

/** The story in two sentences. */
function glance(some) {
  if (!some.length) return "Nothing is shown: the filters leave nothing over.";
  const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0]);
  const middle = some.slice(0, 3);
  const near = new Set(middle.flatMap((node) => node.edges.filter((edge) => edge.visible).map((edge) => across(edge, node))));
  middle.forEach((node) => near.delete(node));
  const [shares, stands] = middle.length > 1 ? ["share", "stand"] : ["shares", "stands"];
  const joined = about.within ? `${stands} within ${about.within} of` : `${shares} ${about.window}s with`;
  const parts = [`${listed(middle.map((node) => node.label))} ${stands} in the middle, and ${joined} ${grouped(near.size)} of the ${counted(some.length - middle.length, "other")}.`];
  if (regions.length > 1) {
    const [largest] = regions;
    parts.push(` ${counted(regions.length, "group")}; the largest, of ${counted(largest.size, "entity")}, is held together by ${listed(largest.core.map((node) => node.label))}.`);
  }
  return parts.join("");
}

function groupRow(group) {
  const best = edgesByScore.find((edge) => edge.visible && edge.inside && edge.a.group === group.number);
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", "aria-pressed": String(focus.group === group), onclick: () => selectGroup(focus.group === group ? null : group) },
      make("i", { class: "swatch shade", colour: colours.regionsOn?.[group.number], "aria-hidden": "true" }),
      named(group.name, { class: "name" }),
      make("span", { class: "figure" }, counted(group.size, "entity")),
      best && make("span", { class: "note" }, "strongest pair: ", named(best.a.label), " – ", named(best.b.label)),
    ),
  );
}

function pairRow(edge) {
  const first = edge.evidence[0];
  return make(
    "li",
    {},
    make(
      "button",
      { type: "button", class: "row", onclick: () => selectEdge(edge) },
      make("span", { class: "name" }, named(edge.a.label), " – ", named(edge.b.label)),
      make("span", { class: "figure" }, scored(edge.score)),
      first && make("span", { class: "note quote" }, make("bdi", {}, shown(first[1].map(([text]) => data.texts[text]).join(" … ")))),
    ),
  );
}

const MOST_ROWS = 60;

function showNode(node) {
  const around = node.edges.filter((edge) => edge.visible);
  const best = around.length ? Math.max(around[0].score, 1e-9) : 1;
  const group = groupOf(node);
  const parent = node.parent === null ? null : nodeOfId.get(node.parent);
  const rowsOf = (some) =>
    some.map((edge) => {
      const other = across(edge, node);
      const label = labelOf(edge, node);
      const note = [counted(edge.count, about.unit), label && ` · ${label.arrow} ${label.words} (${grouped(label.count)})`];
      return entityRow(other, edge.score / best, scored(edge.score), note, () => selectEdge(edge, node));
    });
  const list = make("ol", { class: "rows" }, rowsOf(around.slice(0, MOST_ROWS)));
  const more = around.length > MOST_ROWS && make("button", { type: "button", class: "more", onclick: () => {
    more.remove();
    list.append(...rowsOf(around.slice(MOST_ROWS)));
  } }, `${grouped(around.length - MOST_ROWS)} more`);
  fill(
    back("At a glance", () => deselect()),
    make("h2", {}, swatch(node), named(node.label)),
    make("p", { class: "sub" }, typeName(node), " · ", make("code", {}, shown(node.id))),
    make(
      "dl",
      { class: "facts" },
      fact("Mentions", grouped(node.mentions)),
      fact("In", windowsOf(node.sentences, node.paragraphs, node.documents)),
      node.first !== null && fact("Seen", node.first === node.last ? node.first : `${node.first} to ${node.last}`),
      parent && fact("Belongs to", link(parent)),
      group && group.size >= LEAST_MEMBERS && fact("Group", make("button", { type: "button", class: "link", onclick: () => selectGroup(group) }, named(group.name))),
    ),
    heading(3, neighbourhood(around.length)),
    around.length > 0 && make("p", { class: "hint" }, `Ranked by ${about.measure_title}. Press one to see why.`),
    list,
    more,
  );
}

/** How many others an entity meets, as a heading. */
function neighbourhood(count) {
  if (about.within) return `Stands within ${about.within} of ${count ? counted(count, "entity") : "no other entity that is shown"}`;
  return count ? `Shares a ${about.window} with ${counted(count, "entity")}` : `Shares no ${about.window} with another entity that is shown`;
}

const link = (node) => make("button", { type: "button", class: "link", onclick: () => select(node) }, named(node.label));
const fact = (name, ...value) => make("div", {}, make("dt", {}, name), make("dd", {}, ...value));

function back(text, onclick) {
  return make("button", { type: "button", class: "back", onclick }, "← ", text);
}

function showEdge(edge, from) {
  const others = edge.count - edge.evidence.length;
  fill(
    from ? back(from.label, () => select(from)) : back("At a glance", () => deselect()),
    make("h2", { class: "pair" }, pairEnd(edge.a, "a"), make("span", { class: "dash" }, " – "), pairEnd(edge.b, "b")),
    make("p", { class: "score" }, make("strong", {}, scored(edge.score)), " ", about.measure_title),
    edge.relations.length > 0 && heading(3, "What sentences say of them"),
    edge.relations.length > 0 && make("ul", { class: "relations" }, edge.relations.map((row) => relationLine(edge, row))),
    heading(3, "Why they are joined"),
    make("ul", { class: "reasons" }, reasons(edge).map((line) => make("li", {}, line))),
    make("p", { class: "hint" }, "The score is ", make("code", {}, about.formula)),
    heading(3, edge.evidence.length ? "The sentences" : "No sentences were kept"),
    edge.evidence.map(quotation),
    edge.evidence.length > 0 && others > 0 && make("p", { class: "hint" }, `The best ${edge.evidence.length} of ${counted(edge.count, about.unit)}.`),
  );
}

const pairEnd = (node, name) => make("button", { type: "button", class: `link end ${name}`, onclick: () => select(node) }, named(node.label));

/** Shows what is selected again, after the filters have changed. */
function refreshPanel() {
  if (focus.edge) showEdge(focus.edge, focus.node);
  else if (focus.node) showNode(focus.node);
  else overview();
}

/** Chooses an entity: its neighbourhood stays clear, the panel tells of it. */
function select(node, { look = true } = {}) {
  if (!node.visible && passes(node) && node.edges.length === 0) filter({ lonely: true });
  Object.assign(focus, { node, edge: null, group: null, hoverEdge: null });
  showNode(node);
  const around = node.edges.filter((edge) => edge.visible).length;
  say(`${node.label}, ${typeName(node)}, ${counted(node.mentions, "mention")}, ${counted(around, "neighbour")}${node.visible ? "" : ", hidden by the filters"}`);
  if (look) bring(node);
  remember(node.id);
  redraw();
}

/** Chooses a pair, seen from one of its ends or from nowhere. */
function selectEdge(edge, from = null) {
  Object.assign(focus, { node: from, edge, group: null, hoverEdge: null });
  showEdge(edge, from);
  say(`${edge.a.label} and ${edge.b.label}: score ${scored(edge.score)}, ${counted(edge.count, about.unit)} with both`);
  const box = boundsOf([edge.a, edge.b]);
  const seen = screenX(box.left) > 0 && screenY(box.top) > 0 && screenX(box.right) < camera.width && screenY(box.bottom) < camera.height;
  if (!seen) fit([edge.a, edge.b], { nearest: camera.zoom });
  redraw();
}

/** Shows a group off, or none. */
function selectGroup(group) {
  Object.assign(focus, { node: null, edge: null, group, hoverEdge: null });
  overview();
  if (group) {
    fit(group.members.filter((node) => node.visible));
    say(`Group ${group.name}, ${counted(group.size, "entity")}`);
  } else fit();
  redraw();
}

/** Nothing is chosen any more. */
function deselect() {
  const had = focus.node || focus.edge || focus.group;
  Object.assign(focus, { node: null, edge: null, group: null, hover: null, hoverEdge: null });
  overview();
  remember(null);
  if (had) say("All entities");
  redraw();
}

// The address tells what is selected, so that it can be passed on. Where files may not change their address, nothing is lost.
function remember(id) {
  try {
    history.replaceState(null, "", id === null ? location.pathname + location.search : `#${encodeURIComponent(id)}`);
  } catch {
    // A page shown inside another may be forbidden to.
  }
}
