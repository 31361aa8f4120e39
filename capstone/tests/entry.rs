//! The line that an entry becomes, and back, for text as hostile as a client can make it.
#![cfg(not(feature = "shuttle"))]

use capstone::client::Random;
use capstone::observe::{Entry, Level, Timestamp};

const GOLDEN: &str = include_str!("fixtures/golden.log");

#[test]
fn every_line_of_the_golden_file_reads_back_exactly() {
    for line in GOLDEN.lines() {
        let entry = Entry::parse(line).unwrap_or_else(|| panic!("no entry: {line:?}"));
        assert_eq!(entry.to_string(), line);
    }
    let times: Vec<Timestamp> = GOLDEN.lines().map(|line| Entry::parse(line).unwrap().time).collect();
    assert!(times[3] < times[2], "the fixture no longer holds a jump of the clock");
}

/// What may go wrong in an escape: control characters, their neighbours, and pieces of escapes.
fn random_message(random: &mut Random) -> String {
    let pieces =
        ["\\", "\\t", "\\u{1b}", "\\u{", "}", "u{07}", "n", " ", "\u{a0}", "\u{2028}", "é", "🦀", "\u{feff}"];
    let controls = (0..0x20).chain(0x7f..0xa0).collect::<Vec<u32>>();
    (0..random.below(12))
        .map(|_| match random.below(3) {
            0 => char::from_u32(controls[random.below(controls.len() as u64) as usize]).unwrap().to_string(),
            1 => char::from_u32(random.below(0x11_0000) as u32).unwrap_or('?').to_string(),
            _ => pieces[random.below(pieces.len() as u64) as usize].to_owned(),
        })
        .collect()
}

#[test]
fn any_message_is_one_line_and_reads_back_exactly() {
    let mut random = Random::new(1);
    let every_control: Vec<String> = (0..0x100).filter_map(char::from_u32).map(String::from).collect();
    let messages = every_control.into_iter().chain((0..20_000).map(|_| random_message(&mut random)));
    for (n, message) in messages.enumerate() {
        let entry = Entry {
            time: Timestamp::from_millis(n as i64 * 1_234_567_891),
            level: Level::ALL[n % 4],
            component: "client",
            request_id: (n % 3 > 0).then_some(n as u64),
            message: message.into(),
        };
        let line = entry.to_string();
        let separators = line.chars().filter(|char| char.is_control());
        assert_eq!(separators.collect::<String>(), "\t\t\t\t", "in {line:?}");
        assert_eq!(Entry::parse(&line), Some(entry), "from {line:?}");
    }
}

#[test]
fn a_line_with_any_byte_changed_is_another_entry_or_none() {
    let mut random = Random::new(2);
    let mut entries = 0;
    for round in 0..50_000 {
        let golden: Vec<&str> = GOLDEN.lines().collect();
        let mut line = golden[round % golden.len()].as_bytes().to_vec();
        let (at, byte) = (random.below(line.len() as u64) as usize, random.below(256) as u8);
        match random.below(3) {
            0 => line[at] = byte,
            1 => line.insert(at, byte),
            _ => drop(line.remove(at)),
        }
        let Ok(line) = String::from_utf8(line) else { continue };
        if let Some(entry) = Entry::parse(&line) {
            assert_eq!(entry.to_string(), line);
            entries += 1;
        }
    }
    assert!(entries > 1000, "only {entries} of the changed lines were entries: too few to mean anything");
}

#[test]
fn only_what_a_logger_writes_is_an_entry() {
    let time = "2026-11-23T02:35:00.123Z";
    for (line, why) in [
        ("".to_owned(), "empty"),
        (format!("{time}\tINFO\tpool\t-"), "four fields"),
        (format!("{time}\tINFO\tpool\t-\ta\tb"), "a raw tab"),
        (format!("{time}\tINFO\tpool\t-\tmessage\r"), "a raw carriage return"),
        (format!("{time}\tINFO\tpool\t-\t\u{85}"), "a raw C1 character"),
        (format!("{time}\tinfo\tpool\t-\tmessage"), "a small level"),
        (format!("{time}\tINFO\t\t-\tmessage"), "no component"),
        (format!("{time}\tINFO\tpool\t+7\tmessage"), "a sign"),
        (format!("{time}\tINFO\tpool\t07\tmessage"), "a leading zero"),
        (format!("{time}\tINFO\tpool\t18446744073709551616\tmessage"), "an id of 65 bits"),
        ("2026-11-23T02:35:00Z\tINFO\tpool\t-\tmessage".to_owned(), "no milliseconds"),
        ("2026-02-29T02:35:00.123Z\tINFO\tpool\t-\tmessage".to_owned(), "no such day"),
        (format!("{time}\tINFO\tpool\t-\t\\x"), "no such escape"),
        (format!("{time}\tINFO\tpool\t-\tends in \\"), "half an escape"),
        (format!("{time}\tINFO\tpool\t-\t\\u{{41}}"), "an escape for a plain character"),
        (format!("{time}\tINFO\tpool\t-\t\\u{{0a}}"), "a long escape for a newline"),
        (format!("{time}\tINFO\tpool\t-\t\\u{{1B}}"), "a capital digit"),
        (format!("{time}\tINFO\tpool\t-\t\\u{{1b"), "an escape without an end"),
        (format!("{time}\tINFO\tpool\t-\t\\u{{é}}"), "no digit"),
    ] {
        assert_eq!(Entry::parse(&line), None, "{why}");
    }
    assert!(Entry::parse(&format!("{time}\tINFO\tpool\t-\t")).is_some(), "an empty message is a message");
}
