//! The end of a demo: what was predicted and what came, and each section's verdict.

use super::transcript::{Style, Transcript};
use capstone::demo::{Comparison, Figure, Prediction, Report, Row};
use std::time::Duration;

/// One run's scorecard.
pub(super) fn tell(report: &Report, elapsed: Duration, transcript: &mut Transcript) {
    transcript.say(Style::Plain, "");
    let predictions = report.predictions();
    if !predictions.is_empty() {
        tell_predictions(&predictions, transcript);
        transcript.say(Style::Plain, "");
    }
    for section in &report.sections {
        let checked = section.findings.len();
        let time = Figure::time(section.elapsed);
        let (style, word) = if section.passed() { (Style::Pass, "PASS") } else { (Style::Fail, "FAIL") };
        let attempt = match section.attempts {
            1 => String::new(),
            number => format!(", at attempt {number}"),
        };
        let line = format!("  {word}  {:<13}{checked:>3} expectations in {time}{attempt}", section.name);
        transcript.say(style, line);
    }
    let passed = report.sections.iter().filter(|section| section.passed()).count();
    let style = if report.passed() { Style::Pass } else { Style::Fail };
    let (planned, time) = (report.planned, Figure::time(elapsed));
    transcript.say(style, format!("{passed} of {planned} sections passed, in {time}"));
}

fn tell_predictions(predictions: &[Prediction], transcript: &mut Transcript) {
    transcript.say(Style::Title, "== scorecard: predicted against measured");
    let heading = format!(
        "  {:<13}{:<26}{:>10}{:>10}{:>8}  formula",
        "section", "figure", "predicted", "measured", "ratio"
    );
    transcript.say(Style::Plain, heading);
    for prediction in predictions {
        let ratio = Figure::ratio(prediction.measured.value / prediction.predicted.value);
        let line = format!(
            "  {:<13}{:<26}{:>10}{:>10}{ratio:>8}  {}",
            prediction.section,
            prediction.figure,
            prediction.predicted,
            prediction.measured,
            prediction.because
        );
        transcript.say(if prediction.passed { Style::Shown } else { Style::Fail }, line);
    }
}

/// What several runs say together.
pub(super) fn compare(reports: &[Report], transcript: &mut Transcript) -> bool {
    let comparison = Comparison::of(reports);
    let Comparison { passed, runs, .. } = comparison;
    transcript.say(Style::Plain, "");
    transcript.say(Style::Title, format!("== {runs} runs, side by side"));
    let heading =
        format!("  {:<13}{:<44}{:>10}{:>10}{:>10}", "section", "figure", "lowest", "middle", "highest");
    transcript.say(Style::Plain, heading);
    for row in comparison.rows.iter().filter(|row| !row.is_steady()) {
        let style = if row.exact { Style::Fail } else { Style::Shown };
        transcript.say(style, line(row));
    }
    let steady = comparison.rows.iter().filter(|row| row.is_steady()).count();
    let agrees = comparison.agrees();
    let style = if agrees { Style::Pass } else { Style::Fail };
    transcript.say(
        style,
        format!("{steady} other figures were the same in all runs; {passed} of {runs} runs passed"),
    );
    agrees
}

fn line(row: &Row) -> String {
    let spread =
        row.spread().map_or_else(Vec::new, |spread| spread.map(|figure| figure.to_string()).to_vec());
    let missing = if row.values.iter().any(Option::is_none) { "  (not measured in every run)" } else { "" };
    let cells: String = spread.iter().map(|cell| format!("{cell:>10}")).collect();
    format!("  {:<13}{:<44}{cells}{missing}", row.section, row.figure)
}
