//! The metrics: every name of the contract, in a form that Prometheus reads, and true of themselves.

use crate::exposition_format::assert_well_formed;
use crate::subject::{Subject, promise};
use capstone::client::Samples;
use checks::{Metrics, RawFrame, msg_type};
use std::collections::BTreeMap;

/// Every family of contract section 4, with its type and, where it has one, the values of its label.
const FAMILIES: [(&str, &str, &str, &[&str]); 24] = [
    ("connections_accepted_total", "counter", "", &[]),
    ("connections_rejected_total", "counter", "", &[]),
    ("connections_closed_total", "counter", "reason", &CLOSE_REASONS),
    ("connections_open", "gauge", "", &[]),
    ("requests_total", "counter", "type", &["echo", "log", "work", "stats", "unknown", "invalid"]),
    ("replies_total", "counter", "", &[]),
    ("errors_total", "counter", "code", &ERROR_CODES),
    ("busy_total", "counter", "", &[]),
    ("bytes_received_total", "counter", "", &[]),
    ("bytes_sent_total", "counter", "", &[]),
    ("queue_depth", "gauge", "", &[]),
    ("queue_capacity", "gauge", "", &[]),
    ("workers", "gauge", "", &[]),
    ("workers_busy", "gauge", "", &[]),
    ("jobs_accepted_total", "counter", "", &[]),
    ("jobs_completed_total", "counter", "", &[]),
    ("jobs_panicked_total", "counter", "", &[]),
    ("jobs_discarded_total", "counter", "", &[]),
    ("jobs_abandoned_total", "counter", "", &[]),
    ("log_entries_dropped_total", "counter", "", &[]),
    ("request_seconds", "summary", "", &[]),
    ("queue_wait_seconds", "summary", "", &[]),
    ("lock_wait_seconds", "summary", "lock", &[]),
    ("lock_hold_seconds", "summary", "lock", &[]),
];

const CLOSE_REASONS: [&str; 8] =
    ["eof", "truncated", "reset", "protocol", "idle-timeout", "frame-timeout", "write-timeout", "drain"];

const ERROR_CODES: [&str; 8] = [
    "busy",
    "malformed",
    "unsupported-version",
    "unknown-type",
    "too-large",
    "shutting-down",
    "internal",
    "bad-request",
];

fn stats_of(subject: &Subject) -> String {
    subject.connect().request(&RawFrame::new(msg_type::STATS, 1, "")).text()
}

#[test]
fn metrics_are_in_the_prometheus_text_format_with_every_name_and_type() {
    promise("STATS must give every metric of the contract, as Prometheus reads it").holds(|| {
        let subject = Subject::start(&[]);
        for round in ["fresh", "used"] {
            let text = stats_of(&subject);
            let families = assert_well_formed(&text);
            let metrics = Metrics::parse(&text);
            for (name, kind, label, values) in FAMILIES {
                let name = format!("capstone_{name}");
                let is_it = |family: &(String, String)| family.0 == name && family.1 == kind;
                assert!(families.iter().any(is_it), "a {round} server has no {kind} {name}\n{text}");
                let samples = text.lines().filter(|line| line.starts_with(&format!("{name}{{"))).count();
                let is_free = values.is_empty() || kind == "summary";
                assert!(
                    is_free || samples == values.len(),
                    "{name} has other labels than the contract\n{text}"
                );
                for value in values {
                    let sample = format!("{name}{{{label}=\"{value}\"}} ");
                    assert!(text.contains(&sample), "a {round} server has no {sample}\n{text}");
                }
                let is_there = metrics.has(&name) || kind == "summary" && label == "lock";
                assert!(is_there || !values.is_empty(), "a {round} server has no value of {name}\n{text}");
            }
            assert_eq!(
                families.len(),
                FAMILIES.len(),
                "there are names that the contract does not have\n{text}"
            );
            let mut client = subject.connect();
            (0..100).for_each(|id| client.expect_echo(id, b"to be counted"));
        }
        subject.assert_unharmed();
    });
}

#[test]
fn metrics_have_a_quantile_of_something_and_none_of_nothing() {
    promise("a quantile must be NaN as long as nothing was measured, and a time from then on").holds(|| {
        let subject = Subject::start(&["--workers", "1"]);
        let quantiles = |text: &str| {
            let ours = |line: &&str| line.starts_with("capstone_queue_wait_seconds{");
            text.lines()
                .filter(ours)
                .filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok())
                .collect()
        };
        let fresh: Vec<f64> = quantiles(&stats_of(&subject));
        assert!(fresh.len() == 4 && fresh.iter().all(|it| it.is_nan()), "a fresh server says {fresh:?}");
        subject.connect().expect_echo(1, b"to be measured");
        let used: Vec<f64> = quantiles(&stats_of(&subject));
        assert!(used.len() == 4 && used.iter().all(|it| *it > 0.0), "after a request it says {used:?}");
        subject.assert_unharmed();
    });
}

/// The samples that count: counters, and the sums and counts of summaries.
fn growing(text: &str) -> BTreeMap<String, f64> {
    let samples = Samples::parse(text).expect("STATS is a page of samples");
    let grows = |sample: &str| {
        let name = sample.split('{').next().unwrap_or_default();
        ["_total", "_sum", "_count"].iter().any(|ending| name.ends_with(ending))
    };
    let growing = samples.iter().filter(|(sample, _)| grows(sample));
    growing.map(|(sample, value)| (sample.to_owned(), value)).collect()
}

#[test]
fn metrics_that_count_never_fall() {
    promise("no counter, sum or count may fall: Prometheus takes that for a restart").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        let mut before = BTreeMap::new();
        for round in 0..300 {
            (0..round % 7).for_each(|id| client.expect_echo(id, b"to be counted"));
            let text = client.request(&RawFrame::new(msg_type::STATS, 1, "")).text();
            let now = growing(&text);
            for (sample, value) in &before {
                let is_no_less = now.get(sample).is_some_and(|now| now >= value);
                assert!(is_no_less, "{sample} was {value}, and is {:?}", now.get(sample));
            }
            before = now;
        }
        assert!(before.len() > 40, "only {} samples count", before.len());
        drop(client);
        subject.assert_unharmed();
    });
}

#[test]
fn metrics_include_the_very_request_that_asks_for_them() {
    promise("a STATS snapshot must include its own request and reply").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        for count in 1..=3 {
            let metrics =
                Metrics::parse(&client.request(&RawFrame::new(msg_type::STATS, 1, "ignored")).text());
            let seen = [
                metrics.get("capstone_requests_total{type=\"stats\"}"),
                metrics.get("capstone_replies_total"),
                metrics.get("capstone_connections_open"),
            ];
            let expected = [f64::from(count), f64::from(count), 1.0];
            assert_eq!(
                seen, expected,
                "STATS {count} showed other requests, replies and connections\n{metrics}"
            );
            metrics.assert_balanced();
        }
        drop(client);
        subject.assert_unharmed();
    });
}

#[test]
fn metrics_say_how_long_requests_took_with_workers_and_without() {
    promise("the metrics must say how long requests took, also if the event loop runs them itself").holds(
        || {
            for workers in ["0", "2"] {
                let subject = Subject::start(&["--workers", workers]);
                let mut client = subject.connect();
                for id in 0..4 {
                    client.send(RawFrame::work(id, 0, 50_000).bytes());
                    client.reply();
                }
                let metrics = Metrics::parse(&stats_of(&subject));
                let [took, waited] = ["request_seconds_sum", "queue_wait_seconds_sum"]
                    .map(|name| metrics.get(&format!("capstone_{name}")));
                assert!(
                    took >= 4.0 * 0.05,
                    "with {workers} workers four times 50 ms took {took} s\n{metrics}"
                );
                assert!(
                    took >= waited,
                    "with {workers} workers they waited {waited} s of {took} s\n{metrics}"
                );
                drop(client);
                subject.assert_unharmed();
            }
        },
    );
}

#[test]
fn metrics_count_every_byte() {
    promise("the metrics must count the bytes of all requests and replies").holds(|| {
        let subject = Subject::start(&[]);
        let mut client = subject.connect();
        (0..10).for_each(|id| client.expect_echo(id, &[7; 1_000]));
        let metrics = Metrics::parse(&client.request(&RawFrame::new(msg_type::STATS, 1, "")).text());
        let frame = (4 + 22) as f64;
        let (received, sent) = (10.0 * (frame + 1_000.0) + frame, 10.0 * (frame + 1_000.0));
        let seen = ["received", "sent"].map(|way| metrics.get(&format!("capstone_bytes_{way}_total")));
        // The reply to STATS has not been sent yet.
        assert_eq!(seen, [received, sent], "bytes received and sent were others\n{metrics}");
        drop(client);
        subject.assert_unharmed();
    });
}
