#!/usr/bin/env bash
# Holds the matcher against marked corpora and prints a table in Markdown, a row for each: what docs/accuracy.md records.
#
#   cargo build --release && benches/accuracy.sh DATA [SET...]
#
# DATA has a folder for each corpus (docs.jsonl, mentions.tsv with the columns doc_id, start, end, entity_id, and the dictionaries
# named below). Every corpus is run with default options. COMENTION names another binary.
set -euo pipefail

data=${1:?usage: benches/accuracy.sh DATA [SET...]}
shift
comention=${COMENTION:-$(dirname "$0")/../target/release/comention}

# Folder, dictionary, what is scored.
sets="
re-docred-dev      re-docred-dev/entities.csv                     entities
conll04-train      conll04-train/entities.csv                     entities
news-reuters128    news-reuters128/entities_ambiguous.csv         entities
oke2015train       oke2015train/entities_ambiguous.csv            entities
news-rss500        news-rss500/entities_ambiguous.csv             entities
bc5cdr-dev         bc5cdr-dev/entities.csv                        entities
bc5cdr-dev         dictionaries/mesh-diseases-chemicals.csv       entities
ncbi-disease-dev   ncbi-disease-dev/entities.csv                  entities
s1000-dev          s1000-dev/entities.csv                         entities
slavic-brexit      slavic-brexit/entities.csv                     entities
fi-digitoday-dev   fi-digitoday-dev/entities.csv                  spans
de-news100         de-news100/entities.csv                        entities
zh-peoples-daily   zh-peoples-daily/entities.csv                  entities
ja-wiki-a          ja-wiki-a/entities.csv                         entities
"

echo "| corpus | dictionary | precision | recall | F1 |"
echo "| --- | --- | ---: | ---: | ---: |"
while read -r set dictionary scored; do
    [[ -n $set ]] || continue
    if (($#)) && [[ " $* " != *" $set "* ]]; then continue; fi
    "$comention" eval "$data/$set/mentions.tsv" -d "$data/$dictionary" --json 2>/dev/null |
        python3 -c '
import json, sys
name, dictionary, scored = sys.argv[1:]
score = json.load(sys.stdin)["scores"]["span" if scored == "spans" else "span_entity"]
numbers = " | ".join(f"{100 * score[key]:.1f}" for key in ("precision", "recall", "f1"))
note = " (places)" if scored == "spans" else ""
file = dictionary.split("/")[-1]
print(f"| {name}{note} | {file} | {numbers} |")
' "$set" "$dictionary" "$scored"
done <<<"$sets"
