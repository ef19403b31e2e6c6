//! Calendar dates, as exact as the input gives them.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, Result};

/// A calendar date known to the day, the month or the year: `2025-01-27`, `2025-01`, `2025`.
///
/// Dates order by year, month, day; a coarser date comes before the finer ones inside it. They are written in ISO 8601 at their precision, as
/// [`fmt::Display`] and in serde alike.
///
/// # Example
/// ```
/// use comention::document::Date;
///
/// let date: Date = "2025-01-27T08:30:00+01:00".parse()?;
/// assert_eq!(date.to_string(), "2025-01-27");
/// assert!("2025".parse::<Date>()? < "2025-01".parse()?);
/// assert!("2025-02-29".parse::<Date>().is_err());
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    // 0 where unknown: a coarser date sorts before its parts.
    month: u8,
    day: u8,
}

impl Date {
    /// Makes a date known to the day; `None` where the calendar has no such day. Years are 1 to 9999.
    pub fn from_ymd(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::from_ym(year, month)?;
        (1..=days_in_month(year, month))
            .contains(&day)
            .then_some(Self { day, ..date })
    }

    /// Makes a date known to the month; `None` where the calendar has no such month.
    pub fn from_ym(year: u16, month: u8) -> Option<Self> {
        let date = Self::from_year(year)?;
        (1..=12).contains(&month).then_some(Self { month, ..date })
    }

    /// Makes a date known to the year, 1 to 9999.
    pub fn from_year(year: u16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self {
            year,
            month: 0,
            day: 0,
        })
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month > 0).then_some(self.month)
    }

    /// The day of the month, 1 to 31, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day > 0).then_some(self.day)
    }

    /// The first day it may mean: itself where the day is known.
    ///
    /// # Example
    /// ```
    /// use comention::document::Date;
    ///
    /// let february: Date = "2024-02".parse()?;
    /// assert_eq!(february.first_day().to_string(), "2024-02-01");
    /// assert_eq!(february.last_day().to_string(), "2024-02-29");
    /// # Ok::<(), comention::Error>(())
    /// ```
    #[must_use]
    pub fn first_day(self) -> Self {
        Self {
            month: self.month.max(1),
            day: self.day.max(1),
            ..self
        }
    }

    /// The last day it may mean: itself where the day is known.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month().unwrap_or(12);
        let day = self
            .day()
            .unwrap_or_else(|| days_in_month(self.year, month));
        Self { month, day, ..self }
    }
}

impl FromStr for Date {
    type Err = Error;

    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, `YYYY/MM/DD` or an RFC 3339 date-time (the zone may be missing). Of a date-time the day is taken as
    /// written, in its own zone.
    fn from_str(text: &str) -> Result<Self> {
        parse(text.trim().as_bytes()).ok_or_else(|| Error::NotADate {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month() {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day() {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

fn parse(text: &[u8]) -> Option<Date> {
    match text.len() {
        4 => Date::from_year(number(text)?),
        7 if text[4] == b'-' => Date::from_ym(number(&text[..4])?, narrow(&text[5..])?),
        10 => parse_day(text, b'-').or_else(|| parse_day(text, b'/')),
        11.. => {
            let is_time = matches!(text[10], b'T' | b't' | b' ') && is_time(&text[11..]);
            is_time.then(|| parse_day(&text[..10], b'-')).flatten()
        }
        _ => None,
    }
}

/// `YYYY-MM-DD`, exactly ten bytes, with that separator.
fn parse_day(text: &[u8], separator: u8) -> Option<Date> {
    if text[4] != separator || text[7] != separator {
        return None;
    }
    Date::from_ymd(
        number(&text[..4])?,
        narrow(&text[5..7])?,
        narrow(&text[8..])?,
    )
}

/// `08:30`, `08:30:15`, `08:30:15.25`, each with `Z`, `+01:00`, `+0100`, `+01` or no zone.
fn is_time(text: &[u8]) -> bool {
    let zone = text
        .iter()
        .position(|byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))
        .unwrap_or(text.len());
    let (clock, zone) = (text[..zone].trim_ascii_end(), &text[zone..]);
    is_clock(clock) && is_zone(zone)
}

fn is_clock(clock: &[u8]) -> bool {
    let mut parts = clock.split(|byte| *byte == b':');
    let hour = parts.next().is_some_and(|hour| below(hour, 24));
    let minute = parts.next().is_some_and(|minute| below(minute, 60));
    let second = parts.next().is_none_or(|second| {
        let mut parts = second.splitn(2, |byte| *byte == b'.');
        // 60 is a leap second.
        parts.next().is_some_and(|whole| below(whole, 61))
            && parts
                .next()
                .is_none_or(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit))
    });
    hour && minute && second && parts.next().is_none()
}

fn is_zone(zone: &[u8]) -> bool {
    match zone {
        [] | [b'Z' | b'z'] => true,
        [_, hour @ ..] if hour.len() == 2 => below(hour, 24),
        [_, time @ ..] if time.len() == 4 => below(&time[..2], 24) && below(&time[2..], 60),
        [_, time @ ..] if time.len() == 5 => {
            below(&time[..2], 24) && time[2] == b':' && below(&time[3..], 60)
        }
        _ => false,
    }
}

/// Whether this is a two-digit number below `limit`.
fn below(text: &[u8], limit: u8) -> bool {
    text.len() == 2 && narrow(text).is_some_and(|value| value < limit)
}

fn narrow(text: &[u8]) -> Option<u8> {
    number(text).and_then(|value| u8::try_from(value).ok())
}

/// A number of at most four digits, nothing else.
fn number(text: &[u8]) -> Option<u16> {
    text.iter().try_fold(0, |value: u16, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + u16::from(byte - b'0'))
    })
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        text.parse().ok().map(|date: Date| date.to_string())
    }

    #[test]
    fn forms_that_are_read() {
        for (text, expected) in [
            ("2025", "2025"),
            ("2025-01", "2025-01"),
            ("2025-01-27", "2025-01-27"),
            (" 2025-01-27\n", "2025-01-27"),
            ("2025/01/27", "2025-01-27"),
            ("2025-01-27T08:30:00Z", "2025-01-27"),
            ("2025-01-27t08:30:00.123456z", "2025-01-27"),
            ("2025-01-27 08:30:00+01:00", "2025-01-27"),
            ("2025-01-27 08:30:00 -0500", "2025-01-27"),
            ("2025-01-27T23:59:60Z", "2025-01-27"),
            ("2025-01-27T08:30", "2025-01-27"),
            ("2024-02-29", "2024-02-29"),
            ("2000-02-29", "2000-02-29"),
            ("0001-01-01", "0001-01-01"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date() {
        for text in [
            "",
            "25",
            "0000",
            "20250127",
            "2025-13",
            "2025-00",
            "2025-1-2",
            "2025/01",
            "2025-01/27",
            "2025-02-29",
            "1900-02-29",
            "2025-04-31",
            "2025-01-00",
            "2025-01-32",
            "２０２５",
            "2025-01-27T",
            "2025-01-27T25:00:00Z",
            "2025-01-27T08",
            "2025-01-27T08:30:00Zulu",
            "2025-01-27T08:30:00.Z",
            "2025-01-27X08:30:00Z",
            "2025-01-27 and more",
            "+025-01-27",
            "2025-01-27T08:30:00+1",
            "Mon, 27 Jan 2025",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn coarser_dates_come_first() {
        let dates: Vec<Date> = [
            "2024-12-31",
            "2025",
            "2025-01",
            "2025-01-01",
            "2025-01-02",
            "2025-02",
        ]
        .map(|text| text.parse().unwrap())
        .to_vec();
        assert!(dates.is_sorted());
    }

    #[test]
    fn serde_writes_a_string() {
        let date = Date::from_ym(2025, 1).unwrap();
        assert_eq!(serde_json::to_string(&date).unwrap(), "\"2025-01\"");
        assert_eq!(serde_json::from_str::<Date>("\"2025-01\"").unwrap(), date);
        assert!(serde_json::from_str::<Date>("\"soon\"").is_err());
    }
}
