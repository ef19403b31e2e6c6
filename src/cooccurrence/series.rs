//! How often an entity, or a pair, occurs in each week, month or other unit of time.

use std::collections::BTreeMap;

use crate::dictionary::EntityIndex;
use crate::document::{CalendarPeriod, CalendarUnit};

use super::evidence::MentionsByEntity;
use super::{Observation, Window, WindowCounts};

/// Sorts the windows of one entity or one pair by the date of their documents.
#[derive(Clone, Debug)]
pub struct SeriesCollector {
    subject: (EntityIndex, Option<EntityIndex>),
    unit: CalendarUnit,
    points: BTreeMap<CalendarPeriod, SeriesPoint>,
    unplaced: WindowCounts,
}

impl SeriesCollector {
    /// Starts collecting: of one entity, or of the windows it shares with another.
    pub fn new(entity: EntityIndex, other: Option<EntityIndex>, unit: CalendarUnit) -> Self {
        Self {
            subject: (entity, other),
            unit,
            points: BTreeMap::new(),
            unplaced: WindowCounts::default(),
        }
    }

    /// Takes the windows of one document; its sentences need no text.
    pub fn add(&mut self, observation: &Observation) {
        let mentions = MentionsByEntity::new(observation);
        let mut windows = WindowCounts::default();
        for window in Window::ALL {
            let (entity, other) = self.subject;
            let count = match other {
                Some(other) => mentions.shared(entity, other, window),
                None => mentions.windows_of(entity, window),
            };
            windows.add(window, count);
        }
        let date = observation.document.date;
        let Some(period) = date.and_then(|date| self.unit.period_of(date)) else {
            self.unplaced += windows;
            return;
        };
        let point = self.points.entry(period).or_insert(SeriesPoint {
            period,
            windows: WindowCounts::default(),
            documents_in_all: 0,
        });
        point.windows += windows;
        point.documents_in_all += observation.windows.documents;
    }

    /// The series.
    pub fn finish(self) -> Series {
        Series {
            unit: self.unit,
            points: self.points.into_values().collect(),
            unplaced: self.unplaced,
        }
    }
}

/// Windows of an entity or a pair, period by period, from that of the first document to that of the last, whatever they mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    unit: CalendarUnit,
    /// Those with a document, in order.
    points: Vec<SeriesPoint>,
    unplaced: WindowCounts,
}

impl Series {
    /// What a period is.
    pub const fn unit(&self) -> CalendarUnit {
        self.unit
    }

    /// How many periods it has, those without any document among them.
    pub fn len(&self) -> usize {
        match self.points[..] {
            [first, .., last] => first.period.periods_until(last.period) as usize + 1,
            _ => self.points.len(),
        }
    }

    /// Whether no document has a date.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The periods in order, those without any document among them.
    pub fn points(&self) -> impl Iterator<Item = SeriesPoint> {
        let mut known = self.points.iter().copied().peekable();
        let mut next = self.points.first().map(|point| point.period);
        std::iter::from_fn(move || {
            let period = next?;
            let point = known.next_if(|point| point.period == period);
            next = known.peek().map(|_| period.next());
            Some(point.unwrap_or(SeriesPoint {
                period,
                windows: WindowCounts::default(),
                documents_in_all: 0,
            }))
        })
    }

    /// The windows of all periods together.
    pub fn windows(&self) -> WindowCounts {
        let mut sum = WindowCounts::default();
        for point in &self.points {
            sum += point.windows;
        }
        sum
    }

    /// The windows of documents without a date, or with one too coarse to tell the period.
    pub const fn unplaced(&self) -> WindowCounts {
        self.unplaced
    }
}

/// One period of a [`Series`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeriesPoint {
    /// The period.
    pub period: CalendarPeriod,
    /// Its windows of the entity or the pair.
    pub windows: WindowCounts,
    /// All its documents, whatever they mention.
    pub documents_in_all: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooccurrence::tests::observation;

    #[test]
    fn gaps_are_filled_and_coarse_dates_set_aside() {
        let (one, other) = (EntityIndex(0), EntityIndex(1));
        let mut alone = SeriesCollector::new(one, None, CalendarUnit::Week);
        let mut pair = SeriesCollector::new(one, Some(other), CalendarUnit::Week);
        for (date, sentences) in [
            (Some("2025-01-27"), &[&[0, 1][..], &[0]][..]),
            (Some("2025-02-02"), &[&[0]]),
            (Some("2025-02-18"), &[&[1], &[0]]),
            (Some("2025-01-08"), &[&[1]]),
            (Some("2025-01"), &[&[0, 1]]),
            (None, &[&[0]]),
        ] {
            let placed = |names: &&[u32]| (0..).zip(names.iter().copied()).collect();
            let mut observation = observation(0, 0, &sentences.iter().map(placed).collect());
            observation.document.date = date.map(|date| date.parse().unwrap());
            alone.add(&observation);
            pair.add(&observation);
        }
        let (alone, pair) = (alone.finish(), pair.finish());
        let shown = |series: &Series| -> Vec<(String, u64, u64, u64)> {
            let points = series.points();
            points
                .map(|point| {
                    let WindowCounts {
                        sentences,
                        documents,
                        ..
                    } = point.windows;
                    (
                        point.period.to_string(),
                        documents,
                        sentences,
                        point.documents_in_all,
                    )
                })
                .collect()
        };
        let row = |period: &str, documents, sentences, all| {
            (period.to_owned(), documents, sentences, all)
        };
        assert_eq!(
            shown(&alone),
            [
                row("2025-W02", 0, 0, 1),
                row("2025-W03", 0, 0, 0),
                row("2025-W04", 0, 0, 0),
                row("2025-W05", 2, 3, 2),
                row("2025-W06", 0, 0, 0),
                row("2025-W07", 0, 0, 0),
                row("2025-W08", 1, 1, 1),
            ]
        );
        assert_eq!((alone.len(), alone.unplaced().documents), (7, 2));
        assert_eq!(
            (alone.windows().sentences, pair.windows().sentences),
            (4, 1)
        );
        assert_eq!(
            pair.windows().documents,
            2,
            "one document names them in two sentences"
        );
        assert_eq!(pair.unplaced().sentences, 1);
        let empty = SeriesCollector::new(one, None, CalendarUnit::Day).finish();
        assert_eq!((empty.len(), empty.points().count()), (0, 0));
    }
}
