// The left side: what colours, sizes and widths mean, and the filters. What explains a colour also hides it.

const side = element("side");

function section(title, ...children) {
  return make("section", {}, heading(2, title), ...children);
}

/** The types with their colours, each with a switch. */
function typeSwitches() {
  const sizes = types.map((type) => nodes.filter((node) => node.type === type.place).length);
  const rows = types.map((type) => {
    const box = make("input", { type: "checkbox", checked: true, "data-type": type.name, onchange: () => {
      const hidden = new Set(filters.hiddenTypes);
      if (box.checked) hidden.delete(type.place);
      else hidden.add(type.place);
      filter({ hiddenTypes: hidden });
    } });
    return make(
      "label",
      { class: "type" },
      box,
      make("i", { class: "swatch", colour: type.colour, "aria-hidden": "true" }),
      named(type.name || "no type", { class: "name" }),
      make("span", { class: "figure" }, grouped(sizes[type.place])),
    );
  });
  return section("Colour: type", rows);
}

/** Circles and lines with what they stand for. */
function sizes() {
  const most = nodesByWeight[0];
  const some = most ? [most, nodesByWeight[Math.floor(nodesByWeight.length / 12)], nodesByWeight.at(-1)] : [];
  const discs = [...new Set(some.map(inWindows))].map((windows) => {
    const { radius } = nodesByWeight.find((node) => inWindows(node) === windows);
    const disc = make("i", { class: "disc", width: `${Math.round(radius * 1.2)}px`, "aria-hidden": "true" });
    return make("div", { class: "sample" }, disc, make("span", {}, grouped(windows)));
  });
  const strengths = edgesByScore.length ? [...new Set([1, 0.5, 0])] : [];
  const lines = strengths.map((strength) => {
    const score = scores.least + (scores.greatest - scores.least) * strength ** 2;
    const line = make("i", { class: "stroke", "aria-hidden": "true" });
    line.style.height = `${(0.5 + 5.5 * strength ** 1.2).toFixed(1)}px`;
    return make("div", { class: "sample" }, line, make("span", {}, scored(score)));
  });
  return [
    section(`Circle: ${about.window}s that name it`, make("div", { class: "samples" }, discs)),
    section("Line: score", make("div", { class: "samples" }, lines), make("p", { class: "hint" }, `${capital(about.measure_title)}.`)),
    regions.length > 0 && section("Shade: group", make("p", { class: "hint" }, make("i", { class: "shade", "aria-hidden": "true" }), " More with each other than with the rest, called by what holds it together.")),
  ];
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A slider with its name and what it is set to. */
function slider(id, name, max, onvalue) {
  const output = make("output", { for: id });
  const input = make("input", { id, type: "range", min: 0, max, value: 0, step: 1 });
  const show = () => {
    const text = onvalue(Number(input.value));
    output.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  input.addEventListener("input", show);
  return { input, show, element: make("div", { class: "slider" }, make("label", { for: id }, name), output, input) };
}

const sliders = [];

function filterControls() {
  const rising = edgesByScore.map((edge) => edge.score).reverse();
  const score = slider("least-score", "Score at least", 100, (value) => {
    const least = value === 0 ? -Infinity : rising[Math.floor((value / 100) * (rising.length - 1))];
    if (least !== filters.score) filter({ score: least });
    return value === 0 ? "any" : scored(least);
  });
  const counts = [...new Set(edges.map((edge) => edge.count))].sort((one, other) => one - other);
  const count = slider("least-count", `${about.within ? "Mention pairs" : `Shared ${about.window}s`} at least`, Math.max(0, counts.length - 1), (value) => {
    const least = value === 0 ? 1 : counts[value];
    if (least !== filters.count) filter({ count: least });
    return value === 0 ? "any" : grouped(least);
  });
  sliders.push(score, count);
  const relation = make(
    "select",
    { id: "relation", onchange: () => filter({ relation: relation.value === "*" ? null : relation.value === "+" ? "" : relation.value.slice(1) }) },
    make("option", { value: "*" }, "any pair"),
    make("option", { value: "+" }, "pairs with any relation"),
    relationNames.map(([name, count]) => make("option", { value: `=${name}` }, `${inWords(name)} (${grouped(count)})`)),
  );
  const alone = nodes.filter((node) => node.edges.length === 0).length;
  const lonely = make("input", { id: "lonely", type: "checkbox", onchange: () => filter({ lonely: lonely.checked }) });
  onFilter.push(() => (lonely.checked = filters.lonely));
  const reset = make("button", { id: "reset", type: "button", onclick: resetFilters }, "Show all");
  return section(
    "Filter",
    edges.length > 1 && score.element,
    counts.length > 1 && count.element,
    relationNames.length > 0 && make("div", { class: "slider" }, make("label", { for: "relation" }, "Relation"), relation),
    alone > 0 && make("label", { class: "type" }, lonely, make("span", { class: "name" }, "Entities without a pair"), make("span", { class: "figure" }, grouped(alone))),
    make("p", { id: "shown-count", class: "hint" }),
    reset,
  );
}

function resetFilters() {
  for (const box of side.querySelectorAll("input[data-type]")) box.checked = true;
  for (const { input } of sliders) input.value = 0;
  const relation = element("relation");
  if (relation) relation.value = "*";
  filter({ hiddenTypes: new Set(), score: -Infinity, count: 1, relation: null, lonely: false });
  for (const { show } of sliders) show();
  resetTime();
}

function tellShown() {
  const some = nodes.filter((node) => node.visible).length;
  const pairs = edges.reduce((sum, edge) => sum + edge.visible, 0);
  element("shown-count").textContent = `Shown: ${counted(some, "entity")}, ${counted(pairs, "pair")}.`;
}

function startSidebar() {
  side.append(...[typeSwitches(), sizes(), filterControls()].flat().filter(Boolean));
  onFilter.push(tellShown);
  for (const { show } of sliders) show();
}
