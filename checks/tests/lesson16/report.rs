//! The verdict on all points, and how it is told.

use crate::{PASTE, WHOLE, fact, shown, skipped};
use checks::quality::Verdict::{Fail, Pass, Skip};
use checks::quality::{Fact, GateReport, PointReport, Verdict};
use std::time::Duration;

/// The names of the points, in their order, which is not that of the alphabet.
const POINTS: [&str; 10] = [
    "logger",
    "server",
    "protocol",
    "robustness",
    "pool",
    "backpressure",
    "clients",
    "benchmarks",
    "demo",
    "ci",
];

/// Eight points passed and two were left out.
const PART: [Verdict; 10] = [Pass, Pass, Pass, Pass, Pass, Pass, Pass, Pass, Skip, Skip];

fn report(points: Vec<PointReport>) -> GateReport {
    GateReport { subject: "commit 1234567, 2 CPUs".to_owned(), points }
}

/// A report on points that have these verdicts.
fn report_on(verdicts: &[Verdict]) -> GateReport {
    let points = POINTS.iter().zip(verdicts).map(|(point, verdict)| match verdict {
        Pass => shown(point, &[true]),
        Fail => shown(point, &[false]),
        Skip => skipped(point),
    });
    report(points.collect())
}

#[track_caller]
fn assert_verdict(due: Verdict, gates: &[&[Verdict]]) {
    for points in gates {
        let verdict = report_on(points).verdict();
        assert!(verdict == due, "with the points {points:?} it was {verdict}, not {due}");
    }
}

#[test]
fn a_gate_passes_if_every_point_has_passed() {
    WHOLE
        .claim("a gate must pass if every point has")
        .holds(|| assert_verdict(Pass, &[&[Pass], &[Pass, Pass]]));
}

#[test]
fn one_point_that_failed_makes_the_gate_fail() {
    WHOLE.claim("one point that failed must make the gate fail, whatever the others say").holds(|| {
        let among_others: [&[Verdict]; 5] =
            [&[Fail, Pass, Skip], &[Pass, Fail, Skip], &[Pass, Skip, Fail], &[Fail, Skip], &[Skip, Fail]];
        assert_verdict(Fail, &among_others);
    });
}

#[test]
fn a_part_that_passed_is_not_a_gate_that_passed() {
    WHOLE
        .claim("a gate of which a part was skipped must not be told as one that passed")
        .holds(|| assert_verdict(Skip, &[&PART, &[Skip, Pass], &[Pass, Skip]]));
}

#[test]
fn a_gate_in_which_nothing_passed_has_failed() {
    WHOLE
        .claim("a gate in which no point passed must fail")
        .holds(|| assert_verdict(Fail, &[&[], &[Skip], &[Skip, Skip]]));
}

#[test]
fn the_exit_code_is_1_exactly_if_the_gate_failed() {
    PASTE.claim("the exit code must be 1 if the gate failed, and 0 if not").holds(|| {
        for (points, due) in [
            (&[Pass][..], 0),
            (&PART, 0),
            (&[Pass, Fail, Skip], 1),
            (&[Fail, Fail, Fail], 1),
            (&[Skip, Skip], 1),
            (&[], 1),
        ] {
            let code = report_on(points).exit_code();
            assert_eq!(code, due, "with the points {points:?} it was {code}, not {due}");
        }
    });
}

#[test]
fn the_headline_counts_the_points_and_names_those_that_did_not_pass() {
    PASTE.claim("the headline must say the verdict, the count, and each point that did not pass").holds(
        || {
            for (points, due) in [
                (&[Pass, Pass][..], "PASS: 2 of 2 points passed"),
                (&PART, "PASS of a part: 8 of 10 points passed; not looked at: demo, ci"),
                (
                    &[Pass, Fail, Fail, Skip],
                    "FAIL: 1 of 4 points passed; failed: server, protocol; not looked at: robustness",
                ),
                (&[Fail, Pass], "FAIL: 1 of 2 points passed; failed: logger"),
                (&[Skip, Skip], "FAIL: 0 of 2 points passed; not looked at: logger, server"),
                (&[], "FAIL: 0 of 0 points passed"),
            ] {
                let headline = report_on(points).headline();
                assert_eq!(headline, due, "with the points {points:?} it was {headline:?}, not {due:?}");
            }
            let headline = report(vec![shown("logger", &[true]), shown("server", &[])]).headline();
            let due = "FAIL: 1 of 2 points passed; failed: server";
            assert_eq!(headline, due, "with a point without evidence it was {headline:?}, not {due:?}");
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
        let mut report =
            report(vec![shown("logger", &[true]), shown("server", &[true, false]), skipped("ci")]);
        // Times that round up to the next tenth, second and ten seconds.
        let millis = [2_370, 2_970, 59_960];
        report
            .points
            .iter_mut()
            .zip(millis)
            .for_each(|(point, ms)| point.elapsed = Duration::from_millis(ms));
        let summary = report.summary();
        for part in [report.headline().as_str(), "commit 1234567, 2 CPUs"] {
            assert!(summary.contains(part), "it lacked {part:?}\n{summary}");
        }
        let due = report.points.iter().map(|point| {
            let seconds = format!("{:.1} s", point.elapsed.as_secs_f64());
            vec![point.name.clone(), point.verdict().to_string(), seconds, point.told()]
        });
        let (due, rows) = (due.collect::<Vec<_>>(), rows(&summary));
        assert_eq!(rows, due, "its rows were others\n{summary}");
    });
}

/// What a point has to tell is the last cell of its row, whole, with a blank for each line break.
#[track_caller]
fn assert_cell(point: PointReport) {
    let (verdict, due) = (point.verdict(), point.told().replace(['\n', '\r'], " "));
    let cell = rows(&report(vec![point]).summary()).concat().pop().unwrap_or_default();
    let [(due_count, begins), (count, cell_begins)] =
        [&due, &cell].map(|text| (text.chars().count(), text.chars().take(80).collect::<String>()));
    assert!(
        cell == due,
        "of a point with {verdict} the evidence {begins:?}, {due_count} characters long, became the cell \
         {cell_begins:?}, {count} long"
    );
}

#[test]
fn no_evidence_breaks_the_table() {
    PASTE.claim("whatever a program has said, its evidence must stay in its cell").holds(|| {
        let said = "error: expected `|`\n --> src/main.rs:1:2\r\n|| done\rover";
        let evidence = vec![fact(true), Fact::that("capstone", "to build", said, false)];
        let summary =
            report(vec![PointReport { evidence, ..shown("server", &[]) }, shown("logger", &[true])])
                .summary();
        let rows = rows(&summary);
        let widths: Vec<usize> = rows.iter().map(Vec::len).collect();
        assert_eq!(widths, [4, 4], "the rows had so many cells\n{summary}");
        let cell = &rows[0][3];
        for word in ["expected `|`", "src/main.rs:1:2", "|| done", "over"] {
            assert!(cell.contains(word), "the cell lacked {word:?}\n{summary}");
        }
        assert!(!summary.contains('\r'), "a carriage return, which is a line break, was left in {cell:?}");
        let long = "é|".repeat(500);
        for said in
            [long.as_str(), "two  blanks,   and three", "already \\| escaped", "two\nlines", "two\rlines"]
        {
            let point = |holds| {
                let evidence = vec![Fact::that("capstone", "to build", said, holds)];
                PointReport { evidence, ..shown("server", &[]) }
            };
            let skipped = PointReport { skipped: Some(said.to_owned()), ..shown("server", &[]) };
            for point in [point(false), point(true), skipped] {
                assert_cell(point);
            }
        }
    });
}
