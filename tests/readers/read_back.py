"""Reads what comention writes with other people's tools, and compares.

    python tests/readers/read_back.py target/debug/comention

A dictionary of names that break careless writers, and documents that hold them, become a ledger. Its exports are opened with
networkx, pandas, Graphviz and an XML parser; what they see has to be what `comention top` and `comention neighbors` say, and every
span has to cut its text out of the document. Needs networkx, numpy, pandas and `dot`; tests/readers/requirements.txt pins the versions.
"""

import json
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree
import zlib
from fractions import Fraction
from pathlib import Path

import networkx
import numpy
import pandas

BINARY = ""  # set from the command line
WINDOWS = ("sentence", "paragraph", "document")
COUNTS = ("sentences", "paragraphs", "documents")
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"

# id, name, type. Every entity is also called by the plain alias `alias(position)`, so that each is found whatever its name.
ENTITIES = [
    ('says "hi"', 'The "Quoted" Firm', "firm"),
    ("back\\slash", "C:\\Drive\\new", "firm"),
    ("ends in \\", "Trailing \\", 'type "q"'),
    ('both \\"', 'Backslash then quote \\"', "a\\b"),
    ("a<b>&c", "<b>Bold</b> & Sons", "a & b"),
    ("&amp;", "&lt;Escaped&gt; &#65; &amp;", "&amp;"),
    ("c:colon:n", "Ratio 3:2:ne", "port:n"),
    ("two\nlines", "Two\nLines", "firm"),
    ("cr\r\nlf", "Carriage\r\nReturn", "line\r\nend"),
    ("tab\tid", "Tab\tName", "tab\ttype"),
    ("=1+1", "=1+1", "=type()"),
    ("@sum", "+SUM(A1:A2)", "-1"),
    ("芯片", "中芯国际", "公司"),
    ("🚀", "Rocket 🚀👩‍🚀", "🏢"),
    ("--", "--json", "--type"),
    ("-n", "-n", "- -"),
    ("node", "graph", "edge"),
    ("graph", "node", "subgraph"),
    ("strict", "digraph", "cluster"),
    ("NA", "NaN", "NA"),
    ("null", "None", "null"),
    ("true", "false", "1e5"),
    ("007", "0x1F", "1"),
    ("1.0", "1", "1.0"),
    ("\\legend 0", "cluster_legend", "legend"),
    ("\\N", "\\N \\G \\E \\l", "\\L"),
    ("bell\x07", "Bell\x07 and\x1b[31m escape", "control\x01"),
    ("bell", "Control C1\x85\x9f", "control\x02"),
    ("nul\x00id", "Nul\x00Name", "nul"),
    ("u\u2028sep", "Line\u2028Paragraph\u2029", "separator"),
    ("rtl\u202e", "\u202eRight to left עברית", "bidi"),
    ("nonchar\uffff", "Nonchar\ufffe\U0010ffff", "none"),
    (" spaced ", "  Spaced   Name  ", " "),
    ("e\u0301", "Cafe\u0301", "e\u0301"),
    ("\u00e9", "Caf\u00e9", "\u00e9"),
    ("\ufeffbom", "\ufeffBom", "\ufeff"),
    ("a,b;c|d", "Comma, Semicolon; Pipe|", "x,y"),
    ("'single'", "''", "'"),
    ("]]>", "<![CDATA[x]]> <!-- -- -->", "-->"),
    ("%s{}$1", "%s {0} $HOME `id`", "%d"),
    ("no type", "Untyped Works", ""),
    ("long" * 50, "Long " * 60, "long"),
]


def alias(position):
    return f"Plain{chr(65 + position // 26)}{chr(97 + position % 26)}"


def sentence(*positions):
    """Names and aliases in turn; a full stop ends it. Emoji make bytes, UTF-16 units and code points differ."""
    parts = [f"{alias(at)} ({ENTITIES[at][1].strip()})" for at in positions]
    return "Üben 🚀 said " + ", then ".join(parts) + " met again."


def documents():
    """Records with hostile ids and sources: a ring of neighbours, and a few sentences more."""
    last = len(ENTITIES) - 1
    records = []
    for at in range(0, last, 3):
        group = [at, min(at + 1, last), min(at + 2, last), (at + 3) % (last + 1)]
        text = "\n\n".join(
            [
                sentence(group[0], group[1]) + " " + sentence(group[2]),
                sentence(group[2], group[3]) + " 中芯国际 grows. " + alias(group[0]) + " waits.",
            ]
        )
        records.append(
            {
                "id": f'doc "{at}"\\ <&>:{ENTITIES[at][0]}',
                "title": f"{alias(group[0])} & {alias(group[3])}: \t“{at}” 🚀 \\",
                "date": f"2025-01-{at % 28 + 1:02}",
                "source": 'The "Daily" <&> \\',
                "url": f"https://example.org/?a={at}&b=<2>",
                "text": text,
            }
        )
    return records


def toml_string(text):
    """A basic string of TOML; what may not stand in one as it is stands as an escape."""
    plain = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(plain.get(c) or (f"\\u{ord(c):04x}" if unicodedata.category(c) == "Cc" else c) for c in text) + '"'


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments!r} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def comention(*arguments, json_out=False):
    out = run(BINARY, *map(str, arguments))
    return json.loads(out) if json_out else out


def flat(text):
    """White space folded: pictures break names into lines."""
    return " ".join(text.split())


def drawable(text):
    """What a picture shows of a text: a tab as a space, no other control characters, no noncharacters."""
    text = text.replace("\t", " ")
    return "".join(c for c in text if c == "\n" or (unicodedata.category(c) != "Cc" and c not in "\ufffe\uffff"))


def in_xml(text):
    """What XML can hold of a text."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)


def label(name):
    """A name as a label shows it, lines joined again."""
    return flat(drawable("\n".join(name.split())))


def cell(text):
    """A text as a table holds it."""
    return text.replace("\x00", "\ufffd")


def unescape_label(raw):
    """What Graphviz shows for the text of a label: its own escapes first, then those of HTML that the exporter writes."""
    out, escaped = [], False
    for c in raw:
        if escaped:
            out.append({"n": "\n"}.get(c, c))
            escaped = False
        elif c == "\\":
            escaped = True
        else:
            out.append(c)
    if escaped:
        raise AssertionError(f"a label ends in half an escape: {raw!r}")
    return "".join(out).replace("&amp;", "&")


class ReadBack:
    """What holds for every ledger. Subclasses build one in `setUpClass` and set `folder` and `ledger`."""

    folder: Path
    ledger: Path
    most_edges = 150  # a picture of more is thinned

    @classmethod
    def export(cls):
        cls.json, cls.nodes, cls.edges = {}, {}, {}
        for window in WINDOWS:
            for suffix in ("json", "csv", "dot", "dot.svg", "svg", "png"):
                comention("export", "-g", cls.ledger, "-w", window, "-o", cls.folder / f"{window}.{suffix}")
            cls.json[window] = json.loads((cls.folder / f"{window}.json").read_text(encoding="utf-8"))
            for table, frames in (("nodes", cls.nodes), ("edges", cls.edges)):
                path = cls.folder / f"{window}.{table}.csv"
                frames[window] = pandas.read_csv(path, keep_default_na=False, dtype=str)

    def graph(self, window):
        return networkx.node_link_graph(self.json[window], edges="edges")

    def test_networkx_and_top_agree(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                self.assertEqual(type(graph), networkx.Graph)
                top = comention("top", "-g", self.ledger, "-w", window, "-n", 10**6, "--json", json_out=True)
                self.assertGreater(graph.number_of_edges(), 20)
                self.assertEqual({node["id"] for node in top["entities"]}, set(graph))
                for node in top["entities"]:
                    seen = graph.nodes[node.pop("id")]
                    self.assertEqual(node, {key: seen[key] for key in node})
                    self.assertLessEqual(set(seen) - set(node), {"first_seen", "last_seen", "parent"})
                self.assertEqual(len(top["edges"]), graph.number_of_edges())
                for edge in top["edges"]:
                    source, target = edge.pop("source"), edge.pop("target")
                    self.assertLess(source, target)
                    seen = graph.edges[source, target]
                    self.assertEqual(edge, {key: seen[key] for key in edge})
                    self.assertEqual(seen["count"], seen[window + "s"])
                    self.assertLessEqual(set(seen) - set(edge), {"count", "independent", "points", "p_value", "q_value", "first_seen", "last_seen", "relations"})

    def test_networkx_and_neighbors_agree(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                for entity in self.asked(graph):
                    command = [BINARY, "neighbors", "-g", self.ledger, "-w", window, "-n", str(10**6), "--json", "--", entity]
                    done = subprocess.run(command, capture_output=True, check=False)
                    self.assertEqual(done.returncode, 0 if graph[entity] else 1, (entity, done.stderr))
                    rows = json.loads(done.stdout)
                    self.assertEqual({row["id"] for row in rows}, set(graph[entity]), entity)
                    for row in rows:
                        node, edge = graph.nodes[row["id"]], graph.edges[entity, row["id"]]
                        for key in ("name", "type"):
                            self.assertEqual(row[key], node[key])
                        for key in ("score", "measure", *COUNTS):
                            self.assertEqual(row[key], edge[key])
                        told = [self.turned(piece, entity > row["id"]) for piece in row["evidence"]]
                        self.assertEqual(told, edge["evidence"])

    def asked(self, graph):
        return [key for key in graph if "\x00" not in key]  # no argument of a program can hold that one

    @staticmethod
    def turned(piece, swap):
        """Evidence with its two entities the other way round."""
        if not swap:
            return piece
        turned = dict(piece, a=piece["b"], b=piece["a"])
        if "passages" in piece:
            turned["passages"] = [dict(passage, a=passage["b"], b=passage["a"]) for passage in piece["passages"]]
        return turned

    def test_pandas_and_networkx_agree(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                rows = self.nodes[window].to_dict("records")
                self.assertEqual([row["id"] for row in rows], [cell(key) for key in graph])
                for row, node in zip(rows, graph.nodes.values()):
                    for key in ("name", "type", "first_seen", "last_seen"):
                        self.assertEqual(row[key], cell(node.get(key, "")))
                    for key in ("mentions", *COUNTS):
                        self.assertEqual(int(row[key]), node[key])
                rows = self.edges[window].to_dict("records")
                ends = [(edge["source"], edge["target"]) for edge in self.json[window]["edges"]]
                self.assertEqual([(row["source"], row["target"]) for row in rows], [(cell(a), cell(b)) for a, b in ends])
                for row, end in zip(rows, ends):
                    edge = graph.edges[end]
                    for key in ("measure", "first_seen", "last_seen"):
                        self.assertEqual(row[key], edge.get(key, ""))
                    for key in ("count", *COUNTS):
                        self.assertEqual(int(row[key]), edge[key])
                    self.assertEqual(float(row["score"]), edge["score"])
                    passages = edge["evidence"][0].get("passages", edge["evidence"][:1])
                    self.assertEqual(row["evidence"], cell(" … ".join(passage["text"] for passage in passages)))

    def picture(self, window):
        """What Graphviz reads in the DOT file: edges and nodes, as the JSON has them. All edges and their ends, unless there are too many."""
        edges = {(edge["source"], edge["target"]): edge for edge in self.json[window]["edges"]}
        nodes = {node["id"]: node for node in self.json[window]["nodes"]}
        read = json.loads(run("dot", "-Tjson0", self.folder / f"{window}.dot").decode("utf-8"))
        things = [thing for thing in read["objects"] if "nodes" not in thing]  # the others are subgraphs
        boxes = [thing for thing in things if "mentions" in thing]
        legend = [thing["name"] for thing in things if "mentions" not in thing]
        self.assertTrue(all(name.startswith("\\legend ") for name in legend), legend)
        lines = [line for line in read["edges"] if "count" in line]

        ends = {end for pair in edges for end in pair}
        drawn = [key for key in nodes if key in ends]
        if len(edges) > self.most_edges:
            drawn = [box["name"] for box in boxes]  # of a thinned picture; its ids are plain
            self.assertIn(f"{len(lines):,} of {len(edges):,} edges", read["label"])
        self.assertEqual(len(boxes), len(drawn))
        ids = {}
        for key, box in zip(drawn, boxes):  # both in the order of the ids
            ids[box["_gvid"]] = key
            self.assertEqual(flat(unescape_label(box["label"])), label(nodes[key]["name"]))
            self.assertEqual(unescape_label(box.get("kind", "")), drawable(nodes[key]["type"]))
            self.assertEqual(int(box["mentions"]), nodes[key]["mentions"])
        seen = []
        for line in lines:
            seen.append(edges[ids[line["tail"]], ids[line["head"]]])
            self.assertEqual((int(line["count"]), float(line["score"])), (seen[-1]["count"], seen[-1]["score"]))
        self.assertEqual(len(seen), len({(edge["source"], edge["target"]) for edge in seen}))
        if len(edges) <= self.most_edges:
            self.assertEqual(len(seen), len(edges))
        return seen, [nodes[key] for key in drawn]

    def test_graphviz_reads_dot(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                edges, nodes = self.picture(window)
                self.assertGreater(len(edges), 20)
                self.assertEqual({end for edge in edges for end in (edge["source"], edge["target"])}, {node["id"] for node in nodes})

    def test_drawings_by_graphviz_are_xml(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                edges, nodes = self.picture(window)
                names = {node["id"]: node["name"] for node in nodes}
                tips = []
                for edge in edges:
                    passages = edge["evidence"][0].get("passages", edge["evidence"][:1])
                    counts = ", ".join(f"{edge[kind]} {kind if edge[kind] != 1 else kind[:-1]}" for kind in COUNTS)
                    tips.append(
                        f"{names[edge['source']]} – {names[edge['target']]}\n{counts}, {edge['measure']} {edge['score']:.3f}\n"
                        + " … ".join(passage["text"] for passage in passages)
                    )
                own = ElementTree.parse(self.folder / f"{window}.dot.svg").getroot()
                drawn = ElementTree.fromstring(run("dot", "-Tsvg", self.folder / f"{window}.dot"))
                for root in (own, drawn):
                    self.assertEqual(root.tag, SVG + "svg")
                    groups = {kind: [g for g in root.iter(SVG + "g") if g.get("class") == kind] for kind in ("node", "edge")}
                    boxes = [g for g in groups["node"] if not g.find(SVG + "title").text.startswith("\\legend ")]
                    seen = [flat(" ".join(text.text or "" for text in g.iter(SVG + "text"))) for g in boxes]
                    self.assertEqual(sorted(seen), sorted(label(name) for name in names.values()))
                    seen = [g.find(f".//{SVG}a").get(XLINK + "title") for g in groups["edge"]]
                    seen = [flat(tip.replace("\u2060", "")) for tip in seen]  # behind each backslash, to keep it from Graphviz
                    self.assertEqual(sorted(seen), sorted(flat(drawable(tip)) for tip in tips))

    def test_pictures_show_the_graph(self):
        """Every circle and every line of the SVG is an entity or an edge, with its words; the PNG has pixels for all of it."""
        for window in WINDOWS:
            with self.subTest(window=window):
                nodes = {in_xml(node["id"]): node for node in self.json[window]["nodes"]}
                names = {node["id"]: node["name"] for node in nodes.values()}
                edges = {}
                for edge in self.json[window]["edges"]:
                    passages = edge["evidence"][0].get("passages", edge["evidence"][:1])
                    counts = ", ".join(f"{edge[kind]} {kind if edge[kind] != 1 else kind[:-1]}" for kind in COUNTS)
                    tip = f"{names[edge['source']]} – {names[edge['target']]}\n{counts}, {edge['measure']} {edge['score']:.3f}\n"
                    edges[in_xml(tip + " … ".join(passage["text"] for passage in passages))] = (edge["source"], edge["target"])
                root = ElementTree.parse(self.folder / f"{window}.svg").getroot()
                self.assertEqual(root.tag, SVG + "svg")
                groups = {group.get("class"): group for group in root.iter(SVG + "g")}
                circles = {circle.get("data-id"): circle.find(SVG + "title").text for circle in groups["nodes"]}
                for key, tip in circles.items():
                    self.assertTrue(tip.startswith(in_xml(nodes[key]["name"]) + "\n"), tip)
                    self.assertIn(f"{nodes[key]['mentions']} mention", tip)
                tips = [line.find(SVG + "title").text for line in groups["edges"]]
                seen = [next((ends for known, ends in edges.items() if tip == known or tip.startswith(known + "\n")), None) for tip in tips]
                self.assertNotIn(None, seen)
                self.assertEqual(len(seen), len(set(seen)))
                if len(edges) <= 200:  # a picture of more is thinned
                    self.assertEqual(len(seen), len(edges))
                self.assertEqual({in_xml(end) for ends in seen for end in ends}, set(circles))
                png = (self.folder / f"{window}.png").read_bytes()
                self.assertEqual(png[:16], b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
                width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
                self.assertGreater(min(width, height), 300)
                at, data = 8, b""
                while at < len(png):
                    size = int.from_bytes(png[at : at + 4], "big")
                    data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
                    at += 12 + size
                pixels = zlib.decompress(data)
                self.assertEqual(len(pixels) % height, 0)
                self.assertGreater(len(set(pixels)), 50)


class Hostile(ReadBack, unittest.TestCase):
    """Names, types, document ids and sources that break careless writers."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="comention-readers-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.ledger = cls.folder / 'ledger "&.db'
        dictionary = []
        for at, (key, name, kind) in enumerate(ENTITIES):
            dictionary.append(
                f"[[entity]]\nid = {toml_string(key)}\nname = {toml_string(name)}\ntype = {toml_string(kind)}\n"
                f"aliases = [{toml_string(alias(at))}]\n"
            )
            if at % 5 == 1:
                dictionary.append(f"parent = {toml_string(ENTITIES[at - 1][0])}\n")
        (cls.folder / "names.toml").write_text("\n".join(dictionary), encoding="utf-8", newline="")
        cls.records = {record["id"]: record for record in documents()}
        lines = [json.dumps(record, ensure_ascii=at % 2 == 0) for at, record in enumerate(cls.records.values())]
        (cls.folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="")
        plain = {"id": "2025-02-03 <plain> & 🚀.txt", "text": sentence(0, 5, 12) + "\r\n\r\n" + sentence(12, 13)}
        (cls.folder / plain["id"]).write_text(plain["text"], encoding="utf-8", newline="")
        cls.records[plain["id"]] = plain
        subprocess.run(
            [BINARY, "build", "records.jsonl", plain["id"], "-d", "names.toml", "-o", cls.ledger, "--strict"],
            cwd=cls.folder, check=True, capture_output=True,
        )
        cls.export()

    def test_every_name_arrives(self):
        want = {key: (name, kind) for key, name, kind in ENTITIES}
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                self.assertEqual({key: (node["name"], node["type"]) for key, node in graph.nodes.items()}, want)
        for at in range(1, len(ENTITIES), 5):
            row = self.nodes["sentence"].set_index("id").loc[cell(ENTITIES[at][0])]
            self.assertEqual(row["parent"], cell(ENTITIES[at - 1][0]))

    def test_spans_cut_their_text(self):
        # Names are found by what a reader sees of them: byte order marks and marks of direction show nothing.
        def shown(text):
            return "".join(character for character in text if unicodedata.category(character) != "Cf")

        forms = {key: {alias(at), shown(name.strip())} for at, (key, name, _) in enumerate(ENTITIES)}
        raw = set()
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                pieces = 0
                for source, target, edge in graph.edges(data=True):
                    for piece in edge["evidence"]:
                        record = self.records[piece["document"]]
                        for key in ("date", "source", "url"):
                            self.assertEqual(piece.get(key), record.get(key, "2025-02-03" if key == "date" else None))
                        for passage in piece.get("passages", [piece]):
                            pieces += 1
                            text = record[passage["field"]]
                            self.assertEqual(text[passage["start"] : passage["end"]], passage["text"])
                            for end, key in (("a", min(source, target)), ("b", max(source, target))):
                                for start, stop in passage[end]:
                                    self.assertLessEqual(passage["start"], start)
                                    self.assertLessEqual(stop, passage["end"])
                                    surface = text[start:stop]
                                    self.assertIn(shown(surface), forms[key])
                                    raw.add((key, surface))
                self.assertGreater(pieces, 40)
        found = {key for key, surface in raw if not surface.startswith("Plain")}
        self.assertGreater(len(found), 20, "names of many kinds are found as they stand")


class Example(ReadBack, unittest.TestCase):
    """The articles of examples/deepseek with the built-in dictionary: more edges than a picture draws."""

    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory(prefix="comention-readers-")
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = Path(temporary.name)
        cls.ledger = cls.folder / "graph.db"
        articles = Path(__file__).resolve().parents[2] / "examples" / "deepseek"
        comention("build", articles, "-o", cls.ledger, "--strict")
        cls.export()

    def asked(self, graph):
        return [entity for entity in ("deepseek", "nvidia", "huawei-cloud", "h20") if entity in graph]

    def measured(self, *options):
        """The graph with every figure of its nodes, and what `export` was asked for."""
        names = "degree,strength,pagerank,betweenness,weighted-betweenness,eigenvector,closeness,weighted-closeness,harmonic,clustering,k-core"
        path = self.folder / "measured.json"
        comention("export", "-g", self.ledger, "-o", path, "--node-measures", names + ",effective-size,community", *options)
        graph = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
        for edge in graph.edges.values():
            edge["length"] = Fraction(1, edge["count"])  # exact: equal lengths are equal
        return graph

    def assert_figures(self, graph, field, wanted, places=9):
        for key, value in wanted.items():
            self.assertAlmostEqual(graph.nodes[key][field], float(value), places=places, msg=f"{field} of {key}")

    def test_networkx_measures_the_same(self):
        graph = self.measured()
        self.assert_figures(graph, "degree", dict(graph.degree()))
        self.assert_figures(graph, "strength", dict(graph.degree(weight="count")))
        # `networkx.pagerank` needs SciPy; its matrix does not, and leaves the right shares as they are.
        ranks = numpy.array([node["pagerank"] for node in graph.nodes.values()])
        self.assertAlmostEqual(ranks.sum(), 1)
        moved = ranks @ networkx.google_matrix(graph, alpha=0.85, weight="count")
        self.assertLess(abs(moved - ranks).max(), 1e-12)
        self.assert_figures(graph, "betweenness", networkx.betweenness_centrality(graph, normalized=False))
        weighted = networkx.betweenness_centrality(graph, normalized=False, weight="length")
        self.assert_figures(graph, "weighted_betweenness", weighted)
        self.assert_figures(graph, "closeness", networkx.closeness_centrality(graph))
        self.assert_figures(graph, "weighted_closeness", networkx.closeness_centrality(graph, distance="length"))
        self.assert_figures(graph, "harmonic", networkx.harmonic_centrality(graph))
        self.assert_figures(graph, "clustering", networkx.clustering(graph))
        self.assert_figures(graph, "k_core", networkx.core_number(graph))
        joined = [key for key in graph if graph[key]]
        self.assert_figures(graph, "effective_size", {key: networkx.effective_size(graph, [key])[key] for key in joined})
        largest = graph.subgraph(max(networkx.connected_components(graph), key=len))
        eigenvector = networkx.eigenvector_centrality(largest, weight="count", tol=1e-13, max_iter=10**5)
        self.assert_figures(graph, "eigenvector", eigenvector, places=7)

    def test_networkx_sees_the_shape(self):
        graph = self.graph("sentence")
        shape = comention("stats", "-g", self.ledger, "--shape", "--json", json_out=True)["shape"]
        self.assertAlmostEqual(shape["density"], networkx.density(graph))
        self.assertAlmostEqual(shape["transitivity"], networkx.transitivity(graph))
        self.assertAlmostEqual(shape["average_clustering"], networkx.average_clustering(graph))
        self.assertAlmostEqual(shape["assortativity"], networkx.degree_assortativity_coefficient(graph))
        self.assertEqual(shape["components"], networkx.number_connected_components(graph))

    def test_networkx_sees_the_communities(self):
        graph = self.measured()
        groups = {}
        for key, node in graph.nodes.items():
            groups.setdefault(node.get("community", key), set()).add(key)  # those without edges are by themselves
        for number, members in groups.items():
            self.assertTrue(networkx.is_connected(graph.subgraph(members)), number)
        told = comention("communities", "-g", self.ledger, "--json", json_out=True)
        modularity = networkx.community.modularity(graph, groups.values(), weight="count")
        self.assertAlmostEqual(told["modularity"], modularity)
        rival = networkx.community.louvain_communities(graph, weight="count", seed=1)
        self.assertGreaterEqual(modularity, networkx.community.modularity(graph, rival, weight="count") - 0.01)

    def test_networkx_sees_the_backbones(self):
        graph = self.graph("sentence")

        def kept(*options):
            path = self.folder / "backbone.json"
            comention("export", "-g", self.ledger, "-o", path, *options)
            seen = networkx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
            self.assertEqual(set(seen), set(graph))
            return seen

        tree = kept("--backbone", "mst")
        wanted = networkx.maximum_spanning_tree(graph, weight="score")
        self.assertEqual(tree.number_of_edges(), wanted.number_of_edges())
        self.assertAlmostEqual(tree.size(weight="score"), wanted.size(weight="score"))
        core = kept("--k-core", "4")
        self.assertEqual(set(core.edges), set(networkx.k_core(graph, 4).subgraph(graph).edges))
        alpha = 0.2
        disparity = kept("--backbone", f"disparity={alpha}")
        for a, b, edge in graph.edges(data=True):
            shares = [(1 - edge["count"] / graph.degree(end, weight="count")) ** (graph.degree(end) - 1) for end in (a, b)]
            self.assertEqual(disparity.has_edge(a, b), min(shares) < alpha, (a, b, shares))

    def test_networkx_predicts_the_same_links(self):
        graph = self.graph("sentence")
        apart = [pair for pair in networkx.non_edges(graph) if any(True for _ in networkx.common_neighbors(graph, *pair))]
        for name, index in (
            ("resource-allocation", networkx.resource_allocation_index),
            ("adamic-adar", networkx.adamic_adar_index),
            ("jaccard", networkx.jaccard_coefficient),
            ("preferential-attachment", networkx.preferential_attachment),
        ):
            wanted = {(min(a, b), max(a, b)): score for a, b, score in index(graph, apart)}
            told = comention("missing", "-g", self.ledger, "--by", name, "-n", 10**6, "--json", json_out=True)
            self.assertEqual({(row["a"], row["b"]) for row in told}, set(wanted))
            for row in told:
                self.assertAlmostEqual(row["score"], wanted[row["a"], row["b"]])
                self.assertEqual({one["id"] for one in row["shared"]}, set(networkx.common_neighbors(graph, row["a"], row["b"])))

    def test_the_picture_is_thinned(self):
        self.assertGreater(len(self.edges["sentence"]), self.most_edges)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} COMENTION [unittest options]")
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
