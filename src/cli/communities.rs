//! `comention communities`: who is more with each other than with the rest.

use crate::graph::{CommunityOptions, Quality};
use crate::ledger::Ledger;
use crate::query::{CommunityAnswer, CommunityList};

use super::graph_args::CommunitiesArgs;
use super::terminal::{Terminal, counted, dim, heading, number, printable, score};
use super::{Exit, view};

/// How many members of a community a person is shown.
const MEMBERS: usize = 12;
/// How many of its edges.
const EDGES: usize = 3;

pub(super) fn run(args: &CommunitiesArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let ledger = Ledger::open(&args.view.ledger.graph)?;
    let tallies = view::tallies(&ledger, &args.view.selection, terminal)?;
    let build = || view::builder(&args.view, tallies.dictionary());
    let options = CommunityOptions::default()
        .weight(args.weight.weight)
        .quality(args.quality)
        .resolution(args.resolution)
        .seed(args.seed);
    let mut graph = build()?.evidence(0).build(&tallies)?;
    view::say_cuts(&graph, terminal)?;
    if args.answer.json {
        // Only the edges that are shown need their sentences.
        let found = graph.communities(options);
        let list = CommunityList::of(&found, args.answer.limit, EDGES);
        let shown = list.list().iter().flat_map(CommunityAnswer::edges);
        let shown: Vec<_> = shown
            .map(|edge| (edge.a().id().clone(), edge.b().id().clone()))
            .collect();
        graph = build()?
            .evidence(view::EVIDENCE)
            .evidence_for(shown)
            .build(&tallies)?;
    }
    let found = graph.communities(options);
    let list = CommunityList::of(&found, args.answer.limit, EDGES);
    let exit = if found.is_empty() {
        Exit::NothingFound
    } else {
        Exit::Done
    };
    if args.answer.json {
        terminal.json(&list)?;
        return Ok(exit);
    }
    let all: usize = found.membership().iter().flatten().count();
    let title = format!(
        "{} of {}",
        match found.len() {
            1 => "1 community".to_owned(),
            more => format!("{} communities", number(more as u64)),
        },
        counted(all as u64, "entity")
    );
    writeln!(
        terminal.out,
        "{}, modularity {:.3}{}",
        heading(&title),
        found.modularity(),
        match args.quality {
            Quality::Modularity => String::new(),
            other => format!(", {other} {}", score(found.quality())),
        }
    )?;
    for answer in list.list() {
        write(answer, terminal)?;
    }
    let hidden = (found.len() - list.list().len()) as u64;
    if hidden > 0 {
        writeln!(terminal.talk, "{} more: -n shows them", number(hidden))?;
    }
    let isolated = (graph.node_count() - all) as u64;
    if isolated > 0 {
        writeln!(
            terminal.talk,
            "{} without edges in no community",
            counted(isolated, "entity")
        )?;
    }
    Ok(exit)
}

fn write(answer: &CommunityAnswer<'_>, terminal: &mut Terminal) -> std::io::Result<()> {
    let members = answer.members();
    let mut names: Vec<String> = members
        .iter()
        .take(MEMBERS)
        .map(|(node, _)| printable(node.name()))
        .collect();
    if members.len() > MEMBERS {
        names.push(format!("{} more", number((members.len() - MEMBERS) as u64)));
    }
    writeln!(
        terminal.out,
        "\n{} {}",
        heading(&format!("{}.", answer.number())),
        dim(&counted(members.len() as u64, "entity"))
    )?;
    writeln!(terminal.out, "  {}", names.join(", "))?;
    for edge in answer.edges() {
        writeln!(
            terminal.out,
            "    {} – {}  {}",
            printable(edge.a().name()),
            printable(edge.b().name()),
            score(edge.score())
        )?;
    }
    Ok(())
}
