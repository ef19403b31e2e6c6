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

# comention beside what others use, and what it costs as things grow: see benches/rivals/run.sh.
rivals DATA OUT:
    cargo build --release
    cargo build --release --example bare_scan
    benches/rivals/run.sh compare {{DATA}} {{OUT}}
    benches/rivals/run.sh costs {{DATA}} {{OUT}}

# The documentation of the library.
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --open

# The oldest Rust that Cargo.toml promises.
msrv:
    cargo +1.89 check --all-targets
