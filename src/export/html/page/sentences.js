// Why two entities have an edge, in words: the counts behind the score, what sentences say of the two, and the sentences.

/** Only addresses of the web become links: anything else in a document's record could run something when it is clicked. */
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A sentence with the names of both marked, and the words that say what they are to each other. */
function marked(text, a, b, triggers) {
  const marks = [];
  const add = (spans, name) => {
    for (let at = 0; at + 1 < spans.length; at += 2) marks.push({ start: spans[at], end: spans[at + 1], name });
  };
  add(a, "a");
  add(b, "b");
  add(triggers, "says");
  marks.sort((one, other) => one.start - other.start || other.end - one.end);
  const parts = [];
  let at = 0;
  for (const { start, end, name } of marks) {
    if (start < at) continue;
    parts.push(shown(text.slice(at, start)), make("mark", { class: name }, shown(text.slice(start, end))));
    at = end;
  }
  parts.push(shown(text.slice(at)));
  return parts;
}

/** A piece of evidence with where it comes from. */
function quotation([place, passages]) {
  const source = documents[place];
  const words = passages.flatMap(([text, a, b, triggers, isTitle], number) => [
    number > 0 && make("span", { class: "gap" }, " … "),
    isTitle && make("span", { class: "field" }, "title "),
    make("bdi", {}, marked(data.texts[text], a, b, triggers)),
  ]);
  const address = source.url === null ? null : webAddress(source.url);
  const title = source.title ?? source.id;
  const facts = [
    address
      ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: shown(address) }, named(title))
      : named(title),
    source.date && make("time", { datetime: source.date }, source.date),
    source.source && named(source.source),
    source.url !== null && !address && named(source.url),
    source.title !== null && named(source.id),
  ];
  return make(
    "figure",
    { class: "evidence" },
    make("blockquote", {}, words),
    make("figcaption", {}, facts.filter(Boolean).flatMap((fact, number) => (number ? [" · ", fact] : [fact]))),
  );
}

/** How sentences stand to a relation: one of them, several. */
const POLARITY = {
  asserted: ["sentence says so", "sentences say so"],
  negated: ["sentence denies it", "sentences deny it"],
  hedged: ["sentence says it may be", "sentences say it may be"],
  question: ["sentence asks", "sentences ask"],
  quoted: ["sentence quotes words that say so", "sentences quote words that say so"],
};

/** A relation: who, what, whom; how sentences stand to it, and who says so. */
function relationLine(edge, [name, backward, both, polarity, former, source, count]) {
  const [head, tail] = backward ? [edge.b, edge.a] : [edge.a, edge.b];
  const [one, several] = POLARITY[polarity] ?? [polarity, polarity];
  const speaker = source === null ? null : (nodeOfId.get(source)?.label ?? (source === "(somebody)" ? "somebody unnamed" : source));
  return make(
    "li",
    { class: polarity },
    make("span", { class: "statement" }, named(head.label), make("b", {}, both ? ` – ${inWords(name)} – ` : ` ${inWords(name)} → `), named(tail.label)),
    make(
      "span",
      { class: "how" },
      `${grouped(count)} ${count === 1 ? one : several}`,
      former && ", and that it is over",
      speaker !== null && [", according to ", named(speaker)],
    ),
  );
}

const windowsOf = (sentences, paragraphs, documents) =>
  `${counted(sentences, "sentence")}, ${counted(paragraphs, "paragraph")}, ${counted(documents, "document")}`;

/** What the score of an edge rests on, a line each, in the words of `explain`. */
function reasons(edge) {
  const kind = about.window;
  const total = about.totals[`${kind}s`];
  const [inA, inB] = [inWindows(edge.a), inWindows(edge.b)];
  const expected = total > 0 ? (inA * inB) / total : 0;
  const lines = [
    `share ${windowsOf(edge.sentences, edge.paragraphs, edge.documents)}`,
    edge.independent && `share ${windowsOf(...edge.independent)} without near-duplicates`,
    about.within ? `${counted(edge.count, about.unit)} within ${about.within}` : `${kind}s: ${grouped(edge.count)} with both, ${grouped(inA)} and ${grouped(inB)} with each, ${grouped(total)} in all; chance expects ${scored(expected)} with both`,
    about.measure === "combined" && `${scored(edge.points)} points for all that the two share`,
    edge.p !== null && `so many documents or more by chance: p ${likely(edge.p)}; q ${likely(edge.q)}`,
    edge.first !== null && (edge.first === edge.last ? `together on ${edge.first}` : `together from ${edge.first} to ${edge.last}`),
  ];
  return lines.filter(Boolean);
}
