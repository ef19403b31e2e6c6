//! Tells people what went wrong and what to do about it.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::error::Error;

use super::Exit;
use super::terminal::printable;

const ERROR: Style = AnsiColor::Red.on_default().bold();

/// Prints an error with its causes and a way out. A reader of our output that has gone away (`| head`) is no failure.
pub(super) fn report(error: &anyhow::Error, talk: &mut dyn Write) -> Exit {
    if error.chain().any(is_broken_pipe) {
        return Exit::Done;
    }
    let mut message = safe(&error.to_string());
    for cause in error.chain().skip(1) {
        // Most messages of the library already quote their cause.
        let cause = safe(&cause.to_string());
        if !message.contains(&cause) {
            message.push_str("\n  ");
            message.push_str(&cause);
        }
    }
    if let Some(hint) = error.downcast_ref::<Error>().and_then(hint) {
        message.push_str("\n  ");
        message.push_str(&hint);
    }
    // Nothing is left to do if even this cannot be written.
    writeln!(talk, "{ERROR}error:{ERROR:#} {message}").ok();
    Exit::Failed
}

/// A message with what it quotes of files and arguments made safe for a terminal, line by line.
fn safe(message: &str) -> String {
    let lines: Vec<String> = message.lines().map(printable).collect();
    lines.join("\n")
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
    let json = cause
        .downcast_ref::<serde_json::Error>()
        .and_then(serde_json::Error::io_error_kind);
    io.or(json) == Some(io::ErrorKind::BrokenPipe)
}

/// What to do about an error of the library.
pub(super) fn hint(error: &Error) -> Option<String> {
    Some(match error {
        Error::DuplicateDocument { .. } => "give --prefix-ids to put the file's path before the ids of its records".to_owned(),
        Error::LedgerVersion { found, supported, .. } if found > supported => "a newer version of comention wrote it: update this one".to_owned(),
        Error::LedgerVersion { .. } => "build it again with this version".to_owned(),
        Error::CompiledVersion { found, supported, .. } if found > supported => "a newer version of comention wrote it: update this one, or compile the dictionary again".to_owned(),
        Error::CompiledVersion { .. } | Error::CompiledRules { .. } | Error::DamagedDictionary { .. } => "compile it again: `comention dict compile DICT -o FILE`".to_owned(),
        Error::NotACompiledDictionary { .. } => "`comention dict compile DICT -o FILE` makes one".to_owned(),
        Error::OtherProfile { .. } => "leave --profile out to add by the ledger's own, or build again: `comention build INPUT… --profile FILE --force`".to_owned(),
        Error::ProfileVersion { .. } => "a newer version of comention wrote it: update this one".to_owned(),
        Error::NoLedger { .. } => {
            "`comention build FOLDER` makes one; -g names another".to_owned()
        }
        Error::GoldFormat { .. } => "--format names the format".to_owned(),
        Error::GoldNeedsDocuments { .. } => {
            "--documents names them; by default it is the docs.jsonl beside the table".to_owned()
        }
        Error::DictionarySuffix { .. } => "`comention dict convert FILE --from FORMAT -o OUT.toml` reads those of other tools".to_owned(),
        Error::UnknownParent { .. } => "add the parent, or name the file that has it with another -d".to_owned(),
        Error::GraphvizMissing { .. } => {
            "this picture is drawn by Graphviz: apt install graphviz (Debian, Ubuntu), brew install graphviz (macOS), winget install graphviz (Windows); or write graph.svg, which needs none".to_owned()
        }
        _ => return None,
    })
}
