//! When an entity, or a pair, was spoken of, and when unusually much.

use serde::Serialize;

use crate::association::binomial_upper_tail;
use crate::cooccurrence::{Series, SeriesPoint, WindowCounts};
use crate::document::{CalendarPeriod, CalendarUnit, Date};

/// The chance of a false burst anywhere in a series that has none.
const ALPHA: f64 = 0.01;

/// What a period's share of the documents is expected to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Baseline {
    /// Its share of the days: a burst is when much is written of the subject.
    #[default]
    Time,
    /// Its share of all documents: a burst is when much of what is written is of the subject.
    Documents,
}

/// A [`Series`] with its bursts.
///
/// A period is a burst if it holds more documents with the subject than chance would put there. If `K` documents fall into the periods at
/// random, each into one with the probability of its [`Baseline`] share `s`, then a period has `k` or more of them with the chance of the upper
/// tail of Binomial(K, s). That is the exact test of one Poisson rate against the rest of the series, given the sum. The chance is multiplied by
/// the number of periods (Bonferroni), and must then be 0.01 or less. Periods of a burst that follow each other are one. Documents are
/// counted, not windows: those of one document are not independent.
///
/// Serializes as `by`, `baseline`, `from` and `to` (first and last day), `periods`, `documents`, `unplaced` (documents without a date, or with one
/// too coarse), `series` and `bursts`. `series` goes from the first to the last period with the subject, the empty ones between included.
///
/// # References
/// Przyborowski and Wilenski (1940), *Homogeneity of Results in Testing Samples from Poisson Series*.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    by: CalendarUnit,
    baseline: Baseline,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    periods: usize,
    documents: u64,
    unplaced: u64,
    series: Vec<TimelineRow>,
    bursts: Vec<Burst>,
}

/// One period. Serializes as `period`, `documents_in_all`, `sentences`, `paragraphs`, `documents`, `expected`, `burst`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TimelineRow {
    /// The period.
    pub period: CalendarPeriod,
    /// All its documents, whatever they mention.
    pub documents_in_all: u64,
    /// Its windows of the subject.
    #[serde(flatten)]
    pub windows: WindowCounts,
    /// The documents that its share of the whole series comes to.
    pub expected: f64,
    /// Whether it is (part of) a burst.
    pub burst: bool,
}

/// A stretch of time in which there was unusually much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Burst {
    /// Its first period.
    pub from: CalendarPeriod,
    /// Its last period.
    pub to: CalendarPeriod,
    /// Its documents with the subject.
    pub documents: u64,
    /// The documents that its share of the whole series comes to.
    pub expected: f64,
    /// The smallest p-value of its periods, times the number of periods of the series.
    pub p_value: f64,
}

impl Timeline {
    /// Finds the bursts of a series.
    ///
    /// # Complexity
    /// Linear in the periods and in the documents.
    pub fn new(series: &Series, baseline: Baseline) -> Self {
        let periods = series.len();
        let documents = series.windows().documents;
        let weight = |point: &SeriesPoint| match baseline {
            Baseline::Time => u64::from(point.period.days()),
            Baseline::Documents => point.documents_in_all,
        };
        let weights: u64 = series.points().map(|point| weight(&point)).sum();
        let mut rows = Vec::new();
        let mut bursts: Vec<Burst> = Vec::new();
        for point in series.points() {
            let count = point.windows.documents;
            let share = ratio(weight(&point), weights);
            let expected = ratio(documents, 1) * share;
            let p_value =
                (binomial_upper_tail(count, documents, share) * ratio(periods as u64, 1)).min(1.0);
            let burst = count > 0 && p_value <= ALPHA;
            if burst {
                match bursts.last_mut() {
                    Some(last) if last.to.next() == point.period => {
                        last.to = point.period;
                        last.documents += count;
                        last.expected += expected;
                        last.p_value = last.p_value.min(p_value);
                    }
                    _ => bursts.push(Burst {
                        from: point.period,
                        to: point.period,
                        documents: count,
                        expected,
                        p_value,
                    }),
                }
            }
            // Empty periods wait: only those before another that is not are shown.
            if count > 0 || !rows.is_empty() {
                rows.push(TimelineRow {
                    period: point.period,
                    documents_in_all: point.documents_in_all,
                    windows: point.windows,
                    expected,
                    burst,
                });
            }
        }
        let shown = rows.iter().rposition(|row| row.windows.documents > 0);
        rows.truncate(shown.map_or(0, |last| last + 1));
        Self {
            by: series.unit(),
            baseline,
            from: series.points().next().map(|point| point.period.first_day()),
            to: series.points().last().map(|point| point.period.last_day()),
            periods,
            documents,
            unplaced: series.unplaced().documents,
            series: rows,
            bursts,
        }
    }

    /// What a period is.
    pub const fn unit(&self) -> CalendarUnit {
        self.by
    }

    /// The first and the last day of the whole series; `None` if no document has a date.
    pub fn span(&self) -> Option<(Date, Date)> {
        self.from.zip(self.to)
    }

    /// How many periods the whole series has.
    pub const fn periods(&self) -> usize {
        self.periods
    }

    /// The documents with the subject in them.
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// The documents with the subject that have no date, or one too coarse.
    pub const fn unplaced(&self) -> u64 {
        self.unplaced
    }

    /// From the first to the last period with the subject, the empty ones between included.
    pub fn rows(&self) -> &[TimelineRow] {
        &self.series
    }

    /// The bursts, in order.
    pub fn bursts(&self) -> &[Burst] {
        &self.bursts
    }
}

#[allow(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dictionary;
    use crate::annotation::Annotator;
    use crate::cooccurrence::SeriesCollector;
    use crate::document::Document;

    /// A week a number: documents with the subject, and others.
    fn series(weeks: &[(usize, usize)], unit: CalendarUnit) -> Series {
        let dictionary = Dictionary::ai_industry();
        let annotator = Annotator::new(&dictionary).unwrap();
        let nvidia = dictionary.index_of("nvidia").unwrap();
        let mut collector = SeriesCollector::new(nvidia, None, unit);
        let mut week = CalendarUnit::Week
            .period_of("2025-01-06".parse().unwrap())
            .unwrap();
        for &(with, without) in weeks {
            let texts = std::iter::repeat_n("Nvidia sells chips.", with)
                .chain(std::iter::repeat_n("It rains.", without));
            for text in texts {
                let document = Document::new("x", text).with_date(week.first_day());
                collector.add(annotator.annotate(&document).as_ref());
            }
            week = week.next();
        }
        collector.finish()
    }

    #[test]
    fn a_week_far_above_the_rest_is_a_burst() {
        let mut weeks = [(1, 3); 20];
        weeks[7] = (9, 1);
        weeks[8] = (8, 1);
        let timeline = Timeline::new(&series(&weeks, CalendarUnit::Week), Baseline::Time);
        assert_eq!((timeline.periods(), timeline.documents()), (20, 35));
        let [burst] = timeline.bursts() else {
            panic!("{:?}", timeline.bursts());
        };
        assert_eq!(
            (
                burst.from.to_string(),
                burst.to.to_string(),
                burst.documents
            ),
            ("2025-W09".to_owned(), "2025-W10".to_owned(), 17)
        );
        assert!(
            burst.p_value < 0.001 && (burst.expected - 3.5).abs() < 1e-12,
            "{burst:?}"
        );
        let flagged = timeline.rows().iter().filter(|row| row.burst);
        assert_eq!(flagged.count(), 2);
    }

    #[test]
    fn what_is_even_or_little_is_no_burst() {
        for weeks in [
            &[(3, 0); 12][..],
            &[(0, 3), (1, 0), (0, 1), (0, 1)],
            &[(2, 0), (0, 1), (0, 1), (2, 0)],
            &[(5, 0)],
            &[],
        ] {
            let timeline = Timeline::new(&series(weeks, CalendarUnit::Week), Baseline::Time);
            assert!(timeline.bursts().is_empty(), "{weeks:?} {timeline:?}");
        }
    }

    #[test]
    fn a_burst_of_everything_is_none_of_its_share() {
        let mut weeks = [(1, 4); 20];
        weeks[3] = (10, 40);
        let series = series(&weeks, CalendarUnit::Week);
        assert_eq!(Timeline::new(&series, Baseline::Time).bursts().len(), 1);
        assert!(
            Timeline::new(&series, Baseline::Documents)
                .bursts()
                .is_empty()
        );
        weeks[3] = (10, 0);
        let series = self::series(&weeks, CalendarUnit::Week);
        assert_eq!(
            Timeline::new(&series, Baseline::Documents).bursts().len(),
            1
        );
    }

    #[test]
    fn empty_periods_are_shown_between_and_nowhere_else() {
        let weeks = [(0, 1), (1, 0), (0, 0), (0, 1), (2, 0), (0, 1)];
        let timeline = Timeline::new(&series(&weeks, CalendarUnit::Week), Baseline::Time);
        let counts: Vec<u64> = timeline
            .rows()
            .iter()
            .map(|row| row.windows.documents)
            .collect();
        assert_eq!((counts, timeline.periods()), (vec![1, 0, 0, 2], 6));
        let (from, to) = timeline.span().unwrap();
        assert_eq!(
            (from.to_string(), to.to_string()),
            ("2025-01-06".into(), "2025-02-16".into())
        );
        let months = Timeline::new(&series(&weeks, CalendarUnit::Month), Baseline::Time);
        assert_eq!(months.rows().len(), 2);
    }
}
