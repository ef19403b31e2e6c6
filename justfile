# `just` lists these recipes.
default:
    @just --list

# Everything a change must pass.
ci:
    .ci/run

# Tests and examples.
test:
    cargo test
    for example in in_memory own_dictionary ledger; do cargo run --quiet --example $example; done

# Benchmarks; each also checks its answer.
bench:
    cargo bench

# The documentation of the library.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --open

# The oldest Rust that Cargo.toml promises.
msrv:
    cargo +1.89 check --all-targets
