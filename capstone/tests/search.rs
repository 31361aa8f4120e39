//! Finding entries: the filter, and the command `capstone log` around it.
#![cfg(not(feature = "shuttle"))]

use capstone::observe::{Entry, Filter, Level, Logger, Search};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

const GOLDEN: &str = include_str!("fixtures/golden.log");

/// The lines that a search of `input` finds, and how many lines were no entries.
fn search(input: &[u8], filter: Filter) -> (Vec<u8>, u64) {
    let mut search = Search::new(input, filter);
    let mut found = Vec::new();
    while let Some(line) = search.next_match().unwrap() {
        found.extend_from_slice(line);
    }
    (found, search.strangers)
}

#[test]
fn a_search_asks_for_everything_the_filter_says() {
    let all = Filter::default();
    let lines: Vec<&str> = GOLDEN.split_inclusive('\n').collect();
    let time = |line: usize| Some(Entry::parse(lines[line].trim_end_matches('\n')).unwrap().time);
    for (filter, expected) in [
        (all.clone(), vec![0, 1, 2, 3, 4, 5]),
        (Filter { level: Some(Level::Warn), ..all.clone() }, vec![2, 5]),
        (Filter { component: Some("client".into()), ..all.clone() }, vec![3, 4]),
        (Filter { component: Some("net".into()), ..all.clone() }, vec![]),
        (Filter { request_id: Some(0), ..all.clone() }, vec![3]),
        // Since is inclusive, until is not; and the clock was set back, so the end is not where until says.
        (Filter { since: time(1), ..all.clone() }, vec![1, 2]),
        (Filter { until: time(1), ..all.clone() }, vec![0, 3, 4, 5]),
        (Filter { since: time(0), until: time(2), level: Some(Level::Info), ..all }, vec![0]),
    ] {
        let expected: String = expected.into_iter().map(|line: usize| lines[line]).collect();
        assert_eq!(search(GOLDEN.as_bytes(), filter.clone()), (expected.into_bytes(), 0), "{filter:?}");
    }
}

#[test]
fn lines_that_are_no_entries_are_counted_and_the_others_are_found_as_they_stand() {
    let entry = b"2026-11-23T02:35:00.123Z\tINFO\tclient\t42\t\xC3\xA9";
    let mut log = b"\n\xFF\xFE\nTraceback\n".to_vec();
    log.extend_from_slice(&[entry.as_slice(), b"\n", entry, b"\r\n", entry].concat());
    let found = [entry.as_slice(), b"\n", entry].concat();
    assert_eq!(search(&log, Filter::default()), (found, 4));
}

#[test]
fn a_line_longer_than_any_entry_is_one_stranger() {
    let mut log = vec![b'x'; 2 * Logger::CAPACITY + 1];
    log.push(b'\n');
    log.extend_from_slice(GOLDEN.as_bytes());
    assert_eq!(search(&log, Filter::default()), (GOLDEN.as_bytes().to_vec(), 1));
}

/// Runs `capstone log /dev/stdin` with these flags and this input; returns the exit code, stdout and stderr.
fn capstone_log(flags: &[&str], input: &[u8]) -> (i32, Vec<u8>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_capstone"));
    command.args(["log", "/dev/stdin"]).args(flags);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The inputs here fit into a pipe. A command that refuses its flags reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), output.stdout, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_command_prints_what_all_flags_ask_for() {
    let flags = ["--level", "info", "--component", "client", "--request-id", "1"];
    let times = ["--since", "2026-11-23T02:35:06.123+01:00", "--until", "2026-11-23T01:35:06.124Z"];
    let line = GOLDEN.lines().nth(4).unwrap();
    let (code, stdout, stderr) = capstone_log(&[flags.as_slice(), &times].concat(), GOLDEN.as_bytes());
    assert_eq!((code, stdout, stderr.as_str()), (0, format!("{line}\n").into_bytes(), ""));
}

#[test]
fn the_command_counts_lines_that_are_no_entries_on_stderr() {
    let input = [b"what is this\r\n".as_slice(), GOLDEN.as_bytes(), b"\xFF"].concat();
    let (code, stdout, stderr) = capstone_log(&[], &input);
    assert_eq!((code, stdout), (0, GOLDEN.as_bytes().to_vec()));
    assert_eq!(stderr, "capstone: lines that are no log entries: 2\n");
}

#[test]
fn a_flag_that_means_nothing_is_one_line_that_names_it() {
    for (flag, value, hint) in [
        ("--level", "loud", "error, warn, info or debug"),
        ("--request-id", "-1", "a whole number from 0 to 18446744073709551615"),
        ("--since", "yesterday", "2026-11-23T02:35:00Z"),
        ("--until", "2026-11-23T02:35:00", "add Z"),
    ] {
        let (code, stdout, stderr) = capstone_log(&[&format!("{flag}={value}")], b"");
        assert_eq!((code, stdout.len(), stderr.lines().count()), (2, 0, 1), "{stderr}");
        assert!(stderr.contains(flag) && stderr.contains(hint), "{stderr}");
    }
}

#[test]
fn a_log_that_cannot_be_read_is_one_line_and_exit_1() {
    for (path, reason) in [("/no/such/server.log", "No such file"), ("/", "Is a directory")] {
        let output = Command::new(env!("CARGO_BIN_EXE_capstone")).args(["log", path]).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
        assert!(stderr.contains(path) && stderr.contains(reason), "{stderr}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_command_quietly() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("long-{}.log", std::process::id()));
    // More than a pipe and every buffer on the way can hold.
    fs::write(&path, GOLDEN.repeat(10_000)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_capstone"));
    let mut child =
        command.arg("log").arg(&path).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(Some(line.as_str()), GOLDEN.split_inclusive('\n').next());
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_stdout_is_one_line_and_exit_1() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/golden.log");
    let mut command = Command::new(env!("CARGO_BIN_EXE_capstone"));
    let output = command.args(["log", fixture]).stdout(full).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!((output.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains("cannot write to stdout"), "{stderr}");
}
