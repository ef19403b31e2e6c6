"""GraphML, GEXF and Pajek in networkx, igraph, graphology and a validator."""

import calendar
import math
import re
import unittest
from pathlib import Path

import igraph
import networkx
from lxml import etree

import facts
import javascript
import ledgers

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def xml(value):
    """A value as XML can hold it."""
    return FORBIDDEN.sub("\ufffd", value) if isinstance(value, str) else value


def last_day(date):
    """The last day that a date may mean."""
    year, month, day = ([int(part) for part in date.split("-")] + [12, None])[:3] if date.count("-") == 0 else ([int(part) for part in date.split("-")] + [None])[:3]
    return f"{year:04}-{month:02}-{day or calendar.monthrange(year, month)[1]:02}"


class Networks:
    """What holds for both ledgers."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        nodes, edges = cls.desk.graph()
        cls.nodes = {xml(key): {name: xml(value) for name, value in (facts.of_node(node) | {"label": node["name"]}).items()} for key, node in nodes.items()}
        cls.edges = {(xml(a), xml(b)): {name: xml(value) for name, value in (facts.of_edge(edge) | {"weight": edge["score"]}).items()} for (a, b), edge in edges.items()}

    def valid(self, path):
        schema = etree.RelaxNG(etree.parse(Path(__file__).parent / f"{path.suffix[1:]}.rng"))
        schema.assertValid(etree.parse(path))

    def same(self, nodes, edges, beside=()):
        self.assertEqual(list(nodes), list(self.nodes))
        for key, attributes in nodes.items():
            self.assertEqual({name: value for name, value in attributes.items() if name not in beside}, self.nodes[key])
        self.assertEqual(set(edges), set(self.edges))
        for ends, attributes in edges.items():
            self.assertEqual({name: value for name, value in attributes.items() if name != "id"}, self.edges[ends])

    def test_graphml(self):
        path = self.desk.export("graph.graphml")
        self.valid(path)
        read = networkx.read_graphml(path)
        self.assertEqual(type(read), networkx.Graph)
        self.same(dict(read.nodes), {tuple(sorted(ends)): edge for *ends, edge in read.edges(data=True)})

        read = javascript.read("graphml", path)
        self.same(dict(read["nodes"]), {(a, b): edge for a, b, edge in read["edges"]})

        read = igraph.Graph.Read_GraphML(str(path))
        self.assertFalse(read.is_directed())

        def there(attributes):
            return {name: value for name, value in attributes.items() if value != "" and not (isinstance(value, float) and math.isnan(value))}

        # Of `&amp;` in an id, igraph makes `&#38;`; in data it reads it well.
        nodes = {vertex["id"].replace("&#38;", "&"): there(vertex.attributes()) for vertex in read.vs}
        keys = list(nodes)
        edges = {(keys[edge.source], keys[edge.target]): there(edge.attributes()) for edge in read.es}
        self.same(nodes, edges, beside=("id",))

    def test_gexf(self):
        path = self.desk.export("graph.gexf")
        self.valid(path)
        read = networkx.read_gexf(path)
        self.assertEqual(type(read), networkx.Graph)
        self.same(dict(read.nodes), {tuple(sorted(ends)): edge for *ends, edge in read.edges(data=True)}, beside=("viz",))
        self.assertEqual(len({str(node["viz"]["position"]) for node in read.nodes.values()}), len(self.nodes))
        read = javascript.read("gexf", path)
        self.same(dict(read["nodes"]), {(a, b): edge for a, b, edge in read["edges"]}, beside=("x", "y", "z", "size"))

    def test_dynamic_gexf(self):
        path = self.desk.export("dynamic.gexf", "--dynamic")
        self.valid(path)
        read = networkx.read_gexf(path)
        for key, wanted in self.nodes.items():
            self.assertEqual(read.nodes[key]["spells"], [(self.first_day(wanted), last_day(wanted["last_seen"]))])
        for (a, b), wanted in self.edges.items():
            self.assertEqual(read.edges[a, b]["spells"], [(self.first_day(wanted), last_day(wanted["last_seen"]))])

    @staticmethod
    def first_day(wanted):
        return (wanted["first_seen"] + "-01-01")[:10]

    def test_pajek(self):
        path = self.desk.export("graph.net")
        lines = path.read_text(encoding="utf-8").splitlines()
        read = networkx.read_pajek(path)
        self.assertEqual((len(read), read.number_of_edges()), (len(self.nodes), len(self.edges)))
        other = igraph.Graph.Read_Pajek(str(path))
        self.assertEqual((other.vcount(), other.ecount(), other.is_directed()), (len(self.nodes), len(self.edges), False))
        keys = list(self.nodes)
        labels = other.vs["name"] if "name" in other.vs.attributes() else other.vs["id"]
        self.assertEqual(len(set(labels)), len(labels))
        for key, label in zip(keys, labels):
            plain = "".join(" " if c.isspace() or not c.isprintable() and ord(c) < 0xA0 else "'" if c == '"' else c for c in self.nodes[key]["label"].replace("\ufffd", " "))
            self.assertTrue(label.replace("\ufffe", " ").startswith(plain.replace("\ufffe", " ")[:40]), (label, plain))
        for edge, ends in zip(other.es, self.edges, strict=True):
            self.assertEqual((keys[edge.source], keys[edge.target]), ends)
            self.assertEqual(edge["weight"], self.edges[ends]["weight"])
        self.assertEqual(lines[len(keys) + 1], "*Edges")


class Hostile(Networks, unittest.TestCase):
    of = staticmethod(ledgers.hostile)


class Example(Networks, unittest.TestCase):
    of = staticmethod(ledgers.example)
