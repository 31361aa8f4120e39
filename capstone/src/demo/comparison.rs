//! Several runs of one script compared: which figures are the same each time, and how much the others vary.

use super::expectation::{Bound, Finding};
use super::figure::Figure;
use super::report::{Report, SectionReport};

/// The comparison of several runs of the same script.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How many runs passed as a whole.
    pub passed: usize,
    /// How many runs there were.
    pub runs: usize,
    /// The figures that the script has an expectation for, in the order of the script.
    pub rows: Vec<Row>,
}

/// One figure in all runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The name of its section.
    pub section: &'static str,
    /// Its name.
    pub figure: String,
    /// Its value in each run; none where it was not measured.
    pub values: Vec<Option<Figure>>,
    /// Whether the script allows a single value. Such a figure must be the same in all runs.
    pub exact: bool,
}

impl Comparison {
    /// Compares the runs.
    pub fn of(reports: &[Report]) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for report in reports {
            // A run that failed early lacks figures that another one has: they stand where that one came to them.
            let mut next = 0;
            for SectionReport { name: section, findings, .. } in &report.sections {
                for Finding { expectation, .. } in findings {
                    let figure = &expectation.figure;
                    let known = rows.iter().position(|row| row.section == *section && row.figure == *figure);
                    let place = known.unwrap_or(next);
                    if known.is_none() {
                        let values = reports.iter().map(|report| value(report, section, figure)).collect();
                        rows.insert(place, Row { section, figure: figure.clone(), values, exact: false });
                    }
                    rows[place].exact |= matches!(expectation.bound, Bound::Exactly(_));
                    next = next.max(place + 1);
                }
                // An earlier run may have gone on with this section: the next one stands behind all of it.
                let last = rows.iter().rposition(|row| row.section == *section);
                next = last.map_or(next, |last| next.max(last + 1));
            }
        }
        let passed = reports.iter().filter(|report| report.passed()).count();
        Self { passed, runs: reports.len(), rows }
    }

    /// Whether every run passed, and the figures that must be the same are the same.
    pub fn agrees(&self) -> bool {
        self.passed == self.runs && self.rows.iter().all(|row| !row.exact || row.is_steady())
    }
}

impl Row {
    /// Whether the value was measured in every run, and was the same in all.
    pub fn is_steady(&self) -> bool {
        self.values.iter().all(|value| value.is_some() && *value == self.values[0])
    }

    /// The smallest value, the one in the middle, and the largest; none if there is no value.
    ///
    /// If the number of values is even, the middle is the smaller of the two in the middle.
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().copied().flatten().collect();
        values.sort_by(|a, b| a.value.total_cmp(&b.value));
        let last = values.len().checked_sub(1)?;
        Some([values[0], values[last / 2], values[last]])
    }
}

/// What the report says of a figure.
fn value(report: &Report, section: &str, figure: &str) -> Option<Figure> {
    report.sections.iter().find(|found| found.name == section)?.evidence.get(figure)
}
