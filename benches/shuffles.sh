#!/bin/sh
# Holds --fdr against shuffles, in which every edge that is kept is false, and against planted pairs.
# Usage: benches/shuffles.sh DOCUMENTS DICTIONARY [SHUFFLES]
set -eu
documents=$1
dictionary=$2
shuffles=${3:-200}
cd "$(dirname "$0")/.."
ledger=$(mktemp -d)/shuffles.db
trap 'rm -rf "$(dirname "$ledger")"' EXIT

cargo build --quiet --release --bin comention --example planted_pairs
target=${CARGO_TARGET_DIR:-target}/release
"$target/comention" build "$documents" -d "$dictionary" -o "$ledger" >/dev/null
"$target/comention" stats -g "$ledger" --fdr 0.05 --shuffle-test "$shuffles"
"$target/examples/planted_pairs" "$ledger" "$shuffles"
