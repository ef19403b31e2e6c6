"""DOT in Graphviz, pictures as XML, Mermaid in Mermaid."""

import json
import re
import unicodedata
import unittest
import xml.etree.ElementTree as ElementTree
import zlib

import javascript
import ledgers
from ledgers import COUNTS, WINDOWS, flat, run

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"


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


class Pictures:
    """What holds for both ledgers."""

    most_edges = 150  # a picture of more is thinned

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        cls.folder = cls.desk.folder
        cls.json = {}
        for window in WINDOWS:
            cls.json[window] = cls.desk.json(f"{window}.json", "-w", window)
            for suffix in ("dot", "dot.svg", "svg", "png"):
                cls.desk.export(f"{window}.{suffix}", "-w", window)

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

    def test_pictures_are_xml(self):
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

    def test_mermaid_reads_it(self):
        _, edges = self.desk.graph()
        path = self.desk.export("graph.mmd")
        self.assertEqual(javascript.read("mermaid", path)["diagramType"], "flowchart-v2")
        lines = path.read_text(encoding="utf-8").splitlines()
        self.assertEqual(sum("|" in line for line in lines), min(len(edges), 150))


class Hostile(Pictures, unittest.TestCase):
    of = staticmethod(ledgers.hostile)


class Example(Pictures, unittest.TestCase):
    of = staticmethod(ledgers.example)

    def test_the_picture_is_thinned(self):
        self.assertGreater(len(self.json["sentence"]["edges"]), self.most_edges)
