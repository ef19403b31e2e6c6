"""compare.py: comention, a pipeline in Python and bare scans over one corpus, with three dictionaries. run.sh starts it."""
import argparse
import os
import sys
from pathlib import Path

from process import Corpus, Runs, markdown

HERE = Path(__file__).parent
DICTIONARIES = ["S", "M", "L"]
# What the rivals do: case plays no part, and a name that several entities share is one of theirs.
ALIKE = ["--no-cache", "--case", "ignore", "--variants", "none", "--ambiguity", "first"]


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh compare", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with corpus.jsonl (id, title, text) and dict_S.csv, dict_M.csv, dict_L.csv")
    parser.add_argument("out", type=Path, help="folder for what is written while it runs")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--max-documents", type=int, help="only so many documents, the first")
    parser.add_argument("--dictionaries", default=",".join(DICTIONARIES), help="which of the three, divided by commas")
    parser.add_argument("--without", default="", help="systems to leave out, divided by commas: a part of the name is enough")
    return parser.parse_args()


def systems(out):
    """The name and the threads of each, and its command for an input and a dictionary."""
    comention, scan = os.environ["COMENTION"], os.environ["BARE_SCAN"]
    ours = {
        "comention build --in-memory": ["build", "--in-memory"],
        "comention build, into a ledger": ["build", "--force", "-o", out / "graph.db"],
        "comention tag": ["tag"],
    }
    for threads in (1, 2):
        for name, command in ours.items():
            flags = ["--threads", str(threads), *ALIKE]
            yield name, threads, lambda docs, names, command=command, flags=flags: [comention, *command, docs, "-d", names, *flags]
    script = HERE / "pyahocorasick_pipeline.py"
    yield "pyahocorasick pipeline", 1, lambda docs, names: [sys.executable, script, docs, names]
    for engine in ("aho-corasick", "daachorse"):
        yield f"{engine}, bare scan", 1, lambda docs, names, engine=engine: [scan, engine, docs, names]


def main():
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    corpus = Corpus.cut(given.data / "corpus.jsonl", given.out, given.max_documents)
    without = [part for part in given.without.split(",") if part]
    chosen = [system for system in systems(given.out) if not any(part in system[0] for part in without)]
    sizes = given.dictionaries.split(",")
    table = {}
    for size in sizes:
        dictionary = given.data / f"dict_{size}.csv"
        runs = [Runs() for _ in chosen]
        # In turns, so that a busy minute falls on all of them alike.
        for _ in range(given.repeats):
            for (_, _, command), costs in zip(chosen, runs):
                costs.add(lambda docs, command=command: command(docs, dictionary), corpus, given.out / "answer")
        table[size] = runs
    print(f"{corpus.bytes / 1e6:.1f} MB of text, {given.repeats} runs in turns, medians; peaks are the greatest, and 18 MiB at least.\n")
    titles = [
        ("MB of text a CPU second, load left out", lambda runs: runs.rate(corpus)),
        ("MB of text a second on the clock, load left out", lambda runs: runs.rate(corpus, "wall")),
        ("Load, CPU seconds", lambda runs: f"{runs.load():.2f}"),
        ("Peak memory, MiB", lambda runs: f"{runs.peak():.0f}"),
    ]
    for title, value in titles:
        rows = []
        for at, (name, threads, _) in enumerate(chosen):
            rows.append([f"{name}, {threads} thread{'s' * (threads > 1)}", *(value(table[size][at]) for size in sizes)])
        print(markdown([title, *sizes], rows) + "\n", flush=True)


if __name__ == "__main__":
    main()
