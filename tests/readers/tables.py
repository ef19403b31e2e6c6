"""CSV in pandas and duckdb: the tables, those for Gephi, those for Neo4j."""

import csv
import unittest

import duckdb
import networkx
import pandas

import facts
import ledgers
from ledgers import COUNTS, WINDOWS


def cell(text):
    """A text as a table holds it."""
    return text.replace("\x00", "\ufffd")


def frame(path):
    return pandas.read_csv(path, keep_default_na=False, dtype=str)


class Tables:
    """What holds for both ledgers."""

    @classmethod
    def setUpClass(cls):
        cls.desk = cls.of()
        cls.json, cls.nodes, cls.edges = {}, {}, {}
        for window in WINDOWS:
            cls.json[window] = cls.desk.json(f"{window}.json", "-w", window)
            cls.desk.export(f"{window}.csv", "-w", window)
            cls.nodes[window] = frame(cls.desk.folder / f"{window}.nodes.csv")
            cls.edges[window] = frame(cls.desk.folder / f"{window}.edges.csv")

    def graph(self, window):
        return networkx.node_link_graph(self.json[window], edges="edges")

    def test_pandas_and_networkx_agree(self):
        for window in WINDOWS:
            with self.subTest(window=window):
                graph = self.graph(window)
                rows = self.nodes[window].to_dict("records")
                self.assertEqual([row["id"] for row in rows], [cell(key) for key in graph])
                for row, node in zip(rows, graph.nodes.values()):
                    for key in ("name", "type", "parent", "first_seen", "last_seen"):
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

    def columns(self, rows, wanted):
        """Rows of texts hold what is wanted; what is not there is empty."""
        for row, facts_of in zip(rows, wanted, strict=True):
            for key, value in facts_of.items():
                seen = row.pop(key)
                self.assertEqual(float(seen) if isinstance(value, (int, float)) else seen, cell(value) if isinstance(value, str) else value, key)
            self.assertEqual(set(row.values()) - {""}, set())

    def test_tables_for_gephi(self):
        nodes, edges = self.desk.graph()
        self.desk.export("graph.gephi.csv")
        read = duckdb.sql(f"FROM read_csv('{self.desk.folder}/graph.gephi.nodes.csv', all_varchar = true, header = true, quote = '\"', escape = '\"', delim = ',')")
        rows = [dict(zip(read.columns, (value or "" for value in row))) for row in read.fetchall()]
        self.columns(rows, [{"Id": key, "Label": node["name"], **facts.of_node(node)} for key, node in nodes.items()])
        rows = frame(self.desk.folder / "graph.gephi.edges.csv").to_dict("records")
        fixed = [{"Source": a, "Target": b, "Type": "Undirected", "Weight": edge["score"]} for (a, b), edge in edges.items()]
        self.columns(rows, [before | facts.of_edge(edge) for before, edge in zip(fixed, edges.values())])

    def test_tables_for_neo4j(self):
        nodes, edges = self.desk.graph()
        folder = self.desk.export("graph.neo4j")

        def rows(name):
            read = frame(folder / name).rename(columns=lambda column: column.removesuffix(":long").removesuffix(":double").removesuffix(":boolean"))
            return read.to_dict("records")

        wanted = [{"id:ID(Entity)": key, "name": node["name"], ":LABEL": "Entity", **facts.of_node(node)} for key, node in nodes.items()]
        self.columns(rows("nodes.csv"), wanted)
        fixed = [{":START_ID(Entity)": a, ":END_ID(Entity)": b, ":TYPE": "CO_MENTIONED_WITH"} for a, b in edges]
        self.columns(rows("relationships.csv"), [before | facts.of_edge(edge) for before, edge in zip(fixed, edges.values())])
        said = [(relation["head"], relation["tail"], relation["type"], str(relation["count"])) for edge in edges.values() for relation in edge.get("relations", [])]
        seen = rows("relations.csv")
        self.assertEqual([(row[":START_ID(Entity)"], row[":END_ID(Entity)"], row["relation"], row["count"]) for row in seen], said)
        self.assertTrue(all(row[":TYPE"] == (row["relation"].upper() if row["polarity"] == "asserted" else "NOT_ASSERTED") for row in seen))

    def test_formulas_are_neutralised_on_request(self):
        self.desk.export("safe.csv", "--excel-safe")
        for table, wanted in (("nodes", self.nodes), ("edges", self.edges)):
            with (self.desk.folder / f"safe.{table}.csv").open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            changed = 0
            for row, plain in zip(rows, wanted["sentence"].to_dict("records"), strict=True):
                for key, text in row.items():
                    if key in ("p_value", "q_value", "score", "points"):
                        continue
                    self.assertFalse(text.startswith(tuple("=+-@\t\r\n")), (key, text))
                    changed += text != plain[key]
                    self.assertIn(text, (plain[key], "'" + plain[key]))
            self.assertTrue(changed or self.desk is not ledgers.hostile())


class Hostile(Tables, unittest.TestCase):
    of = staticmethod(ledgers.hostile)


class Example(Tables, unittest.TestCase):
    of = staticmethod(ledgers.example)
