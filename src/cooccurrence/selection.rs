//! Which documents are counted, and as which entities: chosen when counting, so that one ledger answers for every period and every roll-up.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::dictionary::{Dictionary, EntityIndex, EntityType};
use crate::document::Date;
use crate::error::{Error, Result};
use crate::mention::Status;

use super::{MentionRecord, Observation, Target};

/// A stretch of time, both ends inside, either of them open. The default is all of time, which documents without a date are in too.
///
/// Dates may be known to the month or the year only. As a bound, such a date includes all its days: to `2024` is to 2024-12-31. As the date
/// of a document it is inside only if all its days are: a document of `2025-01` may be older than 2025-01-15, so it is not in the period from
/// then on, and what is said of a period never rests on a document that may be from outside.
///
/// Written `FROM..TO`, `FROM..`, `..TO`, or as one date for all its days.
///
/// # Example
/// ```
/// use comention::cooccurrence::Period;
///
/// let january: Period = "2025-01".parse()?;
/// assert_eq!(january.to_string(), "2025-01");
/// assert!(january.contains(Some("2025-01-31".parse()?)));
/// assert!(!january.contains(Some("2025".parse()?)) && !january.contains(None));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Period {
    from: Option<Date>,
    to: Option<Date>,
}

impl Period {
    /// From the first day of one date to the last day of another.
    ///
    /// # Errors
    /// [`Error::EmptyPeriod`] if it ends before it begins.
    pub fn new(from: Option<Date>, to: Option<Date>) -> Result<Self> {
        if let (Some(from), Some(to)) = (from, to)
            && to.last_day() < from.first_day()
        {
            let (from, to) = (from.to_string(), to.to_string());
            return Err(Error::EmptyPeriod { from, to });
        }
        Ok(Self { from, to })
    }

    /// The date it begins with.
    pub const fn from(self) -> Option<Date> {
        self.from
    }

    /// The date it ends with.
    pub const fn to(self) -> Option<Date> {
        self.to
    }

    /// Whether it is all of time.
    pub const fn is_always(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether a document of this date is inside, with all the days it may be of.
    pub fn contains(self, date: Option<Date>) -> bool {
        let Some(date) = date else {
            return self.is_always();
        };
        self.from
            .is_none_or(|from| from.first_day() <= date.first_day())
            && self.to.is_none_or(|to| date.last_day() <= to.last_day())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(from) = self.from {
            write!(formatter, "{from}")?;
            if self.to == self.from {
                return Ok(());
            }
        }
        write!(formatter, "..")?;
        if let Some(to) = self.to {
            write!(formatter, "{to}")?;
        }
        Ok(())
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let bound = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.parse()).transpose()
        };
        if let Some((from, to)) = text.split_once("..") {
            return Self::new(bound(from)?, bound(to)?);
        }
        let date = Some(text.parse()?);
        Self::new(date, date)
    }
}

/// By what an entity is counted instead of itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RollUp {
    /// Its parent; itself where it has none. One step: a grandparent is not reached.
    Parent,
    /// Its nearest ancestor of a type, however far; itself where it is of that type already, or has no such ancestor.
    Type(EntityType),
}

impl FromStr for RollUp {
    type Err = Infallible;

    /// `parent`, or the name of a type.
    fn from_str(text: &str) -> std::result::Result<Self, Infallible> {
        Ok(if text == "parent" {
            Self::Parent
        } else {
            Self::Type(EntityType::new(text))
        })
    }
}

impl fmt::Display for RollUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parent => formatter.pad("parent"),
            Self::Type(entity_type) => entity_type.fmt(formatter),
        }
    }
}

/// What is counted. The default is everything, as it was found.
///
/// # Example
/// ```
/// use comention::cooccurrence::{RollUp, Selection, Tallies};
/// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, document::Document};
///
/// let dictionary = Dictionary::ai_industry();
/// let mut cooccurrences = Cooccurrences::new(&dictionary);
/// let memo = Document::new("memo", "OpenAI buys the H100 and the H200 from Nvidia.");
/// cooccurrences.observe(&Annotator::new(&dictionary)?.annotate(&memo));
/// let by_maker = Selection::default().roll_up(RollUp::Parent);
/// let graph = EntityGraph::builder().build(&cooccurrences.tallies_with(&by_maker)?)?;
/// let only = graph.edge("nvidia", "openai").unwrap();
/// assert_eq!((graph.edge_count(), only.count(), only.evidence()[0].passages[0].a.len()), (1, 1, 3));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Selection {
    /// The documents that are counted: those inside.
    pub period: Period,
    /// By what entities are counted; `None` counts each as itself.
    pub roll_up: Option<RollUp>,
}

impl Selection {
    /// Counts only the documents of a period.
    #[must_use]
    pub fn period(mut self, period: Period) -> Self {
        self.period = period;
        self
    }

    /// Counts entities by their ancestors.
    #[must_use]
    pub fn roll_up(mut self, roll_up: RollUp) -> Self {
        self.roll_up = Some(roll_up);
        self
    }
}

/// A [`Selection`] made ready for the entities of a dictionary.
#[derive(Clone, Debug)]
pub struct Selector {
    selection: Selection,
    /// By what each entity is counted; empty where each is by itself.
    counted_as: Vec<EntityIndex>,
}

impl Selector {
    /// Looks up what each entity of the dictionary is counted as.
    ///
    /// # Complexity
    /// With a roll-up, linear in the entities and the depth of their ancestry.
    pub fn new(selection: &Selection, dictionary: &Dictionary) -> Self {
        let counted_as = match &selection.roll_up {
            None => Vec::new(),
            Some(roll_up) => dictionary
                .entities()
                .map(|entity| {
                    let mut line = std::iter::successors(Some(entity), |one| one.parent());
                    let ancestor = match roll_up {
                        RollUp::Parent => line.nth(1),
                        RollUp::Type(wanted) => {
                            line.find(|one| one.entity_type() == wanted.as_str())
                        }
                    };
                    ancestor.unwrap_or(entity).index()
                })
                .collect(),
        };
        Self {
            selection: selection.clone(),
            counted_as,
        }
    }

    /// What it selects.
    pub const fn selection(&self) -> &Selection {
        &self.selection
    }

    /// The entity that one is counted as.
    pub fn counted_as(&self, entity: EntityIndex) -> EntityIndex {
        let counted_as = self.counted_as.get(entity.0 as usize);
        counted_as.copied().unwrap_or(entity)
    }

    /// Tells whether a document is counted, and makes its mentions those of the entities they are counted as. Mentions of one place that
    /// become the same are one.
    pub fn apply(&self, observation: &mut Observation) -> bool {
        if !self.selection.period.contains(observation.document.date) {
            return false;
        }
        if !self.counted_as.is_empty() {
            self.rename(observation);
        }
        true
    }

    fn rename(&self, observation: &mut Observation) {
        for candidate in &mut observation.candidates {
            *candidate = self.counted_as(*candidate);
        }
        for mention in &mut observation.mentions {
            if let Target::Entity(entity) = &mut mention.target {
                *entity = self.counted_as(*entity);
            }
        }
        // Several entities linked to one span may have become one.
        let mentions = &mut observation.mentions;
        let spot = |mention: &MentionRecord| (mention.sentence, mention.span);
        let mut kept = 0;
        // Where each of them is now, for hints.
        let mut places = Vec::with_capacity(mentions.len());
        for at in 0..mentions.len() {
            let mention = mentions[at];
            let same = mentions[..kept]
                .iter()
                .rposition(|other| {
                    spot(other) != spot(&mention)
                        || other.status == mention.status && other.target == mention.target
                })
                .filter(|&other| spot(&mentions[other]) == spot(&mention))
                .filter(|_| mention.status == Status::Accepted);
            places.push(same.unwrap_or(kept));
            if same.is_none() {
                mentions[kept] = mention;
                kept += 1;
            }
        }
        mentions.truncate(kept);
        let moved = |mention: u32| {
            u32::try_from(places[mention as usize]).expect("no more than there were")
        };
        for hint in &mut observation.hints {
            hint.head = moved(hint.head);
            hint.tail = moved(hint.tail);
            if let Some(source) = &mut hint.source {
                source.mention = source.mention.map(moved);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::Entity;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_coarse_date_is_inside_only_with_all_its_days() {
        for (period, inside, outside) in [
            ("2025-01-15..", "2025-02", "2025-01"),
            ("..2025-01-15", "2025-01-15", "2025-01"),
            ("..2024-12-31", "2024", "2025-01"),
            ("2025..2025-06", "2025-06", "2025"),
            ("2025", "2025", "2024-12-31"),
            ("2024-02..", "2024-02-01", "2024"),
            ("2024-02", "2024-02-29", "2024-03-01"),
        ] {
            let read: Period = period.parse().unwrap();
            assert!(read.contains(Some(date(inside))), "{inside} in {period}");
            assert!(
                !read.contains(Some(date(outside))),
                "{outside} not in {period}"
            );
            assert!(!read.contains(None), "{period}");
        }
        assert!(Period::default().contains(None));
        assert!(Period::default().contains(Some(date("2025"))));
    }

    #[test]
    fn periods_are_read_and_written() {
        for (text, written) in [
            ("2025-01-01..2025-02", "2025-01-01..2025-02"),
            ("2025..", "2025.."),
            ("..2025-01-27", "..2025-01-27"),
            ("..", ".."),
            ("2025-01-27..2025-01-27", "2025-01-27"),
        ] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), written);
        }
        for text in ["", "soon", "2025-01..then", "2025-02-30"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
        assert!(matches!(
            "2025-02..2025-01".parse::<Period>(),
            Err(Error::EmptyPeriod { .. })
        ));
        // The year holds the day.
        assert!("2025-02-03..2025".parse::<Period>().is_ok());
    }

    /// A chip of a firm of a group, and a firm of its own.
    fn dictionary() -> Dictionary {
        Dictionary::builder()
            .entity(
                &Entity::new("chip", "Chip")
                    .with_type("chip")
                    .with_parent("firm"),
            )
            .entity(
                &Entity::new("firm", "Firm")
                    .with_type("firm")
                    .with_parent("group"),
            )
            .entity(&Entity::new("group", "Group").with_type("group"))
            .entity(&Entity::new("other", "Other").with_type("firm"))
            .build()
            .unwrap()
    }

    #[test]
    fn entities_are_counted_as_their_parent_or_an_ancestor() {
        let dictionary = dictionary();
        for (roll_up, expected) in [
            ("parent", ["firm", "group", "group", "other"]),
            ("firm", ["firm", "firm", "group", "other"]),
            ("group", ["group", "group", "group", "other"]),
            ("person", ["chip", "firm", "group", "other"]),
        ] {
            let selection = Selection::default().roll_up(roll_up.parse().unwrap());
            let selector = Selector::new(&selection, &dictionary);
            let found: Vec<&str> = dictionary
                .entities()
                .map(|one| dictionary.entity(selector.counted_as(one.index())).id())
                .collect();
            assert_eq!(found, expected, "{roll_up}");
        }
    }
}
