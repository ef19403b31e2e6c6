"""Reads what comention writes with other people's tools, and compares.

    COMENTION_NODE=FOLDER python tests/readers/read_back.py target/debug/comention [unittest options]

A dictionary of names that break careless writers, and documents that hold them, become a ledger; the example corpus becomes another. Their
exports are opened with the libraries they are meant for, and what those see has to be what Graph JSON says; that is held against
`comention top` and `comention neighbors` first. Needs the packages of requirements.txt, `dot`, and a folder in which those of package.json are
installed, with `node`.
"""

import sys
import unittest
from pathlib import Path

import ledgers

TOPICS = ("graph_json", "measures", "tables", "dialects", "networks", "knowledge", "pictures")

if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} COMENTION [unittest options]")
    ledgers.BINARY = str(Path(sys.argv.pop(1)).resolve())
    only = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    unittest.main(module=None, argv=[sys.argv[0], *(argument for argument in sys.argv[1:] if argument not in only), *(only or TOPICS)])
