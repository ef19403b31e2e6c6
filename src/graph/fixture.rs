//! Tallies for tests: the obvious slow counter, and counts made up by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cooccurrence::{
    Counted, EntityTally, Evidence, POINT, PairTally, Passage, Tallies, Window, WindowCounts,
};
use crate::dictionary::{Dictionary, Entity, EntityIndex, EntityRef};
use crate::document::{Date, Field};
use crate::error::Result;
use crate::text::Span;

/// Reads a date of the form `2025-01-27`, `2025-01` or `2025`.
pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Documents in which every occurrence of an entity's name is a mention.
#[derive(Default)]
pub(crate) struct Corpus {
    entities: Vec<Entity>,
    documents: Vec<Article>,
}

struct Article {
    id: Arc<str>,
    date: Option<Date>,
    source: Option<Arc<str>>,
    url: Option<Arc<str>>,
    text: String,
    /// Per paragraph, per sentence.
    sentences: Vec<Vec<Span>>,
}

impl Corpus {
    /// Starts with entities given as id, name and type.
    pub(crate) fn new(entities: &[(&str, &str, &str)]) -> Self {
        let mut entities: Vec<_> = entities
            .iter()
            .map(|(id, name, entity_type)| Entity::new(id, name).with_type(entity_type))
            .collect();
        entities.sort_by(|x, y| x.id.cmp(&y.id));
        Self {
            entities,
            documents: Vec::new(),
        }
    }

    pub(crate) fn with_parent(mut self, id: &str, parent: &str) -> Self {
        for entity in &mut self.entities {
            if entity.id.as_str() == id {
                *entity = entity.clone().with_parent(parent);
            }
        }
        self
    }

    /// Adds a document given as paragraphs of sentences.
    pub(crate) fn document(mut self, id: &str, day: Option<&str>, paragraphs: &[&[&str]]) -> Self {
        let mut text = String::new();
        let mut sentences = Vec::new();
        for paragraph in paragraphs {
            let mut spans = Vec::new();
            for sentence in *paragraph {
                let start = text.len();
                text.push_str(sentence);
                spans.push(Span::new(start, text.len()));
                text.push(' ');
            }
            text.push('\n');
            sentences.push(spans);
        }
        self.documents.push(Article {
            id: Arc::from(id),
            date: day.map(date),
            source: None,
            url: None,
            text,
            sentences,
        });
        self
    }

    /// Says where the last document was published.
    pub(crate) fn published(mut self, source: &str, url: &str) -> Self {
        let last = self.documents.last_mut().unwrap();
        last.source = Some(Arc::from(source));
        last.url = Some(Arc::from(url));
        self
    }

    pub(crate) fn count(mut self) -> Counts {
        self.documents.sort_by(|x, y| x.id.cmp(&y.id));
        let mut counts = Counts::default();
        let mut alone: BTreeMap<u32, EntityTally> = BTreeMap::new();
        let mut together: BTreeMap<(u32, u32), PairTally> = BTreeMap::new();
        for document in &self.documents {
            for window in Window::ALL {
                for place in document.windows(window) {
                    *unit(&mut counts.counted.totals, window) += 1;
                    let present: Vec<u32> = (0..)
                        .zip(&self.entities)
                        .filter(|(_, entity)| !document.mentions(entity, &place).is_empty())
                        .map(|(index, _)| index)
                        .collect();
                    if window == Window::Document && !present.is_empty() {
                        let sizes = &mut counts.counted.document_sizes;
                        sizes.resize(sizes.len().max(present.len() + 1), 0);
                        sizes[present.len()] += 1;
                    }
                    for (position, &a) in present.iter().enumerate() {
                        let tally = alone.entry(a).or_insert_with(|| entity_tally(a));
                        *unit(&mut tally.windows, window) += 1;
                        seen(&mut tally.first_seen, &mut tally.last_seen, document.date);
                        if window == Window::Document {
                            let entity = &self.entities[a as usize];
                            tally.mentions += document.mentions(entity, &place).len() as u64;
                        }
                        for &b in &present[position + 1..] {
                            let pair = together.entry((a, b)).or_insert_with(|| pair_tally(a, b));
                            *unit(&mut pair.windows, window) += 1;
                            pair.points += match window {
                                Window::Sentence => 5 * POINT,
                                Window::Paragraph => 0,
                                Window::Document => POINT,
                            };
                            seen(&mut pair.first_seen, &mut pair.last_seen, document.date);
                            let ends = [a, b].map(|end| &self.entities[end as usize]);
                            counts
                                .evidence
                                .entry((a, b, window))
                                .or_default()
                                .push(document.evidence(ends, &place));
                        }
                    }
                }
            }
        }
        counts.counted.entities = alone.into_values().collect();
        counts.counted.pairs = together.into_values().collect();
        counts.provenance = BTreeMap::from([
            ("dictionary".to_owned(), "d1c7".to_owned()),
            ("documents".to_owned(), "d0c5".to_owned()),
        ]);
        counts.dictionary = dictionary(&self.entities);
        counts
    }
}

impl Article {
    /// The windows of one kind, each as its sentences.
    fn windows(&self, window: Window) -> Vec<Vec<Span>> {
        match window {
            Window::Sentence => self
                .sentences
                .concat()
                .into_iter()
                .map(|s| vec![s])
                .collect(),
            Window::Paragraph => self.sentences.clone(),
            Window::Document => vec![self.sentences.concat()],
        }
    }

    fn mentions(&self, entity: &Entity, sentences: &[Span]) -> Vec<Span> {
        let found = |sentence: &Span| {
            let matches = sentence.of(&self.text).match_indices(entity.name.as_ref());
            matches
                .map(|(at, name)| Span::new(at, at + name.len()).shifted(sentence.start()))
                .collect::<Vec<_>>()
        };
        sentences.iter().flat_map(found).collect()
    }

    fn evidence(&self, [a, b]: [&Entity; 2], sentences: &[Span]) -> Evidence {
        let has = |entity, sentence: &Span| !self.mentions(entity, &[*sentence]).is_empty();
        let shared = sentences.iter().find(|s| has(a, s) && has(b, s)).copied();
        let shown = shared.map_or_else(
            || {
                let first = |entity| *sentences.iter().find(|s| has(entity, s)).unwrap();
                BTreeSet::from([first(a), first(b)]).into_iter().collect()
            },
            |sentence| vec![sentence],
        );
        Evidence {
            document: self.id.clone(),
            title: None,
            date: self.date,
            source: self.source.clone(),
            url: self.url.clone(),
            passages: shown.into_iter().map(|s| self.passage(s, a, b)).collect(),
        }
    }

    fn passage(&self, span: Span, a: &Entity, b: &Entity) -> Passage {
        Passage {
            field: Field::Text,
            span,
            char_start: self.text[..span.start()].chars().count(),
            text: Arc::from(span.of(&self.text)),
            a: self.mentions(a, &[span]),
            b: self.mentions(b, &[span]),
            hints: Vec::new(),
        }
    }
}

/// Tallies in memory.
#[derive(Default)]
pub(crate) struct Counts {
    dictionary: Dictionary,
    counted: Counted,
    evidence: BTreeMap<(u32, u32, Window), Vec<Evidence>>,
    provenance: BTreeMap<String, String>,
}

impl Counts {
    /// Makes up `nodes` entities `n00`, `n01`, … that share the given numbers of windows; each pair once, smaller end first.
    pub(crate) fn made_up(nodes: u32, pairs: &BTreeMap<(u32, u32), u64>) -> Self {
        let width = nodes.to_string().len().max(2); // ids must be in order as text
        let names: Vec<String> = (0..nodes)
            .map(|index| format!("n{index:0width$}"))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Self::named(&names, pairs)
    }

    /// The same with these ids, which must be in order.
    pub(crate) fn named(names: &[&str], pairs: &BTreeMap<(u32, u32), u64>) -> Self {
        let same = |count| WindowCounts {
            sentences: count,
            paragraphs: count,
            documents: count,
        };
        let total: u64 = pairs.values().sum::<u64>() + names.len() as u64;
        let mut counts = Self {
            counted: Counted {
                totals: same(2 * total),
                // Each entity alone once, and each window that two share is a document with just these two.
                document_sizes: vec![0, names.len() as u64, pairs.values().sum()],
                ..Counted::default()
            },
            ..Self::default()
        };
        let mut entities = Vec::new();
        for (index, name) in (0..).zip(names) {
            entities.push(Entity::new(name, name));
            let touching = pairs.iter().filter(|((a, b), _)| [*a, *b].contains(&index));
            let mut tally = entity_tally(index);
            tally.windows = same(touching.map(|(_, count)| count).sum::<u64>() + 1);
            tally.mentions = tally.windows.sentences;
            counts.counted.entities.push(tally);
        }
        counts.dictionary = dictionary(&entities);
        for (&(a, b), &count) in pairs {
            let mut pair = pair_tally(a, b);
            pair.windows = same(count);
            pair.points = 6 * POINT * count;
            counts.counted.pairs.push(pair);
        }
        counts
    }
}

fn dictionary(entities: &[Entity]) -> Dictionary {
    let builder = entities
        .iter()
        .fold(Dictionary::builder(), |builder, entity| {
            builder.entity(entity)
        });
    builder.build().unwrap()
}

fn entity_tally(entity: u32) -> EntityTally {
    EntityTally {
        entity: EntityIndex(entity),
        mentions: 0,
        windows: WindowCounts::default(),
        first_seen: None,
        last_seen: None,
    }
}

fn pair_tally(a: u32, b: u32) -> PairTally {
    PairTally {
        a: EntityIndex(a),
        b: EntityIndex(b),
        windows: WindowCounts::default(),
        points: 0,
        first_seen: None,
        last_seen: None,
    }
}

fn unit(counts: &mut WindowCounts, window: Window) -> &mut u64 {
    match window {
        Window::Sentence => &mut counts.sentences,
        Window::Paragraph => &mut counts.paragraphs,
        Window::Document => &mut counts.documents,
    }
}

fn seen(first: &mut Option<Date>, last: &mut Option<Date>, day: Option<Date>) {
    if let Some(day) = day {
        *first = Some(first.map_or(day, |other| other.min(day)));
        *last = Some(last.map_or(day, |other| other.max(day)));
    }
}

impl Tallies for Counts {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        window: Window,
        limit: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        let of = |(a, b): &(EntityIndex, EntityIndex)| {
            let all = self.evidence.get(&(a.0, b.0, window));
            all.map_or_else(Vec::new, |all| all.iter().take(limit).cloned().collect())
        };
        Ok(pairs.iter().map(of).collect())
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        self.provenance.clone()
    }
}

/// A small corpus about chips that has every case the queries and exporters care for.
pub(crate) fn chips() -> Corpus {
    Corpus::new(&[
        ("asml", "ASML", "organization"),
        ("h800", "H800", "chip"),
        ("huang", "Jensen Huang", "person"),
        ("nvidia", "Nvidia", "organization"),
        ("smic", "SMIC", "organization"),
        ("tsmc", "TSMC", "organization"),
        ("unseen", "Nobody Inc", "organization"),
    ])
    .with_parent("h800", "nvidia")
    .document(
        "d1",
        Some("2024-05-01"),
        &[
            &[
                "Jensen Huang founded Nvidia.",
                "The café sells the H800 to Nvidia fans.",
            ],
            &["TSMC builds the H800 for Nvidia."],
        ],
    )
    .document(
        "d2",
        Some("2025-01-27"),
        &[
            &["Nvidia and TSMC met.", "ASML was there."],
            &["Nothing else happened."],
        ],
    )
    .published("Example Times", "https://example.org/?a=1&b=2")
    .document(
        "d3",
        None,
        &[
            &["ASML sells machines to TSMC.", "ASML is Dutch."],
            &["SMIC stood apart."],
        ],
    )
}
