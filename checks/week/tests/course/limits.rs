//! How long a claim may take while it is graded, beside how long it may take by itself.

use crate::copy::{course, files, week};
use std::fs;

/// The seconds that this line gives to a claim.
fn deadline(line: &str) -> Option<u64> {
    let is_a_limit = line.contains("const ") || line.contains(".within(");
    let (_, rest) = line.split_once("Duration::from_secs(").filter(|_| is_a_limit)?;
    rest.split_once(')')?.0.parse().ok()
}

#[test]
fn a_claim_may_take_twice_its_own_deadline_while_it_is_graded() {
    let checks = files(&course().join("checks/tests"));
    let checks = checks.iter().filter(|path| path.to_string_lossy().contains("/tests/lesson"));
    let texts = checks.map(|path| fs::read_to_string(path).expect("it can be read"));
    let longest = texts.filter_map(|text| text.lines().filter_map(deadline).max()).max();
    let longest = longest.expect("a claim has a deadline of its own");
    assert!(longest >= 60, "the longest deadline was not found");
    let said = week(course(), &["grade", "--help"]).succeeds();
    let (_, rest) = said.split_once("--limit").expect("there is a limit");
    let (_, rest) = rest.split_once("[default: ").expect("it says its default");
    let limit: u64 = rest.split_once(']').and_then(|(limit, _)| limit.parse().ok()).expect("it is a number");
    // A claim waits for builds of its own besides.
    assert!(limit >= 2 * longest, "a claim may take {longest} s, but the grader ends it after {limit} s");
}
