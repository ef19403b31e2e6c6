// The search field: suggestions by name, then by the beginning of a word, by any part, by id.

const searchField = element("search");
const suggestions = element("found");
const MOST_SUGGESTIONS = 12;
let offered = [];
let chosen = -1;

for (const node of nodes) {
  node.folded = folded(node.label);
  node.foldedId = folded(node.id);
}

/** How well a node fits what was typed; less is better, `Infinity` not at all. */
function fitness(node, wanted) {
  const at = node.folded.indexOf(wanted);
  if (node.folded === wanted || node.foldedId === wanted) return 0;
  if (at === 0) return 1;
  if (at > 0 && !/[\p{L}\p{N}]/u.test(node.folded[at - 1])) return 2;
  if (at > 0) return 3;
  return node.foldedId.includes(wanted) ? 4 : Infinity;
}

/** The entities that fit what was typed, the best first; of equals those that matter most. */
function find(typed) {
  const wanted = folded(shown(typed).trim());
  if (!wanted) return [];
  const fitting = nodesByWeight.map((node) => ({ node, fitness: fitness(node, wanted) })).filter(({ fitness }) => fitness < Infinity);
  return fitting.sort((one, other) => one.fitness - other.fitness).map(({ node }) => node);
}

function offer() {
  const all = find(searchField.value);
  offered = all.slice(0, MOST_SUGGESTIONS);
  chosen = offered.length ? 0 : -1;
  const options = offered.map((node, place) =>
    make(
      "li",
      { id: `found-${place}`, role: "option", onpointerdown: (event) => (event.preventDefault(), take(place)) },
      swatch(node),
      named(node.label, { class: "name" }),
      make("span", { class: "figure" }, typeName(node), node.visible ? "" : ", hidden"),
    ),
  );
  const typed = searchField.value.trim() !== "";
  if (typed && !options.length) options.push(make("li", { class: "none", role: "option", "aria-disabled": "true" }, "No entity of this name"));
  suggestions.replaceChildren(...options);
  suggestions.hidden = !typed;
  searchField.setAttribute("aria-expanded", String(typed));
  if (typed) say(all.length ? `${counted(all.length, "entity")} found` : "No entity of this name");
  point();
}

function point() {
  [...suggestions.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
  if (chosen >= 0) searchField.setAttribute("aria-activedescendant", `found-${chosen}`);
  else searchField.removeAttribute("aria-activedescendant");
  suggestions.children[chosen]?.scrollIntoView({ block: "nearest" });
}

function closeSearch() {
  suggestions.hidden = true;
  searchField.setAttribute("aria-expanded", "false");
  searchField.removeAttribute("aria-activedescendant");
}

function take(place) {
  const node = offered[place];
  if (!node) return;
  closeSearch();
  searchField.value = "";
  canvas.focus();
  select(node, { look: false });
  if (node.visible) fit([node, ...node.edges.filter((edge) => edge.visible).map((edge) => across(edge, node))]);
}

function startSearch() {
  searchField.addEventListener("input", offer);
  searchField.addEventListener("focus", () => searchField.value && offer());
  searchField.addEventListener("blur", closeSearch);
  searchField.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offered.length) {
      chosen = (chosen + step + offered.length) % offered.length;
      point();
      event.preventDefault();
    } else if (event.key === "Enter") take(chosen);
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (searchField.value) {
        searchField.value = "";
        offer();
      } else canvas.focus();
    }
  });
}
