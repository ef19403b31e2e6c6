#!/usr/bin/env bash
# What an export costs: seconds and peak memory of every format, for a graph of so many edges. Needs GNU time and Python.
#
#   benches/formats.sh [SENTENCES [FORMAT…]]      110,000 sentences of five names give a million edges
#
# Making the graph and finding its evidence is part of every export; `pajek`, which writes little, shows how much. The corpus is the same every
# time. COMENTION names the program, target/release/comention by default.
set -euo pipefail
cd "$(dirname "$0")/.."
comention=$(realpath "${COMENTION:-${CARGO_TARGET_DIR:-target}/release/comention}")
sentences=${1:-110000}
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
cd "$temporary"

python3 - "$sentences" <<'PYTHON'
import json, random, sys

random.seed(1)
names = [f"Name{number:04d}x" for number in range(5000)]
with open("names.txt", "w") as file:
    file.write("\n".join(names) + "\n")
with open("docs.jsonl", "w") as file:
    for document in range(int(sys.argv[1]) // 10):
        said = [" met ".join(random.sample(names, 5)) + f" in town {document}." for _ in range(10)]
        date = f"20{10 + document % 10}-{1 + document % 12:02}-{1 + document % 28:02}"
        file.write(json.dumps({"id": f"d{document}", "date": date, "text": " ".join(said)}) + "\n")
PYTHON

measured() { # measured LABEL COMMAND…: its seconds and the most memory it held
    local label=$1 seconds kilobytes
    shift
    command time -o time.txt -f '%e %M' "$@" >/dev/null 2>talk.txt || { cat talk.txt >&2; return 1; }
    read -r seconds kilobytes <time.txt
    printf '| %s | %s s | %s MB |' "$label" "$seconds" $((kilobytes / 1024))
}

"$comention" build docs.jsonl -d names.txt -o graph.db >/dev/null 2>&1
echo "| | time | memory | file |"
echo "| --- | ---: | ---: | ---: |"
formats=("${@:2}")
if [ ${#formats[@]} = 0 ]; then
    mapfile -t formats < <("$comention" export --list --json | python3 -c 'import json, sys; print(*(format["name"] for format in json.load(sys.stdin) if format["group"] != "picture"), sep="\n")')
fi
for format in "${formats[@]}"; do
    measured "\`$format\`" "$comention" export -g graph.db -f "$format" -o "out-$format"
    echo " $(du -sm --apparent-size "out-$format" out-"$format".* 2>/dev/null | awk '{sum += $1} END {print sum}') MB |"
    rm -rf out-*
done
