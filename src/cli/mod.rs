//! The command-line tool: flags become settings of the library, answers become text. The only floor that knows `clap`, colours, progress bars
//! and exit codes; how to fix an error is said here.

mod add;
mod args;
mod build;
mod cache;
mod communities;
mod dict;
mod dict_args;
mod dict_convert;
mod dict_learn;
mod dict_stats;
mod diff;
mod duplicates;
mod eval;
mod eval_args;
mod explain;
mod explain_entity;
mod export;
mod failure;
mod files;
mod graph_args;
mod in_memory;
mod intake;
mod lint;
mod lookup;
mod mention_folder;
mod missing;
mod nearness;
mod neighbors;
mod no_edge;
mod pairs;
mod path;
mod progress;
mod relation_args;
mod remove;
mod scratch_file;
mod spare;
mod stats;
mod tag;
mod terminal;
mod time_args;
mod timeline;
mod top;
mod view;
mod viewer;
mod why_not;
mod window_args;

use clap::{CommandFactory, Parser};

use args::{Cli, Command};
use terminal::Terminal;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked, or found what it was asked for.
    Done,
    /// There is no such thing: no path, no entity of that name, no shared window.
    NothingFound,
    /// It failed.
    Failed,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::NothingFound => 1,
            Exit::Failed => 2,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> Exit {
    let cli = Cli::parse();
    let mut terminal = Terminal::standard(&cli.color);
    let result = run(cli.command, &mut terminal).and_then(|exit| {
        terminal.flush()?;
        Ok(exit)
    });
    result.unwrap_or_else(|error| failure::report(&error, &mut terminal.talk))
}

fn run(command: Command, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    match command {
        Command::Build(args) => build::run(&args, terminal),
        Command::Add(args) => add::run(&args, terminal),
        Command::Remove(args) => remove::run(&args, terminal),
        Command::Pairs(args) => pairs::run(&args, terminal),
        Command::Tag(args) => tag::run(&args, terminal),
        Command::Eval(args) => eval::run(&args, terminal),
        Command::Dict(command) => dict::run(&command, terminal),
        Command::Neighbors(args) => neighbors::run(&args, terminal),
        Command::Path(args) => path::run(&args, terminal),
        Command::Explain(args) => explain::run(&args, terminal),
        Command::WhyNot(args) => why_not::run(&args, terminal),
        Command::Top(args) => top::run(&args, terminal),
        Command::Timeline(args) => timeline::run(&args, terminal),
        Command::Diff(args) => diff::run(&args, terminal),
        Command::Communities(args) => communities::run(&args, terminal),
        Command::Missing(args) => missing::run(&args, terminal),
        Command::Stats(args) => stats::run(&args, terminal),
        Command::Duplicates(args) => duplicates::run(&args, terminal),
        Command::Export(args) => export::run(&args, terminal),
        Command::View(args) => viewer::run(&args, terminal),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "comention", &mut terminal.data);
            Ok(Exit::Done)
        }
        Command::Man => {
            clap_mangen::Man::new(Cli::command()).render(&mut terminal.data)?;
            Ok(Exit::Done)
        }
    }
}
