//! What may vary varies, and nothing else does.

use crate::failure_of;
use checks::{Mismatch, Order, assert_example_matches_readme, compare};
use std::fs;
use std::path::Path;

fn same(expected: &str, actual: &str) -> bool {
    compare(expected, actual, Order::AsWritten).is_ok()
}

#[test]
fn durations_ratios_rates_and_percentages_may_vary() {
    assert!(same("took 1.003 s", "took 12 ms"));
    assert!(same("took 850 µs (3.2 ns each)", "took 1,850 us (12.25 ns each)"));
    assert!(same("3.9x as fast", "12x as fast"));
    assert!(same("5,120 requests/s", "987.5 requests/s"));
    assert!(same("12.5 % busy, 3% idle", "100% busy, 0.1 % idle"));
}

#[test]
fn each_varies_only_within_its_kind() {
    assert!(!same("took 12 ms", "took 12 %"));
    assert!(!same("took 12 ms", "took 12"));
    assert!(!same("5 requests/s", "5 bytes/s"));
    assert!(!same("2x", "2 s"));
}

#[test]
fn counts_are_exact() {
    assert!(!same("4 workers", "5 workers"));
    assert!(!same("1,000 jobs in 3 ms", "1,001 jobs in 3 ms"));
    assert!(!same("p99 12 ms", "p50 12 ms"));
    assert!(!same("4 steps", "5 steps"), "a word that begins like a unit is none");
}

#[test]
fn blanks_do_not_count() {
    assert!(same("workers    time\n1        12 ms\n", "workers time\n   1  1.2 s"));
    assert!(!same("a b", "ab"));
}

#[test]
fn a_placeholder_stands_for_one_word() {
    assert!(same("listening on 127.0.0.1:<port>", "listening on 127.0.0.1:40123"));
    assert!(!same("listening on <address> now", "listening on a b now"));
    assert!(!same("listening on <address>", "listening on "));
    assert!(!same("(a+) [x]", "(aa) [x]"), "all else is no pattern");
}

#[test]
fn the_first_line_that_differs_is_shown() {
    let mismatch = compare("one\ntwo\nthree", "one\n2\n3", Order::AsWritten).unwrap_err();
    let expected = Mismatch { line: 2, expected: Some("two".into()), actual: Some("2".into()) };
    assert_eq!(mismatch, expected);
    let shown = mismatch.to_string();
    assert_eq!(shown, "line 2\n  in the text:     two\n  in the output:   2");
}

#[test]
fn a_missing_line_and_one_too_many_are_shown() {
    let missing = compare("one\ntwo", "one\n", Order::AsWritten).unwrap_err();
    assert_eq!((missing.expected.as_deref(), missing.actual), (Some("two"), None));
    let extra = compare("one", "one\ntwo", Order::AsWritten).unwrap_err();
    assert_eq!((extra.expected, extra.actual.as_deref()), (None, Some("two")));
    assert!(!same("one\n\ntwo", "one\ntwo"), "an empty line inside counts");
}

#[test]
fn unordered_lines_are_compared_as_a_multiset() {
    let text = "a 1 ms\nb 2 ms\na 3 ms";
    assert!(compare(text, "b 9 ms\na 8 ms\na 7 ms\n", Order::Any).is_ok());
    let extra = compare(text, "b 9 ms\nb 8 ms\na 7 ms\n", Order::Any).unwrap_err();
    assert_eq!((extra.line, extra.actual.as_deref()), (2, Some("b 8 ms")));
    let missing = compare(text, "b 9 ms\na 7 ms\n", Order::Any).unwrap_err();
    assert_eq!(missing.expected.as_deref(), Some("a 3 ms"));
}

/// What is wrong between `lesson01` and a text with this in it.
fn verdict_on(file: &str, text: &str) -> String {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file);
    fs::write(&path, text).unwrap();
    failure_of(|| assert_example_matches_readme("lesson01", path.to_str().unwrap()))
}

#[test]
fn an_example_that_writes_something_else_is_told_with_both_lines() {
    let text = "```console\n$ cargo run --quiet --example lesson01\nwritten by nobody\n```\n";
    let verdict = verdict_on("mismatch.md", text);
    assert!(verdict.starts_with("`cargo run --quiet --example lesson01` does not write what "), "{verdict}");
    assert!(
        verdict.contains("line 1\n  in the text:     written by nobody\n  in the output:   "),
        "{verdict}"
    );
}

#[test]
fn an_example_that_should_fail_and_does_not_is_told() {
    let text = "```console fails\n$ cargo run --quiet --example lesson01\n```\n";
    let verdict = verdict_on("fails.md", text);
    assert!(
        verdict.starts_with("`cargo run --quiet --example lesson01` ended with exit status: 0"),
        "{verdict}"
    );
}

#[test]
fn a_text_that_does_not_show_the_example_is_told() {
    let text = "```text\n$ cargo run --quiet --example lesson01\n```\n";
    let verdict = verdict_on("nothing.md", text);
    assert!(verdict.contains("shows no output of `cargo run --example lesson01`"), "{verdict}");
}
