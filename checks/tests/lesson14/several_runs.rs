//! Several runs side by side.

use crate::stage::{broken, near, perform, say};
use crate::{README, exactly};
use capstone::demo::{Bound, Comparison, Figure, Report, Row, Unit};
use checks::{Section, Text};

const COMPARE: Section = Text::at(README).section("Three runs say more than one");

/// A run with a count, and with a time that is predicted to be 10.
fn report(count: u64, time: u64) -> Report {
    let sections = [say("count", count, exactly(5)), near(10)];
    let mut report = perform(&[("a", &sections)]);
    let evidence = report.sections[0].evidence.clone();
    report.sections[0].evidence = evidence.with("time", Figure::count(time));
    report
}

/// A row of seconds that must be the same in all runs.
fn row_of(values: &[Option<f64>]) -> Row {
    let seconds = |value| Figure { value, unit: Unit::Time };
    let values = values.iter().map(|value| value.map(seconds)).collect();
    Row { section: "a", figure: "x".to_owned(), values, exact: true }
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
fn the_rows_are_in_the_order_of_the_script() {
    COMPARE
        .claim("the rows must be in the order of the script, also if a run failed before it came to a figure")
        .holds(|| {
            // Of each section, a run has as many figures as it performed steps. Then one could not be performed.
            let steps = |names: &[&'static str], performed: usize| {
                let mut steps: Vec<_> = names.iter().map(|name| say(name, 5, exactly(5))).collect();
                if let Some(last) = steps.get_mut(performed) {
                    *last = broken("no such file");
                }
                steps
            };
            let run_to = |(b, a): (usize, usize)| {
                let sections = [("b", &steps(&["x", "y", "z"], b)[..]), ("a", &steps(&["x", "y"], a))];
                perform(&sections)
            };
            for runs in [
                [(3, 2), (3, 2), (3, 2)],
                [(0, 2), (1, 2), (3, 2)],
                [(1, 2), (3, 2), (0, 2)],
                [(3, 2), (0, 2), (1, 2)],
                [(1, 2), (2, 1), (3, 0)],
                [(3, 1), (1, 2), (3, 1)],
                [(3, 0), (1, 2), (2, 1)],
            ] {
                let rows = Comparison::of(&runs.map(run_to)).rows;
                let found: Vec<_> = rows.iter().map(|row| (row.section, row.figure.as_str())).collect();
                let due = [("b", "x"), ("b", "y"), ("b", "z"), ("a", "x"), ("a", "y")];
                assert!(
                    found == due,
                    "with runs that came to {runs:?} of the figures of `b` and `a`, the rows were {found:?}"
                );
            }
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
            let steady = row(&Comparison::of(&[report(5, 10)]), "count").clone();
            let unsteady = Row { values: [5, 6].map(|x| Some(Figure::count(x))).to_vec(), ..steady.clone() };
            for rows in [vec![steady.clone(), unsteady.clone()], vec![unsteady, steady]] {
                let comparison = Comparison { passed: 2, runs: 2, rows };
                assert!(
                    !comparison.agrees(),
                    "they agreed with one figure that was the same and one that was not"
                );
            }
            let failed = Comparison::of(&[report(4, 10), report(4, 10)]);
            assert!(!failed.agrees(), "two runs agreed that both had failed");
            let short = Comparison { passed: 2, runs: 3, rows: vec![same.rows[0].clone()] };
            assert!(!short.agrees(), "they agreed although 2 of 3 runs passed");
        },
    );
}

#[test]
fn a_figure_that_a_run_lacks_is_not_the_same_in_all() {
    COMPARE.claim("a figure that was not measured in every run must not count as the same").holds(|| {
        for values in [&[Some(5.0), None][..], &[None, Some(5.0)], &[None, None], &[None]] {
            assert!(!row_of(values).is_steady(), "{values:?} counted as the same");
        }
    });
}

#[test]
fn a_figure_that_nobody_measured_has_a_row() {
    COMPARE
        .claim("a figure that is expected and was measured in no run must have its row, without values")
        .holds(|| {
            let mut step = say("x", 5, exactly(5));
            step.expected.push(("ghost", exactly(1)));
            let report = perform(&[("a", &[step])]);
            let rows: Vec<_> = Comparison::of(&[report.clone(), report])
                .rows
                .into_iter()
                .map(|row| (row.figure, row.values))
                .collect();
            let five = Some(Figure::count(5));
            let due = [("x".to_owned(), vec![five, five]), ("ghost".to_owned(), vec![None, None])];
            assert!(rows == due, "of `x`, and of `ghost`, which nobody measured, the rows were {rows:?}");
        });
}

#[test]
fn values_are_the_same_only_if_all_of_them_are() {
    COMPARE.claim("a figure must count as the same exactly if all its values are equal").holds(|| {
        for (values, due) in [
            (&[5.0][..], true),
            (&[5.0, 5.0, 5.0], true),
            (&[5.0, 6.0, 5.0], false),
            (&[5.0, 5.0, 6.0], false),
            (&[6.0, 5.0, 5.0], false),
            (&[5.0, 5.4], false),
        ] {
            let found = row_of(&values.iter().copied().map(Some).collect::<Vec<_>>()).is_steady();
            assert!(found == due, "of {values:?}, `is_steady` said {found}");
        }
    });
}

#[test]
fn a_row_is_exact_if_one_of_its_expectations_is() {
    COMPARE.claim("a figure must have one row, and be exact if one of its expectations is `Exactly`").holds(
        || {
            let (x, five) = ("x", Figure::count(5));
            let near = Bound::Near { predicted: five, low: 0.5, high: 2.0 };
            let (least, most) = (Bound::AtLeast(five), Bound::AtMost(five));
            let inexact = [least.clone(), most, near, Bound::SameAs(x.to_owned())];
            let cases = inexact.map(|bound| (vec![bound], false)).into_iter().chain([
                (vec![exactly(5)], true),
                (vec![exactly(5), least.clone()], true),
                (vec![least, exactly(5)], true),
            ]);
            for (bounds, due) in cases {
                let steps: Vec<_> = bounds.iter().map(|bound| say(x, 5, bound.clone())).collect();
                let report = perform(&[("a", &steps)]);
                let rows: Vec<_> =
                    Comparison::of(&[report]).rows.into_iter().map(|row| (row.figure, row.exact)).collect();
                let words = bounds.iter().map(Bound::to_string).collect::<Vec<_>>().join(" and ");
                assert!(
                    rows == [(x.to_owned(), due)],
                    "of {words}, the figures and whether exact were {rows:?}"
                );
            }
            let steps = [say(x, 5, Bound::AtLeast(five)), say(x, 5, exactly(5))];
            let [short, long] = [1, 2].map(|count| perform(&[("a", &steps[..count])]));
            for reports in [[short.clone(), long.clone()], [long, short]] {
                let exact: Vec<_> = Comparison::of(&reports).rows.iter().map(|row| row.exact).collect();
                assert!(
                    exact == [true],
                    "one of two runs came to `exactly 5`, and whether exact was {exact:?}"
                );
            }
        },
    );
}

#[test]
fn a_run_that_lacks_a_section_has_no_value_for_its_figures() {
    COMPARE.claim("a row must have one value for each run, and none where the run has none").holds(|| {
        let (a, b) = ([say("x", 1, exactly(1))], [say("x", 2, exactly(2))]);
        let (short, long) = (perform(&[("a", &a)]), perform(&[("a", &a), ("b", &b)]));
        let [one, two] = [1, 2].map(|value| Some(Figure::count(value)));
        for (reports, due) in [
            ([short.clone(), long.clone()], [("a", vec![one, one]), ("b", vec![None, two])]),
            ([long, short], [("a", vec![one, one]), ("b", vec![two, None])]),
        ] {
            let rows: Vec<_> =
                Comparison::of(&reports).rows.into_iter().map(|row| (row.section, row.values)).collect();
            assert!(rows == due, "b has x in one of two runs, and the rows were {rows:?}");
        }
    });
}

#[test]
fn the_spread_is_the_smallest_the_middle_and_the_largest_value() {
    COMPARE.claim("the spread must be the smallest, the middle and the largest value").holds(|| {
        for (values, due) in [
            (&[30.0, 10.0, 20.0][..], [10.0, 20.0, 30.0]),
            (&[7.0], [7.0; 3]),
            (&[4.0, 1.0, 3.0, 2.0], [1.0, 2.0, 4.0]),
            (&[100.0, 9.0], [9.0, 9.0, 100.0]),
            (&[0.067, 0.051, 0.052], [0.051, 0.052, 0.067]),
        ] {
            let mut with_a_gap: Vec<_> = values.iter().copied().map(Some).collect();
            with_a_gap.insert(1, None);
            let found = row_of(&with_a_gap).spread().map(|spread| spread.map(|figure| figure.value));
            assert!(
                found == Some(due),
                "of {values:?}, and of a run without a value, it was {found:?} and not {due:?}"
            );
        }
        let odd = row_of(&[Some(1.0), Some(f64::NAN), Some(2.0)]).spread();
        assert!(odd.is_some(), "of values of which one is not a number there was none");
        let odd = row_of(&[Some(3.0), Some(f64::NAN), Some(1.0)]).spread();
        let odd: Vec<_> = odd.iter().flatten().map(|figure| figure.value).collect();
        let place = |value| odd.iter().position(|found| *found == value);
        assert!(place(1.0) < place(3.0) || place(3.0).is_none(), "of 3, NaN and 1 it was {odd:?}");
        for count in 30..=40 {
            let mixed = |place| if place % 7 == 3 { f64::NAN } else { f64::from(place * 17 % 41) };
            let found = row_of(&(0..count).map(|place| Some(mixed(place))).collect::<Vec<_>>()).spread();
            assert!(found.is_some(), "of {count} values of which some are not a number there was none");
        }
        assert!(row_of(&[None]).spread().is_none(), "of no value at all there was a spread");
    });
}
