//! Turns the outcome of a command into an exit code.

fn main() -> std::process::ExitCode {
    comention::cli::main().into()
}
