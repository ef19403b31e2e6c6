//! Days, weeks, months, quarters, years: where a date falls, and what comes next.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::document::Date;

/// A unit that time is divided into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum CalendarUnit {
    /// A day.
    Day,
    /// A week of ISO 8601, from Monday to Sunday.
    #[default]
    Week,
    /// A month.
    Month,
    /// Three months, the first of them January, April, July or October.
    Quarter,
    /// A year.
    Year,
}

impl CalendarUnit {
    /// All units, shortest first.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
    ];

    /// The lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period that a date falls into; `None` where the date is not known well enough: all days that it may be must be inside.
    ///
    /// # Example
    /// ```
    /// use comention::document::CalendarUnit;
    ///
    /// let week = CalendarUnit::Week.period_of("2025-01-27".parse()?).unwrap();
    /// assert_eq!((week.to_string().as_str(), week.next().to_string().as_str()), ("2025-W05", "2025-W06"));
    /// assert_eq!(week.last_day().to_string(), "2025-02-02");
    /// assert_eq!(CalendarUnit::Week.period_of("2025-01".parse()?), None);
    /// # Ok::<(), comention::Error>(())
    /// ```
    pub fn period_of(self, date: Date) -> Option<CalendarPeriod> {
        let number = |date| self.number_of(date);
        let first = number(date.first_day());
        (number(date.last_day()) == first).then_some(CalendarPeriod {
            unit: self,
            number: first,
        })
    }

    /// How many units there are from the first of year 1 to that of a day.
    fn number_of(self, day: Date) -> u32 {
        let years = u32::from(day.year()) - 1;
        let months = years * 12 + u32::from(day.month().unwrap_or(1)) - 1;
        match self {
            Self::Day => days_before(day),
            // Year 1 began on a Monday, as the calendar is counted back.
            Self::Week => days_before(day) / 7,
            Self::Month => months,
            Self::Quarter => months / 3,
            Self::Year => years,
        }
    }
}

impl fmt::Display for CalendarUnit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl Serialize for CalendarUnit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One day, week, month, quarter or year. Those of one unit order by time. Written `2025-01-27`, `2025-W05`, `2025-01`, `2025-Q1`, `2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarPeriod {
    unit: CalendarUnit,
    /// Counted from that of the first day of year 1.
    number: u32,
}

impl CalendarPeriod {
    /// What it is one of.
    pub const fn unit(self) -> CalendarUnit {
        self.unit
    }

    /// The period after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self {
            number: self.number + 1,
            ..self
        }
    }

    /// How many periods begin from this one on and before another of the same unit; 0 if the other is earlier.
    pub const fn periods_until(self, other: Self) -> u32 {
        other.number.saturating_sub(self.number)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        let of_month = |months: u32| date_of(months / 12 + 1, months % 12 + 1, 1);
        match self.unit {
            CalendarUnit::Day => day_after(self.number),
            CalendarUnit::Week => day_after(self.number * 7),
            CalendarUnit::Month => of_month(self.number),
            CalendarUnit::Quarter => of_month(self.number * 3),
            CalendarUnit::Year => of_month(self.number * 12),
        }
    }

    /// Its last day; 9999-12-31 at the latest.
    pub fn last_day(self) -> Date {
        day_after(days_before(self.first_day()) + self.days() - 1)
    }

    /// How many days it has.
    pub fn days(self) -> u32 {
        let first = self.first_day();
        match self.unit {
            CalendarUnit::Day => 1,
            CalendarUnit::Week => 7,
            CalendarUnit::Month => days_in(first, 1),
            CalendarUnit::Quarter => days_in(first, 3),
            CalendarUnit::Year => days_in(first, 12),
        }
    }
}

impl fmt::Display for CalendarPeriod {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first_day();
        let year = first.year();
        let month = first.month().unwrap_or(1);
        match self.unit {
            CalendarUnit::Day => write!(formatter, "{first}"),
            CalendarUnit::Week => {
                // A week is of the year that its Thursday is in.
                let thursday = day_after(self.number * 7 + 3);
                let before = days_before(thursday) - days_before(date_of(thursday.year(), 1_u8, 1));
                write!(formatter, "{:04}-W{:02}", thursday.year(), before / 7 + 1)
            }
            CalendarUnit::Month => write!(formatter, "{year:04}-{month:02}"),
            CalendarUnit::Quarter => write!(formatter, "{year:04}-Q{}", month.div_ceil(3)),
            CalendarUnit::Year => write!(formatter, "{year:04}"),
        }
    }
}

impl Serialize for CalendarPeriod {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How many days a number of months have, from the first of one on.
fn days_in(first: Date, months: u8) -> u32 {
    let month = first.month().unwrap_or(1);
    (month..month + months)
        .filter_map(|month| Date::from_ym(first.year(), month))
        .filter_map(|month| month.last_day().day())
        .map(u32::from)
        .sum()
}

/// How many days there are from 0001-01-01 to this one.
fn days_before(day: Date) -> u32 {
    let years = u32::from(day.year()) - 1;
    let leap_days = years / 4 - years / 100 + years / 400;
    let of_months = days_in(date_of(day.year(), 1_u8, 1), day.month().unwrap_or(1) - 1);
    years * 365 + leap_days + of_months + u32::from(day.day().unwrap_or(1)) - 1
}

/// The day so many days after 0001-01-01.
fn day_after(days: u32) -> Date {
    const DAYS_OF_400_YEARS: u64 = 146_097;
    let about = u32::try_from(u64::from(days) * 400 / DAYS_OF_400_YEARS).unwrap_or(0) + 1;
    // At most one off.
    let begins = |year: u32| days_before(date_of(year, 1_u8, 1)) <= days;
    let year = [about + 1, about]
        .into_iter()
        .find(|&year| year <= 9999 && begins(year))
        .unwrap_or(about - 1);
    let mut left = days - days_before(date_of(year, 1_u8, 1));
    for month in 1..=12_u8 {
        let length = days_in(date_of(year, month, 1), 1);
        if left < length {
            return date_of(year, month, left + 1);
        }
        left -= length;
    }
    date_of(9999_u16, 12_u8, 31)
}

/// A day of the calendar; the last there is where it has none.
fn date_of(year: impl TryInto<u16>, month: impl TryInto<u8>, day: u32) -> Date {
    let parts = (year.try_into(), month.try_into(), u8::try_from(day));
    let day = match parts {
        (Ok(year), Ok(month), Ok(day)) => Date::from_ymd(year, month, day),
        _ => None,
    };
    day.or_else(|| Date::from_ymd(9999, 12, 31))
        .expect("the calendar has that day")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn shown(unit: CalendarUnit, text: &str) -> Option<String> {
        let period = unit.period_of(day(text));
        period.map(|period| period.to_string())
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (date, week) in [
            ("2025-01-27", "2025-W05"),
            ("2025-02-02", "2025-W05"),
            ("2025-02-03", "2025-W06"),
            ("2024-12-29", "2024-W52"),
            ("2024-12-30", "2025-W01"),
            ("2021-01-03", "2020-W53"),
            ("2021-01-04", "2021-W01"),
            ("2016-01-01", "2015-W53"),
            ("2023-01-01", "2022-W52"),
            ("2000-02-29", "2000-W09"),
        ] {
            assert_eq!(
                shown(CalendarUnit::Week, date).as_deref(),
                Some(week),
                "{date}"
            );
        }
    }

    #[test]
    fn coarse_dates_fall_into_what_holds_all_their_days() {
        use CalendarUnit::{Day, Month, Quarter, Week, Year};
        assert_eq!(shown(Day, "2025-01"), None);
        assert_eq!(shown(Week, "2025-01"), None);
        assert_eq!(shown(Month, "2025-01").as_deref(), Some("2025-01"));
        assert_eq!(shown(Quarter, "2025-06").as_deref(), Some("2025-Q2"));
        assert_eq!(shown(Quarter, "2025"), None);
        assert_eq!(shown(Year, "2025").as_deref(), Some("2025"));
    }

    #[test]
    fn every_day_is_in_its_period_and_periods_follow_each_other() {
        // Four centuries by a step that meets every day of the week, month ends and leap days.
        for number in (days_before(day("1899-12-25"))..days_before(day("2110-01-05"))).step_by(5) {
            let date = day_after(number);
            assert_eq!(days_before(date), number, "{date}");
            for unit in CalendarUnit::ALL {
                let period = unit.period_of(date).unwrap();
                assert!(period.first_day() <= date && date <= period.last_day());
                let next = days_before(period.next().first_day());
                assert_eq!(next, days_before(period.last_day()) + 1, "{period}");
                assert_eq!(period.periods_until(period.next()), 1);
            }
        }
    }

    #[test]
    fn the_calendar_has_ends() {
        for unit in CalendarUnit::ALL {
            for date in ["0001-01-01", "9999-12-31"] {
                let period = unit.period_of(day(date)).unwrap();
                assert!(period.first_day() <= day(date) && day(date) <= period.last_day());
            }
        }
        assert_eq!(day_after(0), day("0001-01-01"));
        assert_eq!(day_after(u32::MAX / 8), day("9999-12-31"));
    }
}
