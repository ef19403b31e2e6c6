// The head of the page, light and dark, and the start of everything.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");

function startHead() {
  element("title").textContent = shown(about.title);
  const { documents, sentences } = about.totals;
  const parts = [
    `${counted(documents, "document")}, ${counted(sentences, "sentence")}`,
    about.period && (about.period[0] === about.period[1] ? about.period[0] : `${about.period[0]} to ${about.period[1]}`),
    `${counted(about.entities, "entity")}, ${counted(about.pairs, "pair")} that ${meeting}`,
    `ranked by ${about.measure_title}`,
  ];
  const facts = element("facts");
  facts.append(parts.filter(Boolean).join(" · "));
  if (about.left_out.length) {
    facts.append(" · ", make("button", { id: "left-out", type: "button", class: "link warn", onclick: openHelp }, shown(about.left_out.at(-1))));
  }
}

function repaint() {
  readColours();
  refreshPanel();
  redraw();
}

/** Paper or night: as the system prefers, until the reader chooses. */
function startTheme() {
  let chosen = false;
  const become = (isDark) => (root.dataset.theme = isDark ? "dark" : "light");
  become(dark.matches);
  element("theme").addEventListener("click", () => {
    chosen = true;
    become(root.dataset.theme === "light");
    repaint();
  });
  dark.addEventListener("change", () => {
    if (chosen) return;
    become(dark.matches);
    repaint();
  });
}

function startTools() {
  element("open-list").addEventListener("click", openList);
  element("open-help").addEventListener("click", openHelp);
  const sideButton = element("open-side");
  sideButton.addEventListener("click", () => sideButton.setAttribute("aria-expanded", String(document.body.classList.toggle("with-side"))));
  element("zoom-in").addEventListener("click", KEYS["+"]);
  element("zoom-out").addEventListener("click", KEYS["-"]);
  element("zoom-fit").addEventListener("click", () => fit());
}

function start() {
  startHead();
  startTheme();
  startTools();
  startSidebar();
  startSearch();
  startPointer();
  startKeyboard();
  startSaving();
  readColours();
  resize();
  onFilter.push(sortEdges, sortNodes, refreshPanel, redraw);
  startTime();
  applyFilters();
  fit(undefined, { fly: false });
  new ResizeObserver(resize).observe(canvas.parentElement);
  const asked = nodeOfId.get(decode(location.hash.slice(1)));
  if (asked) select(asked, { look: false });
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

// What tests and measurements read and do. The page itself does not use it.
window.comention = {
  labelBoxes,
  frames,
  camera,
  asSvg,
  asPng,
  fit: () => fit(undefined, { fly: false }),
  zoom: (factor) => zoomAt(camera.width / 2, camera.height / 2, factor),
  select: (id) => nodeOfId.has(id) && select(nodeOfId.get(id)),
  focus: () => ({ node: focus.node?.id ?? null, edge: focus.edge && [focus.edge.a.id, focus.edge.b.id] }),
  shown: () => ({ nodes: nodes.filter((node) => node.visible).map((node) => node.id), edges: edges.filter((edge) => edge.visible).length }),
  placeOf: (id) => ({ x: screenX(nodeOfId.get(id).x), y: screenY(nodeOfId.get(id).y) }),
};

start();
