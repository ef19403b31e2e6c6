//! How many of the pairs that are kept are false, where it is known which ones are true: `planted_pairs LEDGER [ROUNDS]`.
//!
//! The mentions of a ledger are shuffled, which leaves no true pair. Then pairs of entities are put together into some more documents, and the
//! test has to find them.

#![allow(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "it prints shares for people to read"
)]

use std::collections::BTreeSet;
use std::error::Error;

use comention::Ledger;
use comention::association::{PairTest, Shuffle};

/// Into how many documents a pair is put.
const DOCUMENTS: usize = 8;
const FDR: f64 = 0.05;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let ledger = Ledger::open(arguments.next().ok_or("which ledger?")?)?;
    let rounds: u64 = arguments.next().map_or(Ok(200), |rounds| rounds.parse())?;
    let mut sets: Vec<Vec<u32>> = Vec::new();
    ledger.visit(|observation| {
        sets.push(observation.accepted().map(|(_, entity)| entity.0).collect());
        Ok(true)
    })?;
    let mut shuffle = Shuffle::new(sets, 1);
    let mut members: Vec<u32> = shuffle.sets().concat();
    members.sort_unstable();
    members.dedup();
    let entities = members.len() as u64;
    let tests = entities * (entities - 1) / 2;
    // One pair for each fifty entities, of entities as they come in the order of their ids: frequent ones and rare ones.
    let planted: BTreeSet<(u32, u32)> = members
        .chunks_exact(50)
        .map(|chunk| (chunk[20], chunk[30]))
        .collect();
    let (mut kept_in_all, mut false_in_all, mut found, mut worse) = (0, 0, 0, 0);
    for _ in 0..rounds {
        shuffle.trade(5 * shuffle.sets().len());
        let mut sets = shuffle.sets().to_vec();
        let step = sets.len() / (planted.len() * DOCUMENTS + 1);
        let mut places = (0..sets.len()).step_by(step.max(1));
        for &(a, b) in &planted {
            for place in places.by_ref().take(DOCUMENTS) {
                let set = &mut sets[place];
                set.extend([a, b]);
                set.sort_unstable();
                set.dedup();
            }
        }
        let kept = PairTest::fit(&sets)?.significant(&sets, |_, _| true, tests, FDR);
        let wrong = kept.iter().filter(|pair| !planted.contains(pair)).count();
        found += kept.len() - wrong;
        kept_in_all += kept.len();
        false_in_all += wrong;
        worse += usize::from(wrong * 20 > kept.len());
    }
    println!(
        "{entities} entities, {tests} pairs tested, {} planted in {DOCUMENTS} documents each, {rounds} rounds",
        planted.len()
    );
    println!(
        "kept at {FDR}: {kept_in_all}, of them false {false_in_all} ({:.2} %); rounds with more than 5 % false: {worse}; found {:.1} % of the planted",
        100.0 * false_in_all as f64 / kept_in_all.max(1) as f64,
        100.0 * found as f64 / (planted.len() as u64 * rounds).max(1) as f64,
    );
    Ok(())
}
