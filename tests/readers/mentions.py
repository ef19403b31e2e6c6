"""Reads the mention formats of comention with other people's tools, and compares.

    python tests/readers/mentions.py target/debug/comention

Documents that break careless writers are tagged in every format. What spaCy, bconv, pandas and the parsers of the standard library see has to be
what the JSON Lines say, and every place has to cut its name out of the text. Needs bconv, pandas and spaCy; tests/readers/requirements.txt pins
the versions.
"""

import html.parser
import json
import subprocess
import sys
import tempfile
import unittest
import urllib.parse
from collections import Counter
from pathlib import Path

import bconv
import pandas
import spacy
from spacy.tokens import Doc

BINARY = ""  # set from the command line
EVERY = "accepted,nested,ambiguous"

DICTIONARY = r"""
[[entity]]
id = "nv,idia|x y;+z"
name = 'Nvidia "GPU" <b>'
type = "org/anization & co"
aliases = ["Nvidia", "NVDA", "Shared"]

[[entity]]
id = "https://entities.example/Q1?a=1&b=2"
name = "Acme\nCorp"
type = "organization"
aliases = ["Acme", "Shared", "New York Acme"]

[[entity]]
id = "york"
name = "New York"
type = "place"

[[entity]]
id = "=1+1"
name = "芯片"

[[entity]]
id = "hash"
name = "#Tag"
type = '"><script>alert(1)</script>'
"""

DOCUMENTS = [
    {
        "id": 'a/../x|1\t"<',
        "title": "Nvidia  in <New York>",
        "date": "2024-01-02",
        "source": "W<ire",
        "url": "https://e.example/?a=1&b=2",
        "lang": "en",
        "text": "New\nYork Acme sold 😀 Nvidia\0\x01 to 芯片 today.\r\nShared\tNVDA  double. #Tag x\u2028Acme\x1cAcme \u202eevil\u202c.\n\n  Acme",
    },
    {"id": "empty", "text": ""},
    {"id": "Nothing.txt", "text": "Nothing here. Nothing there."},
    {"id": "only-title", "title": "Only Acme title", "text": ""},
    {
        "id": "unsafe",
        "title": "Acme",
        "url": "javascript:alert(1)",
        "text": "Acme. <script>alert(1)</script> Nvidia's. 东芯片京 Cafe\u0301 Nvidia! \U0010ffff👩\u200d💻 Acme",
    },
    {"id": "spaced", "title": " Spaced  ", "text": " Acme here. Nvidia there."},
    {"id": "name", "text": "Acme"},
    {"id": "lines", "text": "\n\n  Acme here.\n\nNvidia there. New\nYork Acme."},
    {"id": "many", "text": "Nvidia met Acme in New York. " * 200},
]


def comention(*arguments):
    run = subprocess.run([BINARY, *map(str, arguments)], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def joined(document):
    """Title, blank line, text: what brat, spaCy and CoNLL count in. Titles that the text begins with stand there once."""
    title, text = document.get("title", "").strip(), document["text"]
    if not title or text.split()[: len(title.split())] == title.split() or text.startswith(title):
        return text, 0
    return f"{title}\n\n{text}", len(title) + 2


class MentionFormats(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.home = Path(cls.folder.name)
        (cls.home / "dictionary.toml").write_text(DICTIONARY, encoding="utf-8")
        lines = "".join(json.dumps(document) + "\n" for document in DOCUMENTS)
        (cls.home / "docs.jsonl").write_text(lines, encoding="utf-8")
        cls.by_id = {document["id"]: document for document in DOCUMENTS}
        cls.rows = [json.loads(line) for line in cls.tag("jsonl").rstrip("\n").split("\n")]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def tag(cls, form, *more, status=EVERY):
        return comention("tag", cls.home / "docs.jsonl", "-d", cls.home / "dictionary.toml", "-f", form, "--status", status, *more)

    def mentions(self, document, status=EVERY):
        """The mentions of a document in its joined text: start, end, row."""
        shift = joined(document)[1]
        return [
            (row["start"] + (shift if row["field"] == "text" else 0), row["end"] + (shift if row["field"] == "text" else 0), row)
            for row in self.rows
            if row["doc"] == document["id"] and row["status"] in status.split(",")
        ]

    def test_the_rows_cut_their_names(self):
        self.assertGreater(len(self.rows), 600)
        self.assertEqual({row["status"] for row in self.rows}, set(EVERY.split(",")))
        for row in self.rows:
            self.assertEqual(self.by_id[row["doc"]][row["field"]].strip(" " if row["field"] == "title" else "")[row["start"] : row["end"]], row["surface"])

    def test_pandas_reads_the_table(self):
        path = self.home / "mentions.csv"
        self.tag("csv", "-o", path)
        table = pandas.read_csv(path, dtype=str, keep_default_na=False)
        self.assertEqual(len(table), len(self.rows))
        for (_, cells), row in zip(table.iterrows(), self.rows):
            candidates = "|".join(one.replace("\\", "\\\\").replace("|", "\\|") for one in row.get("candidates", []))
            wanted = {key: str(row[key] if row[key] is not None else "") for key in ("doc", "field", "start", "end", "entity", "type", "surface", "status", "rule")}
            self.assertEqual(dict(cells), {**wanted, "candidates": candidates})

    def test_brat_files_fit_their_texts(self):
        folder = self.home / "brat"
        self.tag("brat", "-o", folder)
        stems = {path.stem for path in folder.iterdir()}
        self.assertEqual(len(stems), len(DOCUMENTS) + 1)
        types = (folder / "annotation.conf").read_text(encoding="utf-8").split("\n\n")[0].splitlines()[1:]
        seen = 0
        for document in DOCUMENTS:
            stem = "".join(c if c.isalnum() or c in "-._" else "".join(f"~{byte:02X}" for byte in c.encode()) for c in document["id"].removesuffix(".txt"))
            with open(folder / f"{stem}.txt", encoding="utf-8", newline="") as file:
                text = file.read()
            self.assertEqual(text, joined(document)[0].replace("\t", " ").replace("\r", " "))
            with open(folder / f"{stem}.ann", encoding="utf-8") as file:
                lines = [line.rstrip("\n").split("\t") for line in file]
            marks, ids, statuses = [], {}, {}
            for key, what, *rest in lines:
                if key[0] == "T":
                    kind, places = what.split(" ", 1)
                    self.assertIn(kind, types)
                    pieces = [tuple(map(int, piece.split(" "))) for piece in places.split(";")]
                    self.assertEqual(" ".join(text[start:end] for start, end in pieces), rest[0])
                    self.assertNotIn("\n", rest[0])
                    marks.append((key, pieces[0][0], pieces[-1][1]))
                elif key[0] == "N":
                    _, mark, reference = what.split(" ")
                    ids.setdefault(mark, []).append(urllib.parse.unquote(reference.removeprefix("comention:")))
                elif key[0] == "A":
                    _, mark, status = what.split(" ")
                    statuses[mark] = status
            wanted = [(start, end, row.get("candidates") or [row["entity"]], row["status"]) for start, end, row in self.mentions(document)]
            self.assertEqual([(start, end, ids[key], statuses.get(key, "accepted")) for key, start, end in marks], wanted)
            seen += len(marks)
        self.assertEqual(seen, len(self.rows))

    def test_spacy_reads_documents_back(self):
        nlp = spacy.blank("xx")
        lines = self.tag("spacy").rstrip("\n").split("\n")
        self.assertEqual(len(lines), len(DOCUMENTS))
        for line, document in zip(lines, DOCUMENTS):
            record = json.loads(line)
            self.assertEqual(record["meta"]["id"], document["id"])
            doc = Doc(nlp.vocab).from_json(record, validate=True)
            self.assertEqual(doc.text, joined(document)[0])
            mentions = self.mentions(document)
            spans = [(span.start_char, span.end_char, span.kb_id_) for span in doc.spans["sc"]]
            self.assertEqual(spans, [(start, end, row["entity"] or "") for start, end, row in mentions])
            for status in ("nested", "ambiguous"):
                wanted = [(start, end) for start, end, row in mentions if row["status"] == status]
                self.assertEqual([(span.start_char, span.end_char) for span in doc.spans.get(status, [])], wanted)
            for span, (_, _, row) in zip(doc.spans["sc"], mentions):
                if row["entity"]:
                    self.assertEqual(span.label_, row["type"] or "ENTITY")
            ents = [(ent.start_char, ent.end_char) for ent in doc.ents]
            self.assertEqual(ents, [(start, end) for start, end, row in mentions if row["status"] != "nested"])
            if len(doc):
                self.assertEqual("".join(sent.text_with_ws for sent in doc.sents), doc.text)
            if joined(document)[1]:
                self.assertEqual(doc.spans["title"][0].text, document["title"].strip())

    def test_bconv_reads_pubtator(self):
        path = self.home / "mentions.pubtator"
        self.tag("pubtator", "-o", path)
        collection = bconv.load(str(path), fmt="pubtator")
        self.assertEqual(len(collection), len(DOCUMENTS))
        for read, document in zip(collection, DOCUMENTS):
            self.assertEqual(urllib.parse.unquote(read.id), document["id"])
            found = [(entity.text, urllib.parse.unquote(entity.metadata["cui"]).split(";") if "cui" in entity.metadata else None) for entity in read.iter_entities()]
            blank = str.maketrans({c: " " for c in "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"})
            wanted = [row["surface"].translate(blank) for _, _, row in self.mentions(document)]
            self.assertEqual(Counter(text for text, _ in found), Counter(wanted))

    def test_bconv_reads_conll(self):
        path = self.home / "mentions.conll"
        self.tag("conll", "-o", path, status="accepted")
        collection = {read.id: read for read in bconv.load(str(path), fmt="conll")}
        for document in DOCUMENTS:
            wanted = [(start, end) for start, end, _ in self.mentions(document, "accepted")]
            read = collection.get(document["id"].replace("\t", " "))
            found = [(entity.start, entity.end) for entity in read.iter_entities()] if read else []
            self.assertEqual(found, wanted)

    def test_annotations_point_into_the_texts(self):
        for unit in ("chars", "utf16"):
            page = json.loads(self.tag("w3c", "--offsets", unit))
            self.assertEqual(page["type"], "AnnotationPage")
            items = page["items"]
            self.assertEqual(len(items), len(self.rows))
            self.assertEqual(len({item["id"] for item in items}), len(items))
            for item, row in zip(items, self.rows):
                text = self.by_id[row["doc"]][row["field"]]
                place, quote = item["target"]["selector"]
                if unit == "chars":
                    self.assertEqual(text[place["start"] : place["end"]], row["surface"])
                else:
                    cut = text.encode("utf-16-le")[2 * place["start"] : 2 * place["end"]]
                    self.assertEqual(cut.decode("utf-16-le"), row["surface"])
                self.assertEqual(quote["exact"], row["surface"])
                self.assertIn(quote["prefix"] + quote["exact"] + quote["suffix"], text)
                source = item["target"]["source"]
                self.assertEqual(source["id"].endswith("#title"), row["field"] == "title")
                self.assertNotIn("javascript", json.dumps(source))
                first = item["body"][0]
                choices = [body["source"]["id"] for body in first.get("items", [first])]
                iri = lambda id: id if id.startswith("https://") else "urn:comention:entity:" + urllib.parse.quote(id, safe="-._~")
                self.assertEqual(choices, [iri(id) for id in row.get("candidates") or [row["entity"]]])

    def test_the_page_shows_and_runs_nothing(self):
        page = self.tag("html")
        seen = Page()
        seen.feed(page)
        self.assertEqual(seen.open, [])
        self.assertFalse(seen.tags & {"script", "iframe", "img", "link", "object", "embed", "form", "svg", "base"})
        self.assertFalse([name for name in seen.attributes if name.startswith("on") or name in ("style", "src", "srcset")])
        self.assertEqual([target for target in seen.links if not target.startswith("#")], ["https://e.example/?a=1&b=2"])
        self.assertFalse([target for target in seen.links if target.startswith("#") and target[1:] not in seen.ids])
        self.assertEqual(len(seen.ids), len(set(seen.ids)))
        self.assertEqual(len(seen.texts), len(DOCUMENTS))
        for shown, document in zip(seen.texts, DOCUMENTS):
            text = "".join("\ufffd" if (ord(c) < 32 or 127 <= ord(c) < 160) and c not in "\t\n\r" else c for c in document["text"])
            self.assertEqual(shown, text)
        self.assertEqual(seen.marks, len(self.rows))


class Page(html.parser.HTMLParser):
    """What a page is made of."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.links, self.ids, self.texts, self.marks = [], set(), set(), [], [], [], 0
        self.depth = None

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        known = dict(attributes)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a":
            self.links.append(known["href"])
        self.marks += tag == "mark"
        if tag != "meta":
            self.open.append(tag)
        if known.get("class") == "text":
            self.depth = len(self.open)
            self.texts.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if self.depth is not None and len(self.open) < self.depth:
            self.depth = None

    def handle_data(self, data):
        if self.depth is not None:
            self.texts[-1] += data


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} COMENTION [unittest options]")
    BINARY = str(Path(sys.argv.pop(1)).resolve())
    unittest.main()
