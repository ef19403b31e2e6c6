"""Graph JSON in networkx: what `comention top` and `comention neighbors` say, and spans that cut their text out of the documents."""

import json
import subprocess
import unicodedata
import unittest

import networkx

import ledgers
from ledgers import COUNTS, WINDOWS, comention
from names import ENTITIES, alias


class GraphJson:
    """What holds for both ledgers."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        cls.ledger = cls.desk.path

    def graph(self, window):
        return networkx.node_link_graph(self.desk.json(f"{window}.json", "-w", window), edges="edges")

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
                    command = [ledgers.BINARY, "neighbors", "-g", self.ledger, "-w", window, "-n", str(10**6), "--json", "--", entity]
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

    def test_the_key_of_the_edges_is_a_choice(self):
        graph = networkx.node_link_graph(self.desk.json("links.json", "--edges-key", "links"), edges="links")
        self.assertEqual(set(graph.edges), set(self.graph("sentence").edges))


class Hostile(GraphJson, unittest.TestCase):
    of = staticmethod(ledgers.hostile)

    def test_every_name_arrives(self):
        want = {key: (name, kind) for key, name, kind in ENTITIES}
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                self.assertEqual({key: (node["name"], node["type"]) for key, node in graph.nodes.items()}, want)
        for at in range(1, len(ENTITIES), 5):
            self.assertEqual(self.graph("sentence").nodes[ENTITIES[at][0]]["parent"], ENTITIES[at - 1][0])

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
                        record = self.desk.records[piece["document"]]
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


class Example(GraphJson, unittest.TestCase):
    of = staticmethod(ledgers.example)

    def asked(self, graph):
        return [entity for entity in ("deepseek", "nvidia", "huawei-cloud", "h20") if entity in graph]
