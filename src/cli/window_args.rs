//! The flags that say what two entities must share, and how that is scored. The doc comments are the manual.

use anyhow::{Result, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::association::{DistanceWeighting, Measure};
use crate::cooccurrence::Window;
use crate::graph::{EntityGraphBuilder, TokenWindow};

/// Part of every view.
#[derive(Debug, Args)]
pub(crate) struct WindowArgs {
    /// What two entities must share: a sentence, a paragraph, a document; or tokens:N, mentions at most N words apart.
    ///
    /// In tokens:20 each pair of mentions of one paragraph whose first words are at most 20 words apart counts once. Such windows overlap, so pairs
    /// are scored by their number (--measure count) or the sum of their weights (--measure weighted, the default there), and not held against
    /// chance.
    #[arg(short, long, value_name = "KIND|tokens:N", default_value = "sentence", value_parser = window)]
    pub(crate) window: WindowArg,
    /// What a pair of mentions weighs by its distance d, in --window tokens:N: shrinking, binary, linear, inverse, exponential[=RATE].
    ///
    /// shrinking, the default: (N - d + 1)/N, from 1 for neighbours evenly down to the edge of the window. binary: 1. linear: N - d + 1. inverse:
    /// 1/d. exponential: e^(-RATE*(d - 1)), RATE 0.1 unless given, which halves it every seven words.
    #[arg(long, value_name = "WEIGHT", value_parser = weighting)]
    pub(crate) distance_weight: Option<DistanceWeighting>,
    /// How pairs are scored; combined unless --window is tokens:N, then weighted.
    ///
    /// combined: points for all that two share (documents, first sentences, sentences by nearness, what sentences assert of them), held against
    /// chance; near-duplicates count once, and --window only decides which pairs are edges. All others are computed from the windows with both,
    /// with each, and all. How sure it is that two meet more often than chance: g2 (log-likelihood, with a sign), fisher, hypergeometric, poisson,
    /// chi2, `chi2_yates`, t, z, `z_hyper`. How much more often: npmi (-1 to 1), pmi, ppmi, sppmi, pmi2, pmi3, lift, `odds_ratio`, `log_odds`, `yules_q`, phi.
    /// Both: lmi, mi. What share they have in common: jaccard, dice, cosine, overlap, `relative_frequency`. count: the windows with both. weighted: how
    /// near each other they are mentioned, see --distance-weight. `explain` prints the formula of each.
    #[arg(short, long, value_name = "MEASURE", value_parser = measures())]
    pub(crate) measure: Option<Measure>,
}

/// What `--window` says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum WindowArg {
    Kind(Window),
    Tokens(u32),
}

/// The widest window of tokens. What is farther apart is not near in any sense.
const MOST_TOKENS: u32 = 1000;
/// How fast weights fall with each word, unless it is given.
const RATE: f64 = 0.1;

impl WindowArgs {
    /// Asks a builder for the window and the measure.
    ///
    /// # Errors
    /// If the flags do not go together.
    pub(super) fn ask(&self, builder: EntityGraphBuilder) -> Result<EntityGraphBuilder> {
        let builder = match (self.window, self.distance_weight) {
            (WindowArg::Kind(_), Some(_)) => {
                bail!(
                    "--distance-weight needs distances: give --window tokens:N too, as in --window tokens:20"
                )
            }
            (WindowArg::Kind(window), None) => builder.window(window),
            (WindowArg::Tokens(width), weighting) => {
                let tokens = TokenWindow::new(width);
                builder.token_window(match weighting {
                    Some(weighting) => tokens.weighting(weighting),
                    None => tokens,
                })
            }
        };
        let is_tokens = matches!(self.window, WindowArg::Tokens(_));
        match (self.measure, is_tokens) {
            (Some(Measure::Weighted), false) => {
                bail!(
                    "--measure weighted needs distances: give --window tokens:N too, as in --window tokens:20"
                )
            }
            (Some(Measure::Count), true) if self.distance_weight.is_some() => {
                bail!(
                    "--measure count weighs nothing: leave --distance-weight out, or say --measure weighted"
                )
            }
            (Some(measure @ (Measure::Count | Measure::Weighted)), true)
            | (Some(measure), false) => Ok(builder.measure(measure)),
            (Some(measure), true) => {
                bail!(
                    "--measure {measure} {NEEDS_WINDOWS}: there are --measure weighted and --measure count"
                )
            }
            (None, _) => Ok(builder),
        }
    }

    /// Makes sure that a flag which holds pairs against chance goes together with the window.
    ///
    /// # Errors
    /// If it does not.
    pub(super) fn check(&self, flag: &str) -> Result<()> {
        match self.window {
            WindowArg::Kind(_) => Ok(()),
            WindowArg::Tokens(_) => bail!(
                "{flag} {NEEDS_WINDOWS}: leave it out, or give --window sentence, paragraph or document"
            ),
        }
    }

    /// Whether pairs can be held against chance.
    pub(super) const fn is_counted(&self) -> bool {
        matches!(self.window, WindowArg::Kind(_))
    }
}

const NEEDS_WINDOWS: &str =
    "needs windows that can be counted, and those of --window tokens:N overlap";

fn window(given: &str) -> Result<WindowArg, String> {
    let kind = Window::ALL.into_iter().find(|kind| kind.name() == given);
    if let Some(kind) = kind {
        return Ok(WindowArg::Kind(kind));
    }
    match given.strip_prefix("tokens:") {
        Some(width) => match width.parse() {
            Ok(width @ 1..=MOST_TOKENS) => Ok(WindowArg::Tokens(width)),
            _ => Err(format!(
                "a whole number of words from 1 to {MOST_TOKENS} is wanted, as in tokens:20"
            )),
        },
        None => Err("it is sentence, paragraph, document or tokens:N, as in tokens:20".to_owned()),
    }
}

fn weighting(given: &str) -> Result<DistanceWeighting, String> {
    Ok(match given {
        "shrinking" => DistanceWeighting::Shrinking,
        "binary" => DistanceWeighting::Binary,
        "linear" => DistanceWeighting::Linear,
        "inverse" => DistanceWeighting::Inverse,
        "exponential" => DistanceWeighting::Exponential { rate: RATE },
        _ => {
            let Some(rate) = given.strip_prefix("exponential=") else {
                return Err(
                    "it is shrinking, binary, linear, inverse or exponential, with =RATE if wanted"
                        .to_owned(),
                );
            };
            let rate = rate.parse().ok();
            let rate = rate.filter(|rate: &f64| rate.is_finite() && *rate >= 0.0);
            DistanceWeighting::Exponential {
                rate: rate.ok_or("a rate of 0 or more is wanted, as in exponential=0.1")?,
            }
        }
    })
}

fn measures() -> impl TypedValueParser<Value = Measure> {
    PossibleValuesParser::new(Measure::ALL.iter().map(|measure| measure.name()))
        .map(|given| given.parse::<Measure>().expect("clap has checked the name"))
}
