//! The whole gate: one verdict, one exit code, and a summary to paste.
//!
//! It has three readers: a person, who reads the lines; a script, which reads the exit code; and a person elsewhere,
//! who gets the summary. All three must get the same verdict. A gate that ran in part must not look like a whole one.

use super::point_report::{PointReport, Verdict};
use std::fmt::Write;

/// The reports of the points, in their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GateReport {
    /// The subject of the gate: the state of the code, and the machine.
    pub subject: String,
    /// One for each point of the gate, the skipped ones included.
    pub points: Vec<PointReport>,
}

impl GateReport {
    /// The verdict: `Fail` if a point failed, or none passed; `Skip` if some passed and the others were
    /// skipped; `Pass` if all passed.
    pub fn verdict(&self) -> Verdict {
        let count = |verdict| self.points.iter().filter(|point| point.verdict() == verdict).count();
        if count(Verdict::Fail) > 0 || count(Verdict::Pass) == 0 {
            Verdict::Fail
        } else if count(Verdict::Skip) > 0 {
            Verdict::Skip
        } else {
            Verdict::Pass
        }
    }

    /// The exit code for the shell: 1 for `Fail`, else 0. Skipped points do not fail the gate, because the caller asked
    /// for a part.
    pub fn exit_code(&self) -> u8 {
        u8::from(self.verdict() == Verdict::Fail)
    }

    /// The verdict in a sentence: how many points passed of how many, and the names of those that did not.
    ///
    /// ```text
    /// PASS: 10 of 10 points passed
    /// PASS of a part: 8 of 10 points passed; not looked at: demo, ci
    /// FAIL: 7 of 10 points passed; failed: server; not looked at: demo, ci
    /// ```
    pub fn headline(&self) -> String {
        let names = |verdict| {
            let named = self.points.iter().filter(|point| point.verdict() == verdict);
            named.map(|point| point.name.as_str()).collect::<Vec<_>>()
        };
        let [passed, failed, skipped] = [Verdict::Pass, Verdict::Fail, Verdict::Skip].map(names);
        let score = format!("{} of {} points passed", passed.len(), self.points.len());
        let mut headline = match self.verdict() {
            Verdict::Pass => format!("PASS: {score}"),
            Verdict::Skip => format!("PASS of a part: {score}"),
            Verdict::Fail => format!("FAIL: {score}"),
        };
        for (what, names) in [("failed", failed), ("not looked at", skipped)] {
            if !names.is_empty() {
                headline += &format!("; {what}: {}", names.join(", "));
            }
        }
        headline
    }

    /// The report in Markdown: the headline, the subject, and a table with a row for each point.
    ///
    /// A cell may contain the output of a program. A `|` there would begin the next cell and a line break end the
    /// table, so the one is escaped and the other becomes a blank.
    pub fn summary(&self) -> String {
        let mut text = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        text += "| point | verdict | time | evidence |\n|---|---|---|---|\n";
        for point in &self.points {
            let (verdict, seconds) = (point.verdict(), point.elapsed.as_secs_f64());
            let told = point.told().replace(['\n', '\r'], " ").replace('|', "\\|");
            writeln!(text, "| {} | {verdict} | {seconds:.1} s | {told} |", point.name)
                .expect("a String takes everything");
        }
        text
    }
}
