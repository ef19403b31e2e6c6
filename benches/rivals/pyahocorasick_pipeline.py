#!/usr/bin/env python3
"""pyahocorasick_pipeline.py CORPUS.jsonl DICT.csv: documents in, weighted graph out, as one writes it in an afternoon.

Names by pyahocorasick in lower-cased text, matches that do not stand on word borders dropped; sentences by a regular expression; pairs in a
Counter; a networkx graph. Case plays no part, and a name that several entities share is one of theirs, as with
`--case ignore --variants none --ambiguity first`. Prints one line of JSON: CPU seconds to load
the dictionary, to read the documents and to work on them, and what was found.
"""
import csv
import itertools
import json
import re
import sys
import time
from collections import Counter

import ahocorasick
import networkx

SENTENCE_END = re.compile(r"""(?<=[.!?])\s+(?=[A-Z0-9"'(])""")


def load(path):
    automaton = ahocorasick.Automaton()
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
                automaton.add_word(name.lower(), (row["id"], len(name.lower())))
    automaton.make_automaton()
    return automaton


def inside_word(text, at):
    """Whether the border before `at` has a letter or digit on both sides."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def entities(automaton, text):
    text = text.lower()
    found = []
    for last, (entity, length) in automaton.iter_long(text):
        end = last + 1
        if not inside_word(text, end - length) and not inside_word(text, end):
            found.append(entity)
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            document = json.loads(line)
            title = document.get("title")
            yield f"{title}. {document['text']}" if title else document["text"]


def main():
    corpus, dictionary = sys.argv[1:]
    started = time.process_time()
    automaton = load(dictionary)
    loaded = time.process_time()
    documents = list(read(corpus))
    ready = time.process_time()
    mentions = 0
    pairs = Counter()
    for document in documents:
        for sentence in SENTENCE_END.split(document):
            found = entities(automaton, sentence)
            mentions += len(found)
            if len(found) > 1:
                pairs.update(itertools.combinations(sorted(set(found)), 2))
    graph = networkx.Graph()
    for (a, b), weight in pairs.items():
        graph.add_edge(a, b, weight=weight)
    worked = time.process_time()
    print(json.dumps({
        "load": loaded - started,
        "read": ready - loaded,
        "work": worked - ready,
        "mentions": mentions,
        "edges": graph.number_of_edges(),
    }))


if __name__ == "__main__":
    main()
