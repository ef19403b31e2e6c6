"""Reads the tables of comention with other people's tools, and compares them with its JSON.

    python tests/readers/data_tables.py target/debug/comention

Needs duckdb, followthemoney, markdown-it-py, pandas and pyarrow; tests/readers/requirements.txt pins the versions.
"""

import json
import sqlite3
import sys
import tempfile
import unittest
from pathlib import Path

import duckdb
import pandas
import pyarrow.feather
import pyarrow.parquet
from followthemoney import model
from markdown_it import MarkdownIt

import mentions
import names
from names import alias

BINARY = ""  # set from the command line
# Beside what breaks any writer, what Markdown would take for mark-up.
ENTITIES = [
    *names.ENTITIES,
    ("*md*", "*a* [b](https://c.example) `d` ![e](f) # www.g.example @h", "_i_"),
]
TABLES = ("entities", "edges", "relations", "evidence", "documents", "mentions")


def comention(*arguments):
    mentions.BINARY = BINARY
    return mentions.comention(*arguments)


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = home = Path(cls.folder.name)
        entities = [{"id": id, "name": name, "type": kind, "aliases": [alias(place)]} for place, (id, name, kind) in enumerate(ENTITIES)]
        (home / "names.jsonl").write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
        every = [alias(place) for place in range(len(entities))]
        documents = [
            {"id": f"d{place}\n<{place}>", "date": "2024-02" if place % 3 else "2025-01-02", "title": "A | B *c*", "source": "W|ire", "url": f"https://e.example/{place}?a=1&b=2",
             "text": f"It is said that {one} met {every[(place * 7 + 1) % len(every)]}. “{every[(place * 3 + 2) % len(every)]}” <b>paid</b> {one} =1+1.\n\nNobody else."}
            for place, one in enumerate(every)
        ]
        documents += mentions.DOCUMENTS
        (home / "docs.jsonl").write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        (home / "more.toml").write_text(mentions.DICTIONARY, encoding="utf-8")
        cls.ledger = home / "graph.db"
        comention("build", home / "docs.jsonl", "-d", home / "names.jsonl", "-d", home / "more.toml", "-o", cls.ledger)
        cls.graph = json.loads(cls.export("json", home / "graph.json").read_text(encoding="utf-8"))
        cls.rows = [json.loads(line) for line in comention("tag", home / "docs.jsonl", "-d", home / "names.jsonl", "-d", home / "more.toml", "--status", "accepted,nested,ambiguous,rejected").rstrip("\n").split("\n")]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def export(cls, form, path, *more):
        comention("export", "-g", cls.ledger, "-f", form, "-o", path, *more)
        return path

    def check(self, tables):
        """`tables` gives the rows of a table as dictionaries."""
        nodes = {node["id"]: node for node in self.graph["nodes"]}
        seen = {row["id"]: row for row in tables("entities")}
        self.assertEqual(set(seen), set(nodes))
        for id, node in nodes.items():
            for key in ("name", "mentions", "sentences", "paragraphs", "documents", "first_seen", "last_seen"):
                self.assertEqual(seen[id][key], node.get(key), (id, key))
            self.assertEqual(seen[id]["type"] or "", node["type"])
        edges = {(edge["source"], edge["target"]): edge for edge in self.graph["edges"]}
        seen = {(row["source"], row["target"]): row for row in tables("edges")}
        self.assertEqual(set(seen), set(edges))
        self.assertGreater(len(edges), 60)
        evidence = {}
        for row in tables("evidence"):
            evidence.setdefault((row["source"], row["target"]), []).append(row)
        for pair, edge in edges.items():
            for key in ("sentences", "paragraphs", "documents", "count", "independent", "score", "measure", "p_value", "q_value", "first_seen", "last_seen"):
                self.assertEqual(seen[pair][key], edge.get(key), (pair, key))
            told = [piece["text"] for piece in edge["evidence"]]
            self.assertEqual([row["text"] for row in sorted(evidence[pair], key=lambda row: row["rank"])], told)
        self.assertEqual(len(tables("documents")), len(ENTITIES) + len(mentions.DOCUMENTS))

    def check_mentions(self, rows):
        key = lambda row: (row["doc"], row["start"], row["end"], row["surface"], row["entity"] or "", row["status"], row["rule"])
        told = sorted(key(row) for row in self.rows)
        seen = sorted(key({**row, "doc": row["document"], "end": row.get("end", row.get("stop"))}) for row in rows)
        self.assertEqual(seen, told)

    def test_parquet(self):
        folder = self.export("parquet", self.home / "parquet")
        self.assertEqual({path.stem for path in folder.iterdir()}, set(TABLES))
        read = lambda name: pyarrow.parquet.read_table(folder / f"{name}.parquet").to_pylist()
        self.check(read)
        self.check_mentions(read("mentions"))
        metadata = pyarrow.parquet.read_metadata(folder / "edges.parquet").metadata
        self.assertIn(b"comention.version", metadata)
        frame = pandas.read_parquet(folder / "edges.parquet")
        self.assertEqual(len(frame), len(self.graph["edges"]))
        self.assertEqual(str(frame["count"].dtype), "int64")
        with duckdb.connect() as duck:
            joined = duck.execute(
                f"SELECT n.name, count(*) FROM '{folder}/edges.parquet' e JOIN '{folder}/entities.parquet' n ON n.id IN (e.source, e.target) GROUP BY ALL"
            ).fetchall()
        self.assertEqual(sum(count for _, count in joined), 2 * len(self.graph["edges"]))

    def test_arrow(self):
        folder = self.export("arrow", self.home / "arrow")
        read = lambda name: pyarrow.feather.read_table(folder / f"{name}.arrow").to_pylist()
        self.check(read)
        self.check_mentions(read("mentions"))

    def test_empty_tables_have_columns(self):
        folder = self.home / "empty"
        comention("export", "-g", self.ledger, "-f", "parquet", "-o", folder, "--type", "bidi")
        table = pyarrow.parquet.read_table(folder / "edges.parquet")
        self.assertEqual((table.num_rows, table.schema.field("score").type), (0, pyarrow.float64()))

    def test_sqlite(self):
        path = self.export("sqlite", self.home / "plain.sqlite", "--node-measures", "degree,community")
        with sqlite3.connect(path) as database:
            database.row_factory = sqlite3.Row
            read = lambda name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
            self.check(read)
            self.check_mentions(read("mentions"))
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            self.assertEqual(database.execute("PRAGMA foreign_key_check").fetchall(), [])
            degrees = dict(database.execute("SELECT entity, count(*) FROM neighbors GROUP BY entity").fetchall())
            self.assertEqual({row["id"]: row["degree"] for row in read("entities") if row["degree"]}, degrees)
            cut = database.execute("SELECT s.text, m.surface, m.start - s.start AS at FROM mentions m JOIN sentences s USING (document, sentence)")
            for row in cut:
                self.assertEqual(row["text"][row["at"] : row["at"] + len(row["surface"])], row["surface"])

    def test_followthemoney(self):
        path = self.export("ftm", self.home / "graph.ftm.json")
        lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        records = [json.loads(line) for line in lines]
        known = {record["id"]: record for record in records}
        self.assertEqual(len(known), len(records))
        links = 0
        for record in records:
            entity = model.get_proxy(record)
            try:
                entity.schema.validate({"properties": record["properties"]})
            except Exception as error:
                self.fail(f"{error.errors} {record}")
            for name, values in record["properties"].items():
                self.assertIn(name, entity.schema.properties)
                self.assertEqual(len(entity.get(name)), len(set(values)), (name, values))
                for value in values if entity.schema.properties[name].type.name == "entity" else ():
                    self.assertIn(value, known)
            links += record["schema"] == "UnknownLink"
        self.assertEqual(links, len(self.graph["edges"]))
        names = {name for record in records if record["id"].startswith("entity") for name in record["properties"]["name"]}
        told = lambda node: node["name"] if any(c.isalnum() for c in node["name"]) else f"{node['name']} ({node['id']})"
        self.assertEqual(names, {told(node) for node in self.graph["nodes"]})

    def test_the_report_is_markdown(self):
        path = self.export("markdown", self.home / "report.md")
        parser = MarkdownIt("commonmark", {"html": True}).enable("table")
        tokens = parser.parse(path.read_text(encoding="utf-8"))
        inline = [child for token in tokens for child in token.children or ()]
        self.assertFalse([token.content for token in [*tokens, *inline] if token.type in ("html_block", "html_inline", "image", "fence", "code_block")])
        self.assertEqual([token.content for before, token in zip(tokens, tokens[1:]) if before.type == "heading_open"][1:], ["Entities mentioned most", "Strongest edges", "Communities", "What was left out"])
        targets = {token.attrs["href"] for token in inline if token.type == "link_open"}
        self.assertTrue(targets)
        self.assertTrue(all(target.startswith("https://e.example/") for target in targets), targets)
        cells = [token.children for before, token in zip(tokens, tokens[1:]) if before.type == "td_open"]
        names = ["".join(child.content for child in row) for row in cells[0::6]]
        shown = lambda text: "".join("\ufffd" if (ord(c) < 32 or 127 <= ord(c) < 160) and not c.isspace() else " " if c.isspace() else c for c in text)
        wanted = {shown(node["name"]).strip() for node in self.graph["nodes"]}
        self.assertEqual(len(names), 20)
        self.assertTrue(set(names) <= wanted, set(names) - wanted)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} COMENTION [unittest options]")
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
