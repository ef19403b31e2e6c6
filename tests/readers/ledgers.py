"""The two ledgers that are exported, each built once, and how comention is run."""

import atexit
import functools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import names

BINARY = ""  # set from the command line
WINDOWS = ("sentence", "paragraph", "document")
COUNTS = ("sentences", "paragraphs", "documents")


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


class Ledger:
    """A ledger in a folder of its own, and what was exported from it."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="comention-readers-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.path = self.folder / 'ledger "&.db'

    @functools.cache
    def export(self, name, *options):
        """The path of an export. Each is written once."""
        path = self.folder / name
        comention("export", "-g", self.path, "-o", path, *options)
        return path

    def text(self, name, *options):
        return self.export(name, *options).read_text(encoding="utf-8")

    def json(self, name, *options):
        return json.loads(self.text(name, *options))

    @functools.cache
    def graph(self, *options):
        """Graph JSON, which other tests hold against what `comention` tells: nodes by id, edges by both ids."""
        read = self.json(f"wanted{len(options)}{'-'.join(options)}.json", *options)
        nodes = {node["id"]: node for node in read["nodes"]}
        return nodes, {(edge["source"], edge["target"]): edge for edge in read["edges"]}


@functools.cache
def hostile():
    """Names, types, document ids and sources that break careless writers; sentences that say something, too."""
    ledger = Ledger()
    dictionary = []
    for at, (key, name, kind) in enumerate(names.ENTITIES):
        dictionary.append(
            f"[[entity]]\nid = {names.toml_string(key)}\nname = {names.toml_string(name)}\ntype = {names.toml_string(kind)}\n"
            f"aliases = [{names.toml_string(names.alias(at))}]\n"
        )
        if at % 5 == 1:
            dictionary.append(f"parent = {names.toml_string(names.ENTITIES[at - 1][0])}\n")
    (ledger.folder / "names.toml").write_text("\n".join(dictionary), encoding="utf-8", newline="")
    ledger.records = {record["id"]: record for record in names.documents()}
    anything = '["person", "organization", "place", "term", "other"]'
    rules = f'[[relation]]\nname = "praises"\nhead = {anything}\ntail = {anything}\nverbs = ["praise"]\n'
    (ledger.folder / "rules.toml").write_text(rules, encoding="utf-8")
    lines = [json.dumps(record, ensure_ascii=at % 2 == 0) for at, record in enumerate(ledger.records.values())]
    (ledger.folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="")
    plain = {"id": "2025-02-03 <plain> & 🚀.txt", "text": names.sentence(0, 5, 12) + "\r\n\r\n" + names.sentence(12, 13)}
    (ledger.folder / plain["id"]).write_text(plain["text"], encoding="utf-8", newline="")
    ledger.records[plain["id"]] = plain
    subprocess.run(
        [BINARY, "build", "records.jsonl", plain["id"], "-d", "names.toml", "--relations", "rules.toml", "-o", ledger.path, "--strict"],
        cwd=ledger.folder, check=True, capture_output=True,
    )
    return ledger


@functools.cache
def example():
    """The articles of examples/deepseek with the built-in dictionary: more edges than a picture draws, and relations."""
    ledger = Ledger()
    articles = Path(__file__).resolve().parents[2] / "examples" / "deepseek"
    comention("build", articles, "-o", ledger.path, "--strict")
    return ledger
