//! Times as a person reads them in progress.toml: dates of UTC, to the second.

use std::time::{SystemTime, UNIX_EPOCH};
use toml::value::{Date, Datetime, Offset, Time};

const DAY: i64 = 86_400;

pub(crate) fn now() -> Datetime {
    // Before 1970 no clock is right, so it does not matter what it says.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    date(since.as_secs().try_into().unwrap_or(0))
}

/// The date that is this many seconds after the beginning of 1970.
pub(crate) fn date(seconds: i64) -> Datetime {
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    // Years that begin in March have their leap day at the end; 400 of them always have as many days.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (day, month) = (day - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    let year = era * 400 + year + i64::from(month <= 2);
    Datetime {
        date: Some(Date { year: year as u16, month: month as u8, day: day as u8 }),
        time: Some(Time {
            hour: (second / 3_600) as u8,
            minute: (second / 60 % 60) as u8,
            second: Some((second % 60) as u8),
            nanosecond: None,
        }),
        offset: Some(Offset::Z),
    }
}

/// How many seconds after the beginning of 1970 a date of UTC is. What is left out of it counts as 0.
pub(crate) fn seconds(of: &Datetime) -> i64 {
    let Some(Date { year, month, day }) = of.date else { return 0 };
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + 365 * year + year / 4 - year / 100 + day - 719_468;
    let time = of.time.map_or(0, |time| {
        3_600 * i64::from(time.hour) + 60 * i64::from(time.minute) + i64::from(time.second.unwrap_or(0))
    });
    days * DAY + time
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_dates_are_right() {
        let known = [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_709_251_199, "2024-02-29T23:59:59Z"),
            (1_795_939_200, "2026-11-29T08:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ];
        for (seconds, text) in known {
            assert_eq!(
                (date(seconds).to_string(), super::seconds(&date(seconds))),
                (text.to_owned(), seconds)
            );
        }
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in 0..146_097 {
            assert_eq!(seconds(&date(day * DAY + 3_723)), day * DAY + 3_723);
        }
    }
}
