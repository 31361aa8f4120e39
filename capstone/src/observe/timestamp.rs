//! Points in time as RFC 3339 writes them: `2026-11-23T02:35:00.123Z`.
//!
//! The calendar is reckoned with the two functions of Howard Hinnant's "chrono-Compatible Low-Level Date
//! Algorithms", <https://howardhinnant.github.io/date_algorithms.html>. Their years begin in March, so that
//! the leap day comes last and needs no case of its own. A timestamp is for people: the wall clock it comes
//! from may jump, so no duration is ever the difference of two of them.

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const MS_PER_DAY: i64 = 86_400_000;

/// A point in time, in whole milliseconds, within the years 0000 to 9999 that RFC 3339 can write.
///
/// ```
/// use capstone::observe::Timestamp;
///
/// let time: Timestamp = "2026-11-23T03:35:00.5+01:00".parse()?;
/// assert_eq!(time.to_string(), "2026-11-23T02:35:00.500Z");
/// # Ok::<(), capstone::observe::InvalidTime>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since the Unix epoch; negative before it.
    millis: i64,
}

impl Timestamp {
    /// 0000-01-01T00:00:00.000Z.
    pub const MIN: Timestamp = Timestamp { millis: -62_167_219_200_000 };
    /// 9999-12-31T23:59:59.999Z.
    pub const MAX: Timestamp = Timestamp { millis: 253_402_300_799_999 };

    /// The time `millis` ms after the Unix epoch; what lies outside the years 0000 to 9999 becomes their
    /// nearer end.
    pub fn from_millis(millis: i64) -> Self {
        Self { millis: millis.clamp(Self::MIN.millis, Self::MAX.millis) }
    }

    /// Milliseconds since the Unix epoch.
    pub fn as_millis(self) -> i64 {
        self.millis
    }

    /// The 24 ASCII characters. By hand, because every entry of the log begins with them, and `write!` with
    /// its seven paddings takes more than twice as long.
    pub(super) fn text(self) -> [u8; 24] {
        let (year, month, day) = civil_from_days(self.millis.div_euclid(MS_PER_DAY));
        let ms = self.millis.rem_euclid(MS_PER_DAY);
        let mut text = *b"0000-00-00T00:00:00.000Z";
        put(&mut text[0..4], year);
        put(&mut text[5..7], month);
        put(&mut text[8..10], day);
        put(&mut text[11..13], ms / 3_600_000);
        put(&mut text[14..16], ms / 60_000 % 60);
        put(&mut text[17..19], ms / 1000 % 60);
        put(&mut text[20..23], ms % 1000);
        text
    }
}

fn put(digits: &mut [u8], mut value: i64) {
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.text()).expect("digits and punctuation are ASCII"))
    }
}

impl From<SystemTime> for Timestamp {
    /// Rounds down to the millisecond.
    fn from(time: SystemTime) -> Self {
        let millis = |since: Duration| {
            let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
            seconds.saturating_mul(1000).saturating_add(since.subsec_millis().into())
        };
        Self::from_millis(match time.duration_since(UNIX_EPOCH) {
            Ok(after) => millis(after),
            Err(before) => -millis(before.duration() + Duration::from_nanos(999_999)),
        })
    }
}

/// Why a text is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidTime {
    /// It does not look like one.
    Shape,
    /// It looks like one, but does not say how far from UTC its clock is.
    NoOffset,
    /// No calendar has that day, or no day that hour.
    NoSuchTime,
}

impl fmt::Display for InvalidTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => {
                "not an RFC 3339 time, such as 2026-11-23T02:35:00Z or 2026-11-23T03:35:00.5+01:00"
            }
            Self::NoOffset => "no offset from UTC at the end: add Z or, for instance, +01:00",
            Self::NoSuchTime => "no such day, time of day or offset",
        })
    }
}

impl std::error::Error for InvalidTime {}

impl FromStr for Timestamp {
    type Err = InvalidTime;

    /// Reads RFC 3339, with or without a fraction, with any offset. A blank or a small letter may stand for
    /// `T`.
    ///
    /// A fraction finer than a millisecond is rounded up: times in whole milliseconds compare with the result
    /// as they do with the exact value, for `>=` and `<` alike. A leap second is the first of the next
    /// minute.
    fn from_str(text: &str) -> Result<Self, InvalidTime> {
        let mut rest = Cursor(text.as_bytes());
        let (days, ms) = local_time(&mut rest).ok_or(InvalidTime::Shape)?;
        if rest.0.is_empty() {
            return Err(InvalidTime::NoOffset);
        }
        let offset = offset(&mut rest).ok_or(InvalidTime::Shape)?;
        match (days, ms, offset) {
            (Some(days), Some(ms), Some(offset)) => Ok(Self::from_millis(days * MS_PER_DAY + ms - offset)),
            _ => Err(InvalidTime::NoSuchTime),
        }
    }
}

/// The days since the epoch and the milliseconds since midnight; inside, `None` where there is no such day or
/// time.
fn local_time(rest: &mut Cursor<'_>) -> Option<(Option<i64>, Option<i64>)> {
    let (year, _) = (rest.number(4)?, rest.one_of(b"-")?);
    let (month, _) = (rest.number(2)?, rest.one_of(b"-")?);
    let (day, _) = (rest.number(2)?, rest.one_of(b"Tt ")?);
    let (hour, _) = (rest.number(2)?, rest.one_of(b":")?);
    let (minute, _) = (rest.number(2)?, rest.one_of(b":")?);
    let second = rest.number(2)?;
    let fraction = if rest.one_of(b".").is_some() { rest.millis()? } else { 0 };

    let days = days_from_civil(year, month, day);
    let day_exists = civil_from_days(days) == (year, month, day);
    let time_exists = hour < 24 && minute < 60 && second <= 60;
    let ms = hour * 3_600_000 + minute * 60_000 + second * 1000 + fraction;
    Some((day_exists.then_some(days), time_exists.then_some(ms)))
}

/// The milliseconds that the local clock is ahead of UTC, up to the end of the text; inside, `None` if out of
/// range.
fn offset(rest: &mut Cursor<'_>) -> Option<Option<i64>> {
    let sign = match rest.one_of(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return rest.0.is_empty().then_some(Some(0)),
    };
    let (hours, _) = (rest.number(2)?, rest.one_of(b":")?);
    let minutes = rest.number(2)?;
    let exists = hours < 24 && minutes < 60;
    rest.0.is_empty().then_some(exists.then_some(sign * (hours * 60 + minutes) * 60_000))
}

/// What is still to be read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn one_of(&mut self, set: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        set.contains(first).then(|| self.0 = rest)?;
        Some(*first)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        (0..digits).try_fold(0, |value, _| Some(value * 10 + i64::from(self.one_of(b"0123456789")? - b'0')))
    }

    /// At least one digit of a second's fraction, rounded up to milliseconds.
    fn millis(&mut self) -> Option<i64> {
        let mut millis = 100 * self.number(1)?;
        for unit in [10, 1] {
            millis += unit * self.number(1).unwrap_or(0);
        }
        let mut finer = false;
        while let Some(digit) = self.number(1) {
            finer |= digit > 0;
        }
        Some(millis + i64::from(finer))
    }
}

/// Days since 1970-01-01 of a day in the Gregorian calendar; for a day that does not exist, those of another
/// one.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year }; // counted from March
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month and day of the day that lies `days` after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // counted from 0000-03-01
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}
