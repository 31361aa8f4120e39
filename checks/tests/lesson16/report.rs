//! The verdict on all points, and how it is told.

use crate::{PASTE, WHOLE, fact, outcome, skipped};
use capstone::quality::{Evidence, Outcome, Report, Verdict};
use std::time::Duration;

fn report(outcomes: Vec<Outcome>) -> Report {
    Report { subject: "commit 1234567, 2 CPUs".to_owned(), outcomes }
}

fn passed(points: &[&str]) -> Vec<Outcome> {
    points.iter().map(|point| outcome(point, &[true])).collect()
}

/// Eight points passed and two were left out.
fn part() -> Report {
    let quick =
        ["logger", "server", "protocol", "robustness", "pool", "backpressure", "clients", "benchmarks"];
    report([passed(&quick), vec![skipped("demo"), skipped("ci")]].concat())
}

/// One point passed, one failed, one was left out.
fn mixed() -> Report {
    report(vec![outcome("logger", &[true]), outcome("server", &[true, false]), skipped("ci")])
}

#[test]
fn a_gate_passes_if_every_point_has_passed() {
    WHOLE.claim("a gate must pass if every point has").holds(|| {
        let verdict = report(passed(&["logger", "server"])).verdict();
        assert!(verdict == Verdict::Pass, "it was {verdict}");
    });
}

#[test]
fn one_point_that_failed_makes_the_gate_fail() {
    WHOLE.claim("one point that failed must make the gate fail, whatever the others say").holds(|| {
        for place in 0..3 {
            let mut outcomes = vec![outcome("logger", &[true]), skipped("ci")];
            outcomes.insert(place, outcome("server", &[false]));
            let verdict = report(outcomes).verdict();
            assert!(verdict == Verdict::Fail, "with the point in place {place} it was {verdict}");
        }
    });
}

#[test]
fn a_part_that_passed_is_not_a_gate_that_passed() {
    WHOLE.claim("a gate of which a part was skipped must not be told as one that passed").holds(|| {
        let verdict = part().verdict();
        assert!(verdict == Verdict::Skip, "it was {verdict}");
    });
}

#[test]
fn a_gate_in_which_nothing_passed_has_failed() {
    WHOLE.claim("a gate in which no point passed must fail").holds(|| {
        for outcomes in [vec![], vec![skipped("demo"), skipped("ci")]] {
            let count = outcomes.len();
            let verdict = report(outcomes).verdict();
            assert!(verdict == Verdict::Fail, "with {count} points, all skipped, it was {verdict}");
        }
    });
}

#[test]
fn the_exit_code_is_1_exactly_if_the_gate_failed() {
    PASTE.claim("the exit code must be 1 if the gate failed, and 0 if not").holds(|| {
        let all = report(passed(&["logger"]));
        for (report, due) in [(all, 0), (part(), 0), (mixed(), 1), (report(vec![]), 1)] {
            let (code, verdict) = (report.exit_code(), report.verdict());
            assert_eq!(code, due, "it was {code} for {verdict}");
        }
    });
}

#[test]
fn the_headline_counts_the_points_and_names_those_that_did_not_pass() {
    PASTE.claim("the headline must say the verdict, the count, and each point that did not pass").holds(
        || {
            for (report, parts) in [
                (report(passed(&["logger", "server"])), &["PASS: ", "2 of 2 points passed"][..]),
                (part(), &["PASS of a part: ", "8 of 10 points passed", "demo", "ci"]),
                (mixed(), &["FAIL: ", "1 of 3 points passed", "failed: server", "ci"]),
            ] {
                let headline = report.headline();
                assert!(headline.starts_with(parts[0]), "it did not begin with {:?}: {headline}", parts[0]);
                for part in parts {
                    assert!(headline.contains(part), "it lacked {part:?}: {headline}");
                }
                assert!(!headline.contains("logger"), "it names a point that passed: {headline}");
            }
        },
    );
}

/// The rows of the summary's table below its head.
fn rows(summary: &str) -> Vec<Vec<String>> {
    let lines = summary.lines().filter(|line| line.starts_with('|')).skip(2);
    let cells = lines.map(|line| {
        let marked = line.replace("\\|", "\u{0}");
        let cells = marked.trim().trim_matches('|').split('|');
        cells.map(|cell| cell.trim().replace('\u{0}', "|")).collect()
    });
    cells.collect()
}

#[test]
fn the_summary_has_the_headline_the_subject_and_a_row_for_each_point() {
    PASTE.claim("the summary must have the headline, the subject, and a row for each point").holds(|| {
        let mut report = mixed();
        report.outcomes[1].elapsed = Duration::from_millis(2_340);
        let summary = report.summary();
        for part in [report.headline().as_str(), "commit 1234567, 2 CPUs"] {
            assert!(summary.contains(part), "it lacked {part:?}\n{summary}");
        }
        let due = report.outcomes.iter().map(|outcome| {
            let seconds = format!("{:.1} s", outcome.elapsed.as_secs_f64());
            vec![outcome.point.clone(), outcome.verdict().to_string(), seconds, outcome.told()]
        });
        let (due, rows) = (due.collect::<Vec<_>>(), rows(&summary));
        assert_eq!(rows, due, "its rows were others\n{summary}");
    });
}

#[test]
fn no_evidence_breaks_the_table() {
    PASTE.claim("whatever a program has said, its evidence must stay in its cell").holds(|| {
        let said = "error: expected `|`\n --> src/main.rs:1:2\r\n|| done\rover";
        let evidence = vec![fact(true), Evidence::that("capstone", "to build", said, false)];
        let summary =
            report(vec![Outcome { evidence, ..outcome("server", &[]) }, outcome("logger", &[true])])
                .summary();
        let rows = rows(&summary);
        let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        assert_eq!(widths, [4, 4], "the rows had so many cells\n{summary}");
        let cell = &rows[0][3];
        for word in ["expected `|`", "src/main.rs:1:2", "|| done"] {
            assert!(cell.contains(word), "the cell lacked {word:?}\n{summary}");
        }
    });
}
