//! Several runs side by side.

use crate::README;
use crate::stage::{FakeStage, script};
use crate::{exactly, near, say};
use capstone::demo::{Comparison, Figure, Report, Row, run};
use checks::{Section, Text};

const COMPARE: Section = Text::at(README).section("Three runs say more than one");

/// A run with a count, and with a time that is predicted to be 10.
fn report(count: u64, time: u64) -> Report {
    let sections = [say("count", count, exactly(5)), near(10)];
    let mut report = run(&script(&[("a", &sections)]), &mut FakeStage::default(), &mut ());
    let evidence = report.sections[0].evidence.clone();
    report.sections[0].evidence = evidence.with("time", Figure::count(time));
    report
}

fn row<'a>(comparison: &'a Comparison, figure: &str) -> &'a Row {
    comparison
        .rows
        .iter()
        .find(|row| row.figure == figure)
        .unwrap_or_else(|| panic!("there is no row for {figure}"))
}

#[test]
fn a_comparison_has_a_row_for_each_expectation_with_the_value_of_each_run() {
    COMPARE
        .claim("a comparison must have one row for each figure expected, with its value in each run")
        .holds(|| {
            let comparison = Comparison::of(&[report(5, 10), report(5, 12), report(5, 11)]);
            let names: Vec<_> =
                comparison.rows.iter().map(|row| (row.section, row.figure.as_str())).collect();
            assert!(names == [("a", "count"), ("a", "time")], "the rows were {names:?}");
            let values = &row(&comparison, "time").values;
            let expected: Vec<_> = [10, 12, 11].map(|time| Some(Figure::count(time))).to_vec();
            assert!(*values == expected, "the values of `time` were {values:?}");
            assert!(
                (comparison.passed, comparison.runs) == (3, 3),
                "{} of {} passed",
                comparison.passed,
                comparison.runs
            );
        });
}

#[test]
fn what_is_expected_exactly_must_be_the_same_in_all_runs() {
    COMPARE.claim("runs must agree only if all passed, and every exact figure is the same in all").holds(
        || {
            let same = Comparison::of(&[report(5, 10), report(5, 19)]);
            assert!(same.agrees(), "the counts were the same, only a time varied, and they did not agree");
            let mut other = report(5, 10);
            let evidence = other.sections[0].evidence.clone();
            other.sections[0].evidence = evidence.with("count", Figure::count(6));
            assert!(!Comparison::of(&[report(5, 10), other]).agrees(), "they agreed on counts of 5 and 6");
            let failed = Comparison::of(&[report(4, 10), report(4, 10)]);
            assert!(!failed.agrees(), "two runs agreed that both had failed");
        },
    );
}

#[test]
fn a_figure_that_a_run_lacks_is_not_the_same_in_all() {
    COMPARE.claim("a figure that was not measured in every run must not count as the same").holds(|| {
        let value = Some(Figure::count(5));
        let row = |values: &[Option<Figure>]| Row {
            section: "a",
            figure: "count".to_owned(),
            values: values.to_vec(),
            exact: true,
        };
        for (values, steady) in
            [(&[value, value][..], true), (&[value, None], false), (&[None, None], false), (&[value], true)]
        {
            assert!(row(values).is_steady() == steady, "{values:?} counted as the same: {}", !steady);
        }
    });
}

#[test]
fn the_spread_is_the_smallest_the_middle_and_the_largest_value() {
    COMPARE.claim("the spread must be the smallest, the middle and the largest value").holds(|| {
        for (values, expected) in [
            (&[30, 10, 20][..], [10, 20, 30]),
            (&[7], [7, 7, 7]),
            (&[4, 1, 3, 2], [1, 2, 4]),
            (&[100, 9], [9, 9, 100]),
        ] {
            let figures = values.iter().map(|value| Some(Figure::count(*value))).chain([None]).collect();
            let row = Row { section: "a", figure: "x".to_owned(), values: figures, exact: false };
            let found = row.spread().map(|spread| spread.map(|figure| figure.value as u64));
            assert!(found == Some(expected), "of {values:?} it was {found:?} and not {expected:?}");
        }
        let nothing = Row { section: "a", figure: "x".to_owned(), values: vec![None], exact: false };
        assert!(nothing.spread().is_none(), "of no value at all there was a spread");
    });
}
