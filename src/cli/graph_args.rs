//! The flags of what looks at the graph as a whole: backbones, measures of entities, communities, missing links.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::graph::{
    Backbone, Centrality, EdgeWeight, LinkPrediction, NodeColumn, Quality, Thinning,
};

use super::args::{AnswerArgs, ViewArgs};

/// Part of every view.
#[derive(Debug, Args)]
pub(crate) struct ThinArgs {
    /// Keep only the edges that make up the backbone of the graph: disparity, noise-corrected, polya, mst, fdr. Entities are never cut.
    ///
    /// disparity: edges that take more of the windows of one of their ends than chance gives any of its edges; disparity=0.1 sets the
    /// probability, 0.05 by default. noise-corrected: edges that both ends together do not predict; noise-corrected=2.32 sets by how many
    /// standard deviations, 1.64 by default. polya: like disparity, stricter with light edges. mst: the strongest edges that close no circle.
    /// fdr: the same as --fdr, 0.05 by default.
    #[arg(long, value_name = "RULE[=LIMIT]", value_parser = backbone)]
    pub(crate) backbone: Option<BackboneArg>,
    /// Keep an edge only if it is among the K strongest of one of its ends.
    #[arg(long, value_name = "K", value_parser = count())]
    pub(crate) top_k: Option<u32>,
    /// Keep only edges between entities that all have K neighbours or more among themselves.
    #[arg(long, value_name = "K", value_parser = count())]
    pub(crate) k_core: Option<u32>,
}

impl ThinArgs {
    pub(crate) fn thinning(&self) -> Thinning {
        let whole = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        Thinning {
            backbone: match self.backbone {
                Some(BackboneArg::Rule(rule)) => Some(rule),
                _ => None,
            },
            top_k: self.top_k.map(whole),
            k_core: self.k_core.map(whole),
        }
    }

    /// The share of chance edges that `--backbone fdr` allows.
    pub(crate) fn fdr(&self) -> Option<f64> {
        match self.backbone {
            Some(BackboneArg::Fdr(rate)) => Some(rate),
            _ => None,
        }
    }
}

impl ViewArgs {
    /// The share of chance edges that is allowed, by `--fdr` or `--backbone fdr`; by both the lesser.
    pub(crate) fn fdr(&self) -> Option<f64> {
        let rates = self.fdr.into_iter().chain(self.thin.fdr());
        rates.min_by(f64::total_cmp)
    }
}

/// What `--backbone` says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum BackboneArg {
    Rule(Backbone),
    /// The edges that are no chance, which the graph knows by another option.
    Fdr(f64),
}

#[derive(Debug, Args)]
pub(crate) struct WeightArgs {
    /// What an edge weighs in measures that take weights: shared windows, its score (none at or below zero), or one.
    #[arg(long, value_name = "WHAT", default_value = EdgeWeight::default().name(), value_parser = weights())]
    pub(crate) weight: EdgeWeight,
}

/// Part of `top`.
#[derive(Debug, Args)]
pub(crate) struct RankArgs {
    /// Rank the entities by this measure.
    ///
    /// mentions: how often it is named; degree: with how many others; strength: in how many windows with each, added up; pagerank, eigenvector: near
    /// those that matter; betweenness: on the shortest paths of others; effective-size: joining neighbours that are not joined, the cheap way to
    /// find brokers; closeness, harmonic: few steps from all; clustering, weighted-clustering: among neighbours that know each other; k-core,
    /// weighted-k-core: in the thick of it.
    #[arg(long, value_name = "MEASURE", default_value = Centrality::default().name(), value_parser = centralities())]
    pub(crate) by: Centrality,
    #[command(flatten)]
    pub(crate) weight: WeightArgs,
}

/// Part of `export`.
#[derive(Debug, Args)]
pub(crate) struct NodeArgs {
    /// Give the entities these figures as fields or columns: measures as in `top --by`, and community.
    #[arg(long, value_name = "MEASURE", value_delimiter = ',', value_parser = node_measures())]
    pub(crate) node_measures: Vec<NodeMeasure>,
    #[command(flatten)]
    pub(crate) weight: WeightArgs,
    /// Leave out entities without edges.
    #[arg(long)]
    pub(crate) no_isolated: bool,
}

/// A figure of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeMeasure {
    Centrality(Centrality),
    Community,
}

#[derive(Debug, Args)]
pub(crate) struct CommunitiesArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) weight: WeightArgs,
    /// What makes a division a good one: modularity, more weight inside than chance gives; constant-potts, more weight inside for each pair
    /// of members than --resolution says.
    #[arg(long, value_name = "QUALITY", default_value = Quality::default().name(), value_parser = qualities())]
    pub(crate) quality: Quality,
    /// How small communities are: above 1 more and smaller ones, below 1 fewer and larger ones.
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0, value_parser = positive)]
    pub(crate) resolution: f64,
    /// Look at the entities in another order. Communities that depend on it are weak.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

#[derive(Debug, Args)]
pub(crate) struct MissingArgs {
    /// Only pairs with this entity: its id, name or an alias, in any case.
    pub(crate) entity: Option<String>,
    /// How pairs are scored, by the neighbours they share or the ways between them.
    ///
    /// resource-allocation: the fewer neighbours a shared one has, the more it says; adamic-adar: the same, milder; weighted-adamic-adar: by shared
    /// windows too; common-neighbors, jaccard, salton, sorensen: how many they share; preferential-attachment: how many both have.
    /// katz: all ways from one to the other, the longer the less; it looks at all pairs that hang together, and takes its time over large graphs.
    #[arg(long, value_name = "INDEX", default_value = LinkPrediction::default().name(), value_parser = indices())]
    pub(crate) by: LinkPrediction,
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    #[command(flatten)]
    pub(crate) answer: AnswerArgs,
}

fn count() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(1..)
}

fn positive(given: &str) -> Result<f64, String> {
    given
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite() && *number > 0.0)
        .ok_or_else(|| "a number above 0 is wanted".to_owned())
}

fn backbone(given: &str) -> Result<BackboneArg, String> {
    let (rule, limit) = match given.split_once('=') {
        Some((rule, limit)) => (rule, Some(positive(limit)?)),
        None => (given, None),
    };
    let probability = || match limit.unwrap_or(Backbone::ALPHA) {
        alpha if alpha <= 1.0 => Ok(alpha),
        _ => Err("a probability up to 1 is wanted".to_owned()),
    };
    let rule = match (rule, limit) {
        ("disparity", _) => Backbone::Disparity {
            alpha: probability()?,
        },
        ("polya", _) => Backbone::Polya {
            alpha: probability()?,
        },
        ("noise-corrected", _) => Backbone::NoiseCorrected {
            delta: limit.unwrap_or(Backbone::DELTA),
        },
        ("mst", None) => Backbone::MaximumSpanningTree,
        ("mst", Some(_)) => return Err("mst takes no limit".to_owned()),
        ("fdr", _) => return Ok(BackboneArg::Fdr(probability()?)),
        _ => {
            return Err(
                "it is disparity, noise-corrected, polya, mst or fdr, with =LIMIT if wanted but for mst"
                    .to_owned(),
            );
        }
    };
    Ok(BackboneArg::Rule(rule))
}

fn weights() -> impl TypedValueParser<Value = EdgeWeight> {
    PossibleValuesParser::new(EdgeWeight::ALL.map(EdgeWeight::name)).map(|given| {
        given
            .parse::<EdgeWeight>()
            .expect("clap has checked the name")
    })
}

fn centralities() -> impl TypedValueParser<Value = Centrality> {
    PossibleValuesParser::new(Centrality::ALL.map(Centrality::name)).map(|given| {
        given
            .parse::<Centrality>()
            .expect("clap has checked the name")
    })
}

fn node_measures() -> impl TypedValueParser<Value = NodeMeasure> {
    // The mentions are a field of every node already.
    let names = Centrality::ALL
        .iter()
        .filter(|&&measure| measure != Centrality::Mentions);
    let names = names.map(|measure| measure.name());
    PossibleValuesParser::new(names.chain([NodeColumn::COMMUNITY])).map(|given| {
        if given == NodeColumn::COMMUNITY {
            NodeMeasure::Community
        } else {
            NodeMeasure::Centrality(given.parse().expect("clap has checked the name"))
        }
    })
}

fn qualities() -> impl TypedValueParser<Value = Quality> {
    PossibleValuesParser::new(Quality::ALL.map(Quality::name))
        .map(|given| given.parse::<Quality>().expect("clap has checked the name"))
}

fn indices() -> impl TypedValueParser<Value = LinkPrediction> {
    PossibleValuesParser::new(LinkPrediction::ALL.map(LinkPrediction::name)).map(|given| {
        given
            .parse::<LinkPrediction>()
            .expect("clap has checked the name")
    })
}
