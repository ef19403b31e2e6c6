"""Whole processes: what they cost, and what is left of that when the load of the dictionary is taken off.

The system counts the memory of the process that starts another as that one's until its program is there: so no peak is below that of this
interpreter, about 18 MiB.
"""
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median

# Seconds; less cannot be told from nothing.
SHORTEST = 0.001


@dataclass
class Cost:
    """One run: CPU seconds, seconds on the clock, MiB at the peak."""
    cpu: float
    wall: float
    peak: float


def run(command, output=os.devnull):
    """Runs a command; its output goes to a file."""
    with open(output, "wb") as file:
        started = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{errors.decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


@dataclass
class Corpus:
    """Documents in JSON Lines, and one short document beside them, over which a run costs what it costs to load."""
    path: Path
    one: Path
    bytes: int

    @classmethod
    def cut(cls, source, folder, max_documents=None, times=1):
        """The first documents of a file, several times over under ids of their own."""
        path, one = folder / f"corpus-{times}.jsonl", folder / "one.jsonl"
        size = 0
        with open(path, "w", encoding="utf-8") as out:
            for turn in range(times):
                # Read again and again: what this interpreter keeps would count as memory of all that it starts.
                with open(source, encoding="utf-8") as lines:
                    for line in islice(lines, max_documents):
                        document = json.loads(line)
                        size += len((document.get("title") or "").encode()) + len(document["text"].encode())
                        out.write(json.dumps({**document, "id": f"{turn}-{document['id']}"}, ensure_ascii=False) + "\n")
        one.write_text(json.dumps({"id": "one", "title": "", "text": "Nothing happened."}) + "\n", encoding="utf-8")
        return cls(path, one, size)


@dataclass
class Runs:
    """The runs of one command: with the load alone, and over all documents."""
    loads: list = field(default_factory=list)
    wholes: list = field(default_factory=list)

    def add(self, command, corpus, output=os.devnull):
        self.loads.append(run(command(corpus.one), output))
        self.wholes.append(run(command(corpus.path), output))

    def load(self):
        return median(cost.cpu for cost in self.loads)

    def peak(self):
        return max(cost.peak for cost in self.wholes)

    def rate(self, corpus, clock="cpu"):
        """Megabytes of text a second of work, load left out; a dash where that is too short to be told."""
        pairs = zip(self.loads, self.wholes)
        seconds = median(getattr(whole, clock) - getattr(load, clock) for load, whole in pairs)
        return f"{corpus.bytes / 1e6 / seconds:.1f}" if seconds > SHORTEST else "-"


def markdown(head, rows):
    """A table, names to the left and numbers to the right."""
    numbers = len(head) - 1
    lines = [head, ["---", *["---:"] * numbers], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
