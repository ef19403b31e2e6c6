// The same as text: a list of the entities for those who would rather read, and the page's own explanation.

const listDialog = element("list");
const helpDialog = element("help");
const PAGE = 200;

function closer(dialog) {
  return make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => dialog.close() }, "×");
}

function listRow(node) {
  const choose = () => {
    listDialog.close();
    select(node);
    panel.focus();
  };
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, make("button", { type: "button", class: "link", "data-id": node.id, onclick: choose }, named(node.label))),
    make("td", {}, typeName(node)),
    make("td", { class: "number" }, grouped(node.mentions)),
    make("td", { class: "number" }, grouped(inWindows(node))),
    make("td", { class: "number" }, grouped(node.degree)),
    make("td", {}, node.edges.filter((edge) => edge.visible).slice(0, 3).flatMap((edge, number) => [number ? ", " : "", named(across(edge, node).label)])),
  );
}

function openList() {
  const some = visibleNodes();
  const body = make("tbody", {});
  const more = make("button", { type: "button", class: "more" });
  let at = 0;
  const extend = () => {
    body.append(...some.slice(at, at + PAGE).map(listRow));
    at += PAGE;
    more.hidden = at >= some.length;
    more.textContent = `${grouped(Math.max(0, some.length - at))} more`;
  };
  more.addEventListener("click", extend);
  extend();
  const columns = ["Entity", "Type", "Mentions", capital(`${about.window}s`), "Neighbours", "Strongest neighbours"];
  listDialog.replaceChildren(
    closer(listDialog),
    make("h2", { id: "list-title" }, `${capital(counted(some.length, "entity"))}, most mentioned first`),
    make("table", {}, make("thead", {}, make("tr", {}, columns.map((name) => make("th", { scope: "col" }, name)))), body),
    more,
  );
  listDialog.showModal();
}

function openHelp() {
  const item = (term, ...text) => make("div", {}, make("dt", {}, term), make("dd", {}, ...text));
  const kind = about.window;
  helpDialog.replaceChildren(
    closer(helpDialog),
    make("h2", { id: "help-title" }, "How to read this"),
    make(
      "dl",
      { class: "help" },
      item("A circle", ` is an entity. Its area grows with the ${kind}s that name it; its colour is its type.`),
      item("A line", ` joins two entities that ${meeting}. It is the wider the higher their score: ${about.measure_title}. A line says that two are spoken of together, no more; what sentences say they are to each other is in the panel.`),
      item("A shade", " is a group: entities that are more with each other than with the rest. Near and far mean something only in that way; up and down mean nothing."),
      item("Press", " an entity to see its neighbours, a neighbour or a line to see why they are joined, down to the sentences."),
      item("Keys", " / searches. Arrows go from entity to entity, Enter goes to the details, Escape back. + and − zoom, 0 shows all. L opens the list, which holds the same as text."),
      item("Time", " A pair is shown if the time from its first to its last mention meets the period."),
    ),
    ...(about.left_out.length ? [make("h3", {}, "What is left out"), make("ul", {}, about.left_out.map((line) => make("li", {}, shown(line))))] : []),
    make("h3", {}, "What it was made from"),
    make("dl", { class: "facts made" }, Object.entries(about.provenance).map(([name, value]) => fact(inWords(name), make("code", {}, shown(value))))),
    make("p", { class: "hint" }, `${about.generator}. The page loads nothing and sends nothing.`),
  );
  helpDialog.showModal();
}
