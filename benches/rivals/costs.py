"""costs.py: what comention costs as the corpus grows and as the dictionary grows. run.sh starts it."""
import argparse
import os
import random
from pathlib import Path

from process import Corpus, Runs, markdown, run

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
TIMES = [1, 4, 16]
NAMES = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh costs", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with corpus.jsonl (id, title, text) and dict_M.csv")
    parser.add_argument("out", type=Path, help="folder for what is written while it runs: a gigabyte")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--max-documents", type=int, help="only so many documents, the first")
    parser.add_argument("--most-names", type=int, default=NAMES[-1], help="the largest dictionary")
    return parser.parse_args()


def make_names(path, count):
    """A dictionary of so many different names of two words, the same on every machine."""
    syllables = [consonant + vowel for consonant in CONSONANTS for vowel in VOWELS]
    chosen = random.Random(0).sample(range(len(syllables) ** 3), 5_000)
    three = [(at // len(syllables) ** 2, at // len(syllables) % len(syllables), at % len(syllables)) for at in chosen]
    words = ["".join(syllables[part] for part in parts).capitalize() for parts in three]
    with open(path, "w", encoding="utf-8") as out:
        out.write("id,name\n")
        for number in range(count):
            # The number in base 5,000: no two are the same.
            first, second = divmod(number, len(words))
            out.write(f"n{number},{words[second]} {words[first]}\n")


def growing_corpus(given, comention):
    commands = {
        "build --in-memory": ["build", "--in-memory"],
        "build --in-memory, with evidence": ["build", "--in-memory", "--export", given.out / "graph.json"],
        "build, into a ledger": ["build", "--force", "-o", given.out / "graph.db"],
        "tag": ["tag"],
    }
    dictionary = given.data / "dict_M.csv"
    rows = []
    for name, command in commands.items():
        for threads in (1, 2):
            row = [f"{name}, {threads} thread{'s' * (threads > 1)}"]
            for times in TIMES:
                corpus = Corpus.cut(given.data / "corpus.jsonl", given.out, given.max_documents, times)
                runs = Runs()
                for _ in range(given.repeats):
                    flags = ["-d", dictionary, "--no-cache", "--threads", str(threads)]
                    runs.add(lambda docs: [comention, *command, docs, *flags], corpus, given.out / "answer")
                seconds = sum(whole.wall for whole in runs.wholes) / len(runs.wholes)
                row.append(f"{seconds:.2f} s, {runs.rate(corpus)} MB/s, {runs.peak():.0f} MiB")
            rows.append(row)
    print("Time on the clock, load included; MB of text a CPU second, load left out; peak memory.\n")
    print(markdown(["dictionary M", *(f"{times} x" for times in TIMES)], rows) + "\n", flush=True)


def growing_dictionary(given, comention):
    corpus = Corpus.cut(given.data / "corpus.jsonl", given.out, given.max_documents)
    rows = []
    for count in filter(lambda count: count <= given.most_names, NAMES):
        plain, compiled = given.out / "names.csv", given.out / "names.cdict"
        make_names(plain, count)
        compiling = [run([comention, "dict", "compile", plain, "-o", compiled]) for _ in range(given.repeats)]
        row = [f"{count:,}"]
        for dictionary in (plain, compiled):
            flags = ["-d", dictionary, "--no-cache", "--threads", "1"]
            runs = Runs()
            for _ in range(given.repeats):
                runs.add(lambda docs: [comention, "build", "--in-memory", docs, *flags], corpus)
            row += [f"{runs.load():.3f}", f"{max(cost.peak for cost in runs.loads):.0f}", runs.rate(corpus)]
        row += [f"{min(cost.cpu for cost in compiling):.2f}", f"{compiled.stat().st_size / 2**20:.1f}"]
        rows.append(row)
        plain.unlink()
        compiled.unlink()
    head = ["names", "CSV: load, s", "peak, MiB", "MB/s", "compiled: load, s", "peak, MiB", "MB/s", "to compile, s", "file, MiB"]
    print("`build --in-memory`, one thread: CPU seconds and peak memory over one short document, MB of text a CPU second after that.\n")
    print(markdown(head, rows), flush=True)


def main():
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    growing_corpus(given, os.environ["COMENTION"])
    growing_dictionary(given, os.environ["COMENTION"])


if __name__ == "__main__":
    main()
