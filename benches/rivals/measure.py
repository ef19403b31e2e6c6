"""What run.sh runs: whole processes, their CPU time by wait4, in turns, so that a busy minute falls on all of them alike.

The dictionary's load is a run of the same command over one short document. A rate is bytes of text by CPU seconds without that load. The
rival tells its parts apart: its main rate leaves out the start of the interpreter and the reading of documents, which is to its favour, a
second one has the reading in, as comention's rates do.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

NAMES = {
    "build": "comention build",
    "tag": "comention tag",
    "rival": "pyahocorasick pipeline",
    "rival, reading too": "pyahocorasick pipeline, reading too",
}
OPTIONS = ["--threads", "1", "--case", "ignore", "--variants", "none", "--ambiguity", "first"]


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh", description="comention beside a pipeline of pyahocorasick, in one run.")
    parser.add_argument("folder", type=Path, help="for the corpus cut to size, the ledger, the mentions and the results")
    parser.add_argument("corpus", type=Path, help="JSON Lines with id, title and text")
    parser.add_argument("dictionary", type=Path, help="CSV with id, name, type and aliases, these divided by |")
    parser.add_argument("--label", default="", help="what to call this run")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--max-documents", type=int, help="only so many documents, the first")
    return parser.parse_args()


def prepare(given):
    """Cuts the corpus to size; gives it, a corpus of one short document, and the bytes of text."""
    corpus, one = given.folder / "corpus.jsonl", given.folder / "one.jsonl"
    size = 0
    with open(given.corpus, encoding="utf-8") as lines, open(corpus, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            if number == given.max_documents:
                break
            document = json.loads(line)
            size += len((document.get("title") or "").encode()) + len(document["text"].encode())
            out.write(line)
    one.write_text(json.dumps({"id": "one", "title": "", "text": "Nothing happened."}) + "\n", encoding="utf-8")
    return corpus, one, size


def run(command, output):
    """Runs a command; gives CPU seconds, wall seconds and peak memory in MiB."""
    with open(output, "wb") as file:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{errors.decode()}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def spread(values, form):
    return "  ".join(form % value for value in (min(values), statistics.median(values), max(values)))


def main():
    given = arguments()
    given.folder.mkdir(parents=True, exist_ok=True)
    corpus, one, size = prepare(given)
    comention, python = os.environ["COMENTION"], sys.executable
    rival_script = Path(__file__).parent / "pyahocorasick_pipeline.py"
    ledger, answer = given.folder / "graph.db", given.folder / "rival.json"

    def build(inputs):
        return [comention, "build", inputs, "-d", given.dictionary, "-o", ledger, "--force", *OPTIONS]

    def tag(inputs):
        return [comention, "tag", inputs, "-d", given.dictionary, *OPTIONS]

    summary = given.folder / "summary.txt"
    mentions = given.folder / "mentions.jsonl"
    loads, rates, peaks = ({name: [] for name in NAMES} for _ in range(3))
    for _ in range(given.repeats):
        for name, command, output in (("build", build, summary), ("tag", tag, mentions)):
            load, _, _ = run(command(one), output)
            whole, _, peak = run(command(corpus), output)
            loads[name].append(load)
            rates[name].append(size / 1e6 / (whole - load))
            peaks[name].append(peak)
        _, _, peak = run([python, rival_script, corpus, given.dictionary], answer)
        found = json.loads(answer.read_text())
        for name, seconds in (("rival", found["work"]), ("rival, reading too", found["read"] + found["work"])):
            loads[name].append(found["load"])
            rates[name].append(size / 1e6 / seconds)
            peaks[name].append(peak)

    with open(mentions, "rb") as lines:
        tagged = sum(1 for _ in lines)
    label = f"{given.label}: " if given.label else ""
    print(f"{label}{size / 1e6:.1f} MB of text, {given.repeats} times in turns; min  median  max")
    for name, title in NAMES.items():
        print(f"  {title:<36} {spread(rates[name], '%7.2f')} MB/s   load {spread(loads[name], '%6.3f')} s   peak {max(peaks[name]):5.0f} MiB")
    for name in ("build", "tag"):
        for rival in ("rival", "rival, reading too"):
            ratios = [ours / theirs for ours, theirs in zip(rates[name], rates[rival])]
            print(f"  {NAMES[name]} / {rival}: {spread(ratios, '%.2f')}")
    print(f"  mentions: comention {tagged}, rival {found['mentions']}; edges of the rival: {found['edges']}")


if __name__ == "__main__":
    main()
