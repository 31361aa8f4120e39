//! Tells how the demo goes: a header for each section, what each step shows, and the verdict.

use super::transcript::{Style, Transcript};
use capstone::demo::{
    ATTEMPTS, Action, Audience, Bound, Evidence, Figure, Finding, Section, SectionReport, Step,
};

/// The audience of a demo on the command line.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) transcript: &'a mut Transcript,
}

impl Audience<Action> for View<'_> {
    fn begin(&mut self, number: usize, of: usize, section: &Section<Action>) {
        self.transcript.say(Style::Plain, "");
        let Section { name, shows, .. } = section;
        self.transcript.say(Style::Title, format!("== {}/{of} {name}: {shows}", number + 1));
    }

    fn step(&mut self, step: &Step<Action>) {
        self.transcript.say(Style::Plain, format!("  {}", step.says));
    }

    fn seen(&mut self, evidence: &Evidence, findings: &[Finding]) {
        for line in &evidence.lines {
            self.transcript.say(Style::Shown, format!("      {line}"));
        }
        for finding in findings {
            let because = &finding.expectation.because;
            let (style, text) = match finding.measured.filter(|_| finding.passed) {
                Some(measured) => {
                    let figure = &finding.expectation.figure;
                    let bound = match &finding.expectation.bound {
                        Bound::Exactly(_) => String::new(),
                        other => format!(", {other}"),
                    };
                    (Style::Faint, format!("    ok   {figure}: {measured}{bound}"))
                }
                None => (Style::Fail, format!("    NOT  {finding}")),
            };
            self.transcript.say(style, format!("{text} ({because})"));
        }
    }

    fn again(&mut self, number: u32, report: &SectionReport) {
        for failure in report.failures() {
            self.transcript.say(Style::Plain, format!("  {failure}"));
        }
        let text = format!(
            "  No count is wrong, but a time is. Was the machine busy? Attempt {number} of {ATTEMPTS}:"
        );
        self.transcript.say(Style::Plain, text);
    }

    fn end(&mut self, report: &SectionReport) {
        let (name, mut time) = (report.name, Figure::time(report.elapsed).to_string());
        if report.attempts > 1 {
            time.push_str(&format!(", at attempt {}", report.attempts));
        }
        if report.passed() {
            self.transcript.say(Style::Pass, format!("  PASS {name} ({time})"));
            return;
        }
        self.transcript.say(Style::Fail, format!("  FAIL {name} ({time})"));
        for failure in report.failures() {
            self.transcript.say(Style::Fail, format!("       {}", failure.trim_end()));
        }
        self.transcript.say(Style::Plain, format!("       look at {}", report.look));
    }
}
