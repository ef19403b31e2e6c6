#!/usr/bin/env bash
# run.sh compare DATA OUT [--repeats 3] [--max-documents N] [--dictionaries S,M,L] [--without NAME,…]
# run.sh costs DATA OUT [--repeats 3] [--max-documents N] [--most-names 10000000]
#
# DATA is a folder with corpus.jsonl (id, title, text) and dict_S.csv, dict_M.csv, dict_L.csv (id, name, type, aliases); OUT takes what is
# written on the way. Prints Markdown tables, as benches/record/ keeps them:
#
#   compare  comention (in memory, into a ledger, tag; one thread and two), a pipeline of pyahocorasick, regular expressions and networkx, and
#            bare scans by the crates aho-corasick and daachorse. What a dictionary costs to load is measured over one short document,
#            printed, and taken off
#   costs    comention over 1, 4 and 16 times the corpus, and with dictionaries of a hundred to ten million names
#
# Needs pyahocorasick and networkx to compare. COMENTION names the program (target/release/comention), BARE_SCAN that of the scans
# (target/release/examples/bare_scan), PYTHON the interpreter (python3).
set -euo pipefail
here=$(dirname "$(realpath "$0")")
target=$here/../../target/release
: "${COMENTION:=$target/comention}" "${BARE_SCAN:=$target/examples/bare_scan}" "${PYTHON:=python3}"
export COMENTION BARE_SCAN PYTHONDONTWRITEBYTECODE=1
what=${1:-}
case $what in
    compare | costs) shift ;;
    *)
        sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2
        exit 2
        ;;
esac
need() {
    command -v "$1" >/dev/null || {
        echo "$1 is missing: cargo build --release $2" >&2
        exit 2
    }
}
need "$COMENTION" ""
if [ "$what" = compare ]; then
    need "$BARE_SCAN" "--example bare_scan"
    "$PYTHON" -c 'import ahocorasick, networkx' 2>/dev/null || {
        echo "$PYTHON has no pyahocorasick or no networkx: pip install pyahocorasick networkx, or set PYTHON" >&2
        exit 2
    }
fi
exec "$PYTHON" "$here/$what.py" "$@"
