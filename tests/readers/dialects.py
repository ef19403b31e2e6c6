"""Graphs as JSON in the libraries they are for: JSON Graph Format, Cytoscape, CX2, graphology, d3-force, VOSviewer."""

import html
import json
import unittest

import networkx
from ndex2.cx2 import RawCX2NetworkFactory

import facts
import javascript
import ledgers


class Dialects:
    """What holds for both ledgers."""

    maxDiff = 2000

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        cls.nodes, cls.edges = cls.desk.graph()

    def full(self, edge):
        """The attributes of an edge in a format that leaves nothing out."""
        wanted = {key: value for key, value in facts.of_edge(edge).items() if not key.startswith("evidence")}
        wanted |= {key: edge[key] for key in ("relations", "evidence") if edge.get(key)}
        return wanted | {"weight": edge["score"]}

    def compare(self, read, of_node, of_edge):
        """`of_node` and `of_edge` say which attributes there are beside those of every format."""
        self.assertEqual([row[0] for row in read["nodes"]], list(self.nodes))
        for key, attributes, *_ in read["nodes"]:
            node = self.nodes[key]
            wanted = facts.of_node(node) | {"label": node["name"]} | of_node(key, node)
            self.assertEqual({name: attributes.get(name) for name in wanted}, wanted)
            self.assertLessEqual(set(attributes), set(wanted) | {"x", "y", "vx", "vy", "index", "size"})
        self.assertEqual([tuple(row[:2]) for row in read["edges"]], list(self.edges))
        for source, target, attributes in read["edges"]:
            edge = self.edges[source, target]
            wanted = self.full(edge) | of_edge(source, target, edge)
            self.assertEqual({name: attributes.get(name) for name in wanted}, wanted)
            self.assertLessEqual(set(attributes), set(wanted) | {"id", "index"})

    def test_json_graph_format(self):
        read = self.desk.json("graph.jgf.json")
        self.assertEqual(list(read), ["graph"])
        graph = read["graph"]
        # What the schema of version 2 allows, and not a key more.
        self.assertLessEqual(set(graph), {"id", "label", "type", "directed", "metadata", "nodes", "edges", "hyperedges"})
        self.assertIs(graph["directed"], False)
        for node in graph["nodes"].values():
            self.assertLessEqual(set(node), {"label", "metadata"})
        for edge in graph["edges"]:
            self.assertLessEqual(set(edge), {"id", "source", "target", "relation", "directed", "label", "metadata"})
            self.assertIs(edge["directed"], False)
        self.assertEqual(len({edge["id"] for edge in graph["edges"]}), len(self.edges))
        self.compare(
            {
                "nodes": [(key, node["metadata"]) for key, node in graph["nodes"].items()],
                "edges": [(edge["source"], edge["target"], edge["metadata"]) for edge in graph["edges"]],
            },
            lambda key, node: {},
            lambda *_: {},
        )

    def test_cytoscape(self):
        path = self.desk.export("graph.cyjs")
        read = javascript.read("cytoscape", path)
        self.compare(read, lambda key, node: {"id": key, "value": key, "name": node["name"]}, lambda a, b, _: {"source": a, "target": b})
        self.assertEqual(len({json.dumps(place) for *_, place in read["nodes"]}), len(self.nodes), "each has a place of its own")
        graph = networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
        self.assertEqual(type(graph), networkx.Graph)
        self.assertEqual({tuple(sorted(edge)) for edge in graph.edges}, set(self.edges))
        self.assertEqual({key: node["label"] for key, node in graph.nodes.items()}, {key: node["name"] for key, node in self.nodes.items()})

    def test_graphology(self):
        read = javascript.read("graphology", self.desk.export("graph.graphology.json"))
        self.assertEqual(read["type"], "undirected")
        self.compare(read, lambda *_: {}, lambda *_: {})
        self.assertTrue(all(isinstance(node[key], (int, float)) for _, node in read["nodes"] for key in ("x", "y", "size")))

    def test_d3(self):
        read = javascript.read("d3", self.desk.export("graph.d3.json"))
        self.compare(read, lambda key, node: {"id": key, "group": node["type"]}, lambda a, b, edge: {"value": edge["score"]})

    def test_cx2(self):
        network = RawCX2NetworkFactory().get_cx2network(self.desk.json("graph.cx2"))
        nodes = network.get_nodes()
        self.assertEqual([node["v"]["represents"] for node in nodes.values()], list(self.nodes))
        keys = list(self.nodes)
        for key, node in zip(keys, nodes.values()):
            wanted = facts.of_node(self.nodes[key]) | {"name": self.nodes[key]["name"], "represents": key}
            self.assertEqual(node["v"], wanted)
            self.assertIsNotNone(node["x"])
        edges = network.get_edges()
        self.assertEqual([(keys[edge["s"]], keys[edge["t"]]) for edge in edges.values()], list(self.edges))
        for edge, wanted in zip(edges.values(), self.edges.values()):
            self.assertEqual(edge["v"], facts.of_edge(wanted) | {"weight": wanted["score"]})

    def test_vosviewer(self):
        network = self.desk.json("graph.vosviewer.json")["network"]
        for item, (key, node) in zip(network["items"], self.nodes.items(), strict=True):
            self.assertEqual((item["id"], html.unescape(item["label"]), html.unescape(item.get("description", ""))), (key, node["name"], node["type"]))
            self.assertNotIn("<", item["label"])
            self.assertEqual(item["weights"]["Documents"], node["documents"])
        clusters = {cluster["cluster"] for cluster in network["clusters"]}
        self.assertEqual(clusters, {item["cluster"] for item in network["items"] if "cluster" in item})
        for link, ((a, b), edge) in zip(network["links"], self.edges.items(), strict=True):
            self.assertEqual((link["source_id"], link["target_id"], link["strength"], link["score"]), (a, b, edge["count"], edge["score"]))
            self.assertEqual(html.unescape(link["description"]), facts.text_of(edge["evidence"][0]))


class Hostile(Dialects, unittest.TestCase):
    of = staticmethod(ledgers.hostile)


class Example(Dialects, unittest.TestCase):
    of = staticmethod(ledgers.example)
