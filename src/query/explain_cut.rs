//! Why a rule cut an edge of a large graph.

use crate::dictionary::EntityId;
use crate::graph::{Backbone, Cut, Thinning};

use super::{Explanation, ExplanationRule};

/// The claim that a rule cut the edge, with its numbers; those ending in `_a` are of the first of the entities, which is the one with the
/// smaller id.
pub(super) fn explain(cut: &Cut, thinning: &Thinning, [a, b]: [&str; 2]) -> Explanation {
    use ExplanationRule as Rule;

    let claim = |rule| {
        let mut claim = Explanation::new(rule);
        claim.entities = vec![EntityId::new(a), EntityId::new(b)];
        claim
    };
    let limit = match thinning.backbone {
        Some(Backbone::Disparity { alpha } | Backbone::Polya { alpha }) => alpha,
        Some(Backbone::NoiseCorrected { delta }) => delta,
        _ => 0.0,
    };
    let whole = |count: usize| count as u64;
    match *cut {
        Cut::Disparity { alpha_a, alpha_b } => claim(Rule::CutByDisparity)
            .number("alpha_a", alpha_a)
            .number("alpha_b", alpha_b)
            .number("alpha", limit),
        Cut::NoiseCorrected { lift, deviation } => claim(Rule::CutByNoiseCorrected)
            .number("lift", lift)
            .number("deviation", deviation)
            .number("delta", limit),
        Cut::Polya { p_a, p_b } => claim(Rule::CutByPolya)
            .number("p_a", p_a)
            .number("p_b", p_b)
            .number("alpha", limit),
        Cut::TopK { rank_a, rank_b } => claim(Rule::CutByTopK)
            .number("rank_a", whole(rank_a))
            .number("rank_b", whole(rank_b))
            .number("k", whole(thinning.top_k.unwrap_or_default())),
        Cut::KCore { core_a, core_b } => claim(Rule::CutByKCore)
            .number("core_a", whole(core_a))
            .number("core_b", whole(core_b))
            .number("k", whole(thinning.k_core.unwrap_or_default())),
        _ => claim(Rule::CutBySpanningTree),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::association::Measure;
    use crate::graph::golden::counts;
    use crate::graph::{Backbone, EntityGraph, Thinning};

    fn reason(thinning: Thinning, a: &str, b: &str) -> Value {
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .thinning(thinning)
            .build(&counts())
            .unwrap();
        assert!(graph.edge(a, b).is_none());
        let explained = graph.explain(a, b, &counts()).unwrap();
        serde_json::to_value(&explained.children[0]).unwrap()
    }

    fn only(backbone: Backbone) -> Thinning {
        Thinning::new().backbone(backbone)
    }

    #[test]
    fn every_rule_names_itself_and_its_numbers() {
        let tree = reason(only(Backbone::MaximumSpanningTree), "D", "C");
        assert_eq!(tree["rule"], "cut_by_spanning_tree");
        assert_eq!(tree["entities"], json!(["C", "D"]));
        let disparity = reason(only(Backbone::Disparity { alpha: 0.05 }), "C", "D");
        assert_eq!(disparity["rule"], "cut_by_disparity");
        assert_eq!(disparity["numbers"]["alpha"], 0.05);
        let close = |value: &Value, expected: f64| {
            assert!((value.as_f64().unwrap() - expected).abs() < 1e-9, "{value}");
        };
        close(&disparity["numbers"]["alpha_a"], 0.765_625);
        close(&disparity["numbers"]["alpha_b"], 0.729);
        let noise = reason(only(Backbone::NoiseCorrected { delta: 1.64 }), "A", "D");
        assert_eq!(noise["rule"], "cut_by_noise_corrected");
        close(&noise["numbers"]["lift"], -0.267_605_633_8);
        let polya = reason(only(Backbone::Polya { alpha: 0.05 }), "A", "D");
        assert_eq!(polya["rule"], "cut_by_polya");
        close(&polya["numbers"]["p_a"], 0.818_181_818_2);
        assert_eq!(
            reason(Thinning::new().top_k(1), "A", "D")["numbers"],
            json!({"rank_a": 3, "rank_b": 3, "k": 1})
        );
        let core = reason(Thinning::new().k_core(2), "G", "F");
        assert_eq!(core["rule"], "cut_by_k_core");
        assert_eq!(core["numbers"], json!({"core_a": 2, "core_b": 1, "k": 2}));
    }

    #[test]
    fn what_is_thinned_is_counted() {
        let graph = EntityGraph::builder()
            .measure(Measure::Count)
            .thinning(only(Backbone::MaximumSpanningTree).k_core(2))
            .strongest(Some(3))
            .build(&counts())
            .unwrap();
        // A tree has no core but the first: all is cut, and no entity is.
        let cut: Vec<_> = graph
            .cut_counts()
            .iter()
            .map(|one| (one.rule, one.cut, one.of))
            .collect();
        assert_eq!(cut, [("mst", 3, 9), ("k-core", 6, 6)]);
        assert_eq!((graph.node_count(), graph.all_pairs()), (7, 0));
    }
}
