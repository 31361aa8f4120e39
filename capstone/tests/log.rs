//! The logger, from what it writes to what it does when it cannot.
#![cfg(not(feature = "shuttle"))]

use capstone::observe::{Entry, Level, Logger, Sink};
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::tempdir;

/// Long enough for any machine: reaching it is a failure, not a slow success.
const DEADLINE: Duration = Duration::from_secs(30);

const GOLDEN: &str = include_str!("fixtures/golden.log");

/// What `write` makes a logger of this threshold write to a file.
fn logged(threshold: Level, write: impl FnOnce(&Logger)) -> String {
    let folder = tempdir().unwrap();
    let path = folder.path().join("server.log");
    let log = Logger::to_file(&path, threshold).unwrap();
    write(&log);
    assert!(log.flush(DEADLINE));
    assert_eq!(log.dropped(), 0);
    fs::read_to_string(path).unwrap()
}

/// A wall clock that starts at 02:35:00.123 and, at its fourth reading, is set back an hour.
fn jumping_clock() -> SystemTime {
    static READINGS: AtomicU64 = AtomicU64::new(0);
    let reading = READINGS.fetch_add(1, Ordering::SeqCst);
    let millis = 1_795_401_300_123 + reading * 1500 - if reading >= 3 { 3_600_000 } else { 0 };
    UNIX_EPOCH + Duration::from_millis(millis)
}

#[test]
fn the_log_is_the_golden_file_byte_for_byte() {
    let text = logged(Level::Debug, |log| {
        let log = log.clone().with_clock(jumping_clock);
        log.info("server", None, format_args!("listening on {}", "127.0.0.1:9000"));
        log.debug("net.recv", Some(42), format_args!("ECHO, {} bytes", 100));
        log.warn("pool", Some(u64::MAX), format_args!("queue full (64/64)"));
        log.info(
            "client",
            Some(0),
            format_args!("forged\n2026-11-23T02:35:00.123Z\tERROR\tserver\t-\tnonsense"),
        );
        log.info(
            "client",
            Some(1),
            format_args!("\r\u{1b}[2J\0\u{7f}\u{80}\u{9f} \\u{{1b}} \u{a0}é\u{2028}🦀"),
        );
        log.error("net.error", None, format_args!(""));
    });
    assert_eq!(text, GOLDEN);
}

/// Says so when it is formatted.
struct Formatted<'a>(&'a AtomicU64);

impl fmt::Display for Formatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fetch_add(1, Ordering::SeqCst);
        f.write_str("formatted")
    }
}

#[test]
fn what_is_below_the_threshold_is_neither_written_nor_formatted() {
    let count = AtomicU64::new(0);
    let text = logged(Level::Warn, |log| {
        for level in Level::ALL {
            log.log(level, "server", None, format_args!("{}", Formatted(&count)));
        }
        assert!(log.enabled(Level::Error) && log.enabled(Level::Warn) && !log.enabled(Level::Info));
    });
    let levels: Vec<&str> = text.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    assert_eq!(levels, ["ERROR", "WARN"]);
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

/// Logs while it is being logged.
struct Talkative<'a>(&'a Logger);

impl fmt::Display for Talkative<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.info("server", None, format_args!("inner"));
        f.write_str("outer")
    }
}

#[test]
fn an_argument_that_logs_makes_two_whole_entries() {
    let text = logged(Level::Info, |log| log.info("server", None, format_args!("{}", Talkative(log))));
    let messages: Vec<&str> = text.lines().map(|line| line.split('\t').nth(4).unwrap()).collect();
    assert_eq!(messages, ["inner", "outer"]);
}

#[test]
fn a_log_file_is_continued_and_a_torn_line_in_it_is_ended() {
    let folder = tempdir().unwrap();
    for (there, expected) in [("", ""), ("before\n", "before\n"), ("torn", "torn\n")] {
        let path = folder.path().join("server.log");
        fs::write(&path, there).unwrap();
        let log = Logger::to_file(&path, Level::Info).unwrap();
        log.info("server", None, format_args!("after"));
        drop(log);
        let text = fs::read_to_string(path).unwrap();
        let entry = text.strip_prefix(expected).unwrap_or_else(|| panic!("{text:?} after {there:?}"));
        assert_eq!(Entry::parse(entry.strip_suffix('\n').unwrap()).unwrap().message, "after");
    }
}

#[test]
fn a_log_file_that_cannot_be_opened_is_one_line_with_its_name_and_the_reason() {
    let path = PathBuf::from("no such\nfolder/server.log");
    let error = Logger::to_file(&path, Level::Info).expect_err("the folder is not there").to_string();
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(error.contains("server.log") && error.contains("No such file or directory"), "{error}");
}

#[test]
fn a_fifo_that_nobody_reads_holds_up_neither_opening_nor_logging_nor_the_end() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("server.log");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let (done, is_done) = mpsc::channel();
    thread::spawn(move || {
        let log = Logger::to_file(&path, Level::Info).unwrap();
        // More than any pipe and our own buffer can hold.
        let text = "x".repeat(1 << 20);
        for id in 0..20 {
            log.info("client", Some(id), format_args!("{text}"));
        }
        let dropped = log.dropped();
        drop(log);
        let _ = done.send(dropped);
    });
    let dropped = is_done.recv_timeout(DEADLINE).expect("a logger waits for a FIFO that nobody reads");
    assert!(dropped > 0);
}

#[test]
fn loggers_on_one_sink_share_its_count_of_dropped_entries() {
    let sink = Arc::new(Sink::new("small", 50, std::io::sink()).unwrap());
    let (one, two) = (Logger::to_sink(Arc::clone(&sink), Level::Info), Logger::to_sink(sink, Level::Error));
    one.info("client", None, format_args!("{:100}", "too long"));
    two.error("client", None, format_args!("{:100}", "too long"));
    assert_eq!((one.dropped(), two.dropped()), (2, 2));
}
