//! Times, against a calendar that counts day by day.
#![cfg(not(feature = "shuttle"))]

use capstone::observe::{InvalidTime, Timestamp};
use std::time::{Duration, UNIX_EPOCH};

#[test]
fn every_day_of_the_calendar_has_its_name() {
    let mut millis = Timestamp::MIN.as_millis();
    for year in 0..10_000 {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if leap { 29 } else { 28 };
        for (month, days) in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate() {
            for day in 1..=days {
                // Two cycles of the calendar, and both ends of what can be written: the rest is only counted.
                if matches!(year, 0..=4 | 1600..2400 | 9996..) {
                    let text = format!("{year:04}-{:02}-{day:02}T00:00:00.000Z", month + 1);
                    let time = Timestamp::from_millis(millis);
                    assert_eq!(time.to_string(), text);
                    assert_eq!(text.parse(), Ok(time));
                }
                millis += 86_400_000;
            }
        }
    }
    assert_eq!(Timestamp::from_millis(millis), Timestamp::MAX, "the end of the last year");
    assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999Z");
}

#[test]
fn times_are_read_as_rfc_3339_writes_them() {
    let read = |text: &str| text.parse::<Timestamp>().map(|time| time.to_string());
    for (text, time) in [
        ("2026-11-23T02:35:00Z", "2026-11-23T02:35:00.000Z"),
        ("2026-11-23t02:35:00z", "2026-11-23T02:35:00.000Z"),
        ("2026-11-23 02:35:00.1+00:00", "2026-11-23T02:35:00.100Z"),
        ("2026-11-23T02:35:00.123000000Z", "2026-11-23T02:35:00.123Z"),
        ("2026-11-23T02:35:00.123000001Z", "2026-11-23T02:35:00.124Z"),
        ("2026-12-31T23:59:59.9999-00:00", "2027-01-01T00:00:00.000Z"),
        ("2024-02-29T23:30:00-01:30", "2024-03-01T01:00:00.000Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("0000-01-01T00:00:00+23:59", "0000-01-01T00:00:00.000Z"),
    ] {
        assert_eq!(read(text).as_deref(), Ok(time), "{text}");
    }
    for (text, error) in [
        ("", InvalidTime::Shape),
        ("yesterday", InvalidTime::Shape),
        ("2026-11-23", InvalidTime::Shape),
        ("2026-11-23T02:35Z", InvalidTime::Shape),
        ("2026-11-23T02:35:00.Z", InvalidTime::Shape),
        ("2026-11-23T02:35:00Z ", InvalidTime::Shape),
        ("2026-11-23T02:35:00+0100", InvalidTime::Shape),
        ("+2026-11-23T02:35:00Z", InvalidTime::Shape),
        ("2026-11-23T02:35:00", InvalidTime::NoOffset),
        ("2026-11-23T02:35:00.5", InvalidTime::NoOffset),
        ("2026-02-29T00:00:00Z", InvalidTime::NoSuchTime),
        ("2026-13-01T00:00:00Z", InvalidTime::NoSuchTime),
        ("2026-00-01T00:00:00Z", InvalidTime::NoSuchTime),
        ("2026-01-00T00:00:00Z", InvalidTime::NoSuchTime),
        ("2026-11-23T24:00:00Z", InvalidTime::NoSuchTime),
        ("2026-11-23T02:60:00Z", InvalidTime::NoSuchTime),
        ("2026-11-23T02:35:61Z", InvalidTime::NoSuchTime),
        ("2026-11-23T02:35:00+24:00", InvalidTime::NoSuchTime),
    ] {
        assert_eq!(read(text), Err(error), "{text}");
    }
}

#[test]
fn a_system_time_rounds_down_on_both_sides_of_the_epoch() {
    let nanos = |nanos| Duration::from_nanos(nanos);
    assert_eq!(Timestamp::from(UNIX_EPOCH + nanos(1_999_999)).as_millis(), 1);
    assert_eq!(Timestamp::from(UNIX_EPOCH - nanos(1)).as_millis(), -1);
    assert_eq!(Timestamp::from(UNIX_EPOCH - nanos(1_000_000)).as_millis(), -1);
    assert_eq!(Timestamp::from(UNIX_EPOCH - nanos(1_000_001)).as_millis(), -2);
    assert_eq!(Timestamp::from(UNIX_EPOCH + Duration::from_secs(1 << 62)), Timestamp::MAX);
}
