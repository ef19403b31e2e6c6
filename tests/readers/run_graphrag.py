"""Runs the workflows of Microsoft GraphRAG on the tables of comention.

    python tests/readers/run_graphrag.py target/debug/comention

The workflows that make communities, and reports of communities, run as they are; in the place of a language model stands the one that GraphRAG
keeps for tests, which always says the same. Needs graphrag, which is large: tests/readers/requirements-graphrag.txt, in an environment of its own.
"""

import asyncio
import json
import os
import subprocess
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it is looked up in the network

import graphrag.data_model.schemas as schemas  # noqa: E402
from graphrag.config.models.graph_rag_config import GraphRagConfig  # noqa: E402
from graphrag.data_model.data_reader import DataReader  # noqa: E402
from graphrag.index.run.utils import create_run_context  # noqa: E402
from graphrag.index.workflows import create_communities, create_community_reports  # noqa: E402
from graphrag_llm.config import ModelConfig  # noqa: E402
from graphrag_storage.file_storage import FileStorage  # noqa: E402
from graphrag_storage.tables.parquet_table_provider import ParquetTableProvider  # noqa: E402

BINARY = ""  # set from the command line
FIRMS = 200
COLUMNS = {
    "entities": schemas.ENTITIES_FINAL_COLUMNS,
    "relationships": schemas.RELATIONSHIPS_FINAL_COLUMNS,
    "text_units": schemas.TEXT_UNITS_FINAL_COLUMNS,
    "documents": schemas.DOCUMENTS_FINAL_COLUMNS,
    "communities": schemas.COMMUNITIES_FINAL_COLUMNS,
}
ANSWER = {"title": "T", "summary": "S", "rating": 5.0, "rating_explanation": "R", "findings": [{"summary": "a", "explanation": "b"}]}
NAMES = ["Straße & Co", "AT&T", "&lt;b&gt; Labs", "R&D; Works", "acme", "ACME", 'Quote "x"', "芯片", "Ünal Ltd", "A&copy", "Two\nLines", "=1+1"]


def comention(*arguments):
    run = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()


class GraphRag(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        home = Path(cls.folder.name)
        alias = lambda place: f"Plain{chr(65 + place // 26)}{chr(97 + place % 26)}"
        names = NAMES + [f"Firm {place}" for place in range(FIRMS)]
        entities = [{"id": f"e{place}", "name": name, "type": "firm", "aliases": [alias(place)]} for place, name in enumerate(names)]
        (home / "names.jsonl").write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
        documents = []
        for place in range(len(names)):  # one ring, long enough for communities within communities
            following = alias((place + 1) % len(names))
            text = f"It is said that {alias(place)} met {following}. {alias(place)} paid.\n\nNobody else. {following} knows it."
            documents.append({"id": f"d{place}", "title": f"Day {place}", "date": f"2025-01-{place % 28 + 1:02}", "text": text})
        documents.append({"id": "empty", "text": "Nobody at all."})
        (home / "docs.jsonl").write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
        comention("build", home / "docs.jsonl", "-d", home / "names.jsonl", "-o", home / "graph.db")
        cls.tables = {}
        for window in ("sentence", "paragraph", "document"):
            cls.tables[window] = home / window
            comention("export", "-g", home / "graph.db", "-w", window, "-f", "graphrag", "-o", cls.tables[window])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def open(self, window="sentence"):
        """A copy of the tables, with what GraphRAG reads and runs them with."""
        output = Path(tempfile.mkdtemp(dir=self.folder.name)) / "output"
        shutil.copytree(self.tables[window], output)
        storage = FileStorage(base_dir=str(output))
        provider = ParquetTableProvider(storage)
        context = create_run_context(output_storage=storage, output_table_provider=provider)
        model = ModelConfig(model_provider="openai", model="gpt-4o", type="mock", mock_responses=[json.dumps(ANSWER)])
        return DataReader(provider), context, GraphRagConfig(completion_models={"default_completion_model": model})

    def read(self, reader):
        return {name: asyncio.run(getattr(reader, name)()) for name in COLUMNS}

    def test_the_tables_fit_together(self):
        for window in self.tables:
            tables = self.read(self.open(window)[0])
            for name, columns in COLUMNS.items():
                self.assertEqual(list(tables[name].columns), columns)
                self.assertTrue(tables[name]["id"].is_unique)
                self.assertEqual(list(tables[name]["human_readable_id"]), list(range(len(tables[name]))))
            entities, relationships, units = tables["entities"], tables["relationships"], tables["text_units"]
            self.assertTrue(entities["title"].is_unique)
            self.assertEqual(len(entities), len(NAMES) + FIRMS)
            self.assertTrue(set(relationships["source"]) | set(relationships["target"]) <= set(entities["title"]))
            known = {name: set(tables[name]["id"]) for name in COLUMNS}
            for table, column, other in (
                (entities, "text_unit_ids", "text_units"),
                (relationships, "text_unit_ids", "text_units"),
                (tables["documents"], "text_unit_ids", "text_units"),
                (units, "entity_ids", "entities"),
                (units, "relationship_ids", "relationships"),
                (tables["communities"], "entity_ids", "entities"),
                (tables["communities"], "relationship_ids", "relationships"),
                (tables["communities"], "text_unit_ids", "text_units"),
            ):
                self.assertTrue({id for ids in table[column] for id in ids} <= known[other], (window, column))
                self.assertTrue(all(len(ids) for ids in table[column]) or column == "relationship_ids", (window, column))
            self.assertTrue(set(units["document_id"]) <= known["documents"])
            self.assertEqual(list(entities["frequency"]), [len(ids) for ids in entities["text_unit_ids"]])
            degrees = dict(zip(entities["title"], entities["degree"]))
            for row in relationships.to_dict("records"):
                self.assertEqual(row["combined_degree"], degrees[row["source"]] + degrees[row["target"]])
                self.assertGreater(row["weight"], 0)
            communities = tables["communities"].to_dict("records")
            self.assertGreater(max(row["level"] for row in communities), 0)
            for row in communities:
                self.assertEqual(row["size"], len(row["entity_ids"]))
                self.assertTrue(all(communities[child]["parent"] == row["community"] for child in row["children"]))
                if row["parent"] >= 0:
                    parent = communities[row["parent"]]
                    self.assertEqual(parent["level"] + 1, row["level"])
                    self.assertTrue(set(row["entity_ids"]) <= set(parent["entity_ids"]))

    def test_communities_are_made_of_them(self):
        for window in self.tables:
            for largest_component in (True, False):
                reader, context, config = self.open(window)
                config.cluster_graph.use_lcc = largest_component
                asyncio.run(create_communities.run_workflow(config, context))
                communities = asyncio.run(reader.communities())
                members = {id for ids in communities["entity_ids"] for id in ids}
                entities = asyncio.run(reader.entities())
                joined = set(entities["id"][entities["degree"] > 0])
                # All of them: no title was lost on the way.
                self.assertEqual(members, joined, (window, largest_component))

    def test_reports_are_made_of_ours_and_theirs(self):
        for theirs in (False, True):
            reader, context, config = self.open()
            if theirs:
                asyncio.run(create_communities.run_workflow(config, context))
            asyncio.run(create_community_reports.run_workflow(config, context))
            communities, reports = asyncio.run(reader.communities()), asyncio.run(reader.community_reports())
            self.assertEqual(set(reports["community"]), set(communities["community"]))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} COMENTION [unittest options]")
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    unittest.main(warnings="ignore")  # of what GraphRAG has to change before its own libraries do
