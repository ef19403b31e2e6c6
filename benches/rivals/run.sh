#!/usr/bin/env bash
# run.sh OUT_DIR CORPUS.jsonl DICT.csv [--label S] [--repeats 3] [--max-documents N]
#
# One run, one input, one core: comention into a ledger, comention tag, and the pipeline of pyahocorasick, sentences by regular expression and
# networkx. Prints megabytes of text (title and text) a CPU second for each, and by how much comention is ahead.
#
# Needs pyahocorasick and networkx. COMENTION names the program (target/release/comention), PYTHON the interpreter (python3).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
: "${COMENTION:=$here/../../target/release/comention}" "${PYTHON:=python3}"
export COMENTION
"$PYTHON" -c 'import ahocorasick, networkx' 2>/dev/null || {
    echo "$PYTHON has no pyahocorasick or no networkx: pip install pyahocorasick networkx, or set PYTHON" >&2
    exit 2
}
command -v "$COMENTION" >/dev/null || {
    echo "$COMENTION is missing: cargo build --release, or set COMENTION" >&2
    exit 2
}
exec "$PYTHON" "$here/measure.py" "$@"
