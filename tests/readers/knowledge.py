"""RDF in rdflib and jsonld.js, Cypher in Kùzu."""

import re
import unittest
import urllib.parse

import kuzu
import rdflib
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS, XSD

import facts
import javascript
import ledgers

CM = rdflib.Namespace("urn:comention:ns:")


def rounded(triple):
    """jsonld.js keeps fifteen digits of a number."""
    subject, predicate, value = triple
    if isinstance(value, rdflib.Literal) and value.datatype == XSD.double:
        value = float(f"{value.toPython():.12e}")
    return subject, predicate, value


class Knowledge:
    """What holds for both ledgers."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        cls.nodes, cls.edges = cls.desk.graph()

    def parsed(self, name, syntax):
        return rdflib.Graph().parse(self.desk.export(name), format=syntax)

    def test_the_three_say_the_same(self):
        wanted = set(self.parsed("graph.nt", "nt"))
        self.assertGreater(len(wanted), 1000)
        self.same(self.parsed("graph.ttl", "turtle"), wanted)
        self.same(self.parsed("graph.jsonld", "json-ld"), wanted)
        quads = javascript.read("jsonld", self.desk.export("graph.jsonld"))
        self.same(map(rounded, rdflib.Graph().parse(data=quads, format="nt")), map(rounded, wanted))

    def same(self, seen, wanted):
        seen, wanted = set(seen), set(wanted)
        self.assertEqual((list(seen - wanted)[:3], list(wanted - seen)[:3]), ([], []))

    def test_rdf(self):
        graph = self.parsed("graph.ttl", "turtle")
        entities = {str(graph.value(entity, SKOS.notation)): entity for entity in graph.subjects(RDF.type, SKOS.Concept)}
        self.assertEqual(set(entities), set(self.nodes))

        def said(thing, term):
            value = graph.value(thing, term)
            return None if value is None else value.toPython()

        for key, node in self.nodes.items():
            entity = entities[key]
            self.assertEqual(str(graph.value(entity, SKOS.prefLabel)), node["name"])
            self.assertEqual(str(graph.value(entity, CM.entityType, default="")), node["type"])
            self.assertEqual(said(entity, CM.mentions), node["mentions"])
            parent = graph.value(entity, SKOS.broader, default="")  # it need not be in the graph
            self.assertEqual(urllib.parse.unquote(parent.removeprefix("urn:comention:entity:")), node.get("parent", ""))
            self.assertEqual(str(graph.value(entity, CM.firstSeen)), node["first_seen"])
        statements = {(graph.value(edge, RDF.subject), graph.value(edge, RDF.object)): edge for edge in graph.subjects(RDF.type, CM.CoMention)}
        self.assertEqual(len(statements), len(self.edges))
        for (a, b), edge in self.edges.items():
            ends = entities[a], entities[b]
            statement = statements[ends]
            self.assertIn((ends[0], CM.coMentionedWith, ends[1]), graph)
            self.assertEqual((said(statement, CM["count"]), said(statement, CM.score)), (edge["count"], edge["score"]))
            pieces = sorted(graph.objects(statement, PROV.wasDerivedFrom), key=lambda piece: said(piece, CM["rank"]))
            for piece, wanted in zip(pieces, edge["evidence"], strict=True):
                passages = {said(passage, CM.start): passage for passage in graph.objects(piece, CM.passage)}
                for passage in wanted.get("passages", [wanted]):
                    quoted = passages[passage["start"]]
                    self.assertEqual(str(graph.value(quoted, PROV.value)), passage["text"])
                    places = " ".join(f"{start}-{end}" for start, end in passage["a"])
                    self.assertEqual(str(graph.value(quoted, CM.subjectAt, default="")), places)
                    document = graph.value(quoted, PROV.wasQuotedFrom)
                    self.assertEqual(str(graph.value(document, DCTERMS.identifier)), wanted["document"])
                    self.assertEqual(str(graph.value(document, CM.url, default="")), wanted.get("url", ""))
            for relation in edge.get("relations", []):
                predicate = rdflib.URIRef(f"urn:comention:relation:{relation['type']}")
                direct = entities[relation["head"]], predicate, entities[relation["tail"]]
                self.assertEqual(direct in graph, any(other["polarity"] == "asserted" and (other["type"], other["head"]) == (relation["type"], relation["head"]) for other in edge["relations"]))

    NODE = {name: "STRING" for name in ("id", "name", "entity_type", "parent_id", "first_seen", "last_seen")} | {
        name: "INT64" for name in ("mentions", "sentences", "paragraphs", "documents")
    }
    EDGE = (
        {name: "INT64" for name in ("sentences", "paragraphs", "documents", "count", "independent", "relation_count")}
        | {name: "DOUBLE" for name in ("points", "score", "p_value", "q_value")}
        | {name: "STRING" for name in ("measure", "first_seen", "last_seen", "relation", "relation_head")}
        | {name: "STRING" for name in ("evidence", "evidence_document", "evidence_date", "evidence_source", "evidence_url")}
    )
    SAID = {"relation": "STRING", "polarity": "STRING", "former": "BOOLEAN", "attributed_to": "STRING", "count": "INT64"}

    def test_cypher(self):
        database = kuzu.Connection(kuzu.Database(":memory:"))

        def table(kind, name, columns, before=""):
            columns = ", ".join(f"{column} {of_type}" for column, of_type in columns.items())
            database.execute(f"CREATE {kind} TABLE {name}({before}{columns}{', PRIMARY KEY (id)' if kind == 'NODE' else ''})")

        # Kùzu wants its tables declared, knows no constraints, and wants a type for what is not there.
        table("NODE", "Entity", self.NODE)
        table("REL", "CO_MENTIONED_WITH", self.EDGE, "FROM Entity TO Entity, ")
        kinds = self.EDGE | self.NODE
        for statement in re.split(r";\n(?=UNWIND|\Z)", self.desk.text("graph.cypher")):
            if not statement.startswith("UNWIND"):
                self.assertRegex(statement, r"\A(CREATE CONSTRAINT entity_id IF NOT EXISTS .*)?\Z")
                continue
            of_type = re.search(r"MERGE \(a\)-\[r:(\w+) \{", statement)
            if of_type:
                table("REL", of_type[1], self.SAID, "FROM Entity TO Entity, ")
            statement = re.sub(r"(\w+): null", lambda match: f"{match[1]}: cast(null as {kinds[match[1]]})", statement)
            database.execute(statement)

        def read(text):
            """Kùzu has no escapes for these two."""
            return text.replace("\r", "r").replace("\0", "u0000") if isinstance(text, str) else text

        def rows(query):
            result = database.execute(query)
            return [dict(zip(result.get_column_names(), row)) for row in result.get_all()]

        def columns(of, names):
            return ", ".join(f"{of}.{name} AS {name}" for name in names)

        seen = {row["id"]: facts.present(row) for row in rows(f"MATCH (n:Entity) RETURN {columns('n', self.NODE)}")}
        wanted = {key: {"id": key, "name": node["name"], **facts.of_node(node)} for key, node in self.nodes.items()}
        self.assertEqual(seen, {read(key): {name: read(value) for name, value in node.items()} for key, node in wanted.items()})
        found = rows(f"MATCH (a)-[r:CO_MENTIONED_WITH]->(b) RETURN a.id AS a, b.id AS b, {columns('r', self.EDGE)}")
        seen = {(row.pop("a"), row.pop("b")): facts.present(row) for row in found}
        self.assertEqual(seen, {(read(a), read(b)): {name: read(value) for name, value in facts.of_edge(edge).items()} for (a, b), edge in self.edges.items()})
        found = rows("MATCH (a)-[r]->(b) WHERE label(r) <> 'CO_MENTIONED_WITH' RETURN label(r) AS type, a.id AS a, b.id AS b, r.relation AS relation, r.count AS n")
        wanted = [
            (relation["type"].upper() if relation["polarity"] == "asserted" else "NOT_ASSERTED", read(relation["head"]), read(relation["tail"]), relation["type"], relation["count"])
            for edge in self.edges.values()
            for relation in edge.get("relations", [])
        ]
        self.assertEqual(sorted(tuple(row.values()) for row in found), sorted(wanted))
        self.assertTrue(wanted)


class Hostile(Knowledge, unittest.TestCase):
    of = staticmethod(ledgers.hostile)


class Example(Knowledge, unittest.TestCase):
    of = staticmethod(ledgers.example)
