//! lesson: 16
//! right: run searches the attempts for the last; verdicts count; a cell is escaped character by character
//! file: checks/src/quality/gate_report.rs
impl PointReport {
    pub fn verdict(&self) -> Verdict {
        let holding = self.evidence.iter().filter(|fact| fact.holds).count();
        match (&self.skipped, holding) {
            (Some(_), _) => Verdict::Skip,
            (None, 1..) if holding == self.evidence.len() => Verdict::Pass,
            _ => Verdict::Fail,
        }
    }
}

impl Attempts {
    pub fn run(self, measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let is_last = |number: u32, evidence: &[Fact]| {
            let mut failed = evidence.iter().filter(|fact| !fact.holds).peekable();
            number >= self.limit || failed.peek().is_none() || failed.any(|fact| !fact.timed)
        };
        let mut attempts = (1..=u32::MAX).zip(std::iter::repeat_with(measure));
        attempts.find(|(number, evidence)| is_last(*number, evidence)).expect("the limit is reached")
    }
}

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let [passed, failed] = [Verdict::Pass, Verdict::Fail].map(|verdict| self.named(verdict).len());
        if failed > 0 || passed == 0 {
            Verdict::Fail
        } else if passed < self.points.len() {
            Verdict::Skip
        } else {
            Verdict::Pass
        }
    }

    pub fn exit_code(&self) -> u8 {
        u8::from(self.verdict() == Verdict::Fail)
    }

    pub fn headline(&self) -> String {
        let verdict = match self.verdict() {
            Verdict::Pass => "PASS",
            Verdict::Skip => "PASS of a part",
            Verdict::Fail => "FAIL",
        };
        let (passed, all) = (self.named(Verdict::Pass).len(), self.points.len());
        let mut parts = vec![format!("{verdict}: {passed} of {all} points passed")];
        for (words, verdict) in [("failed", Verdict::Fail), ("not looked at", Verdict::Skip)] {
            let names = self.named(verdict);
            if !names.is_empty() {
                parts.push(format!("{words}: {}", names.join(", ")));
            }
        }
        parts.join("; ")
    }

    pub fn summary(&self) -> String {
        let head = format!("**Quality gate: {}**\n\n{}\n\n", self.headline(), self.subject);
        let table = "| point | verdict | time | evidence |\n|---|---|---|---|\n".to_owned();
        self.points.iter().fold(head + &table, |mut text, point| {
            let PointReport { name, elapsed, .. } = point;
            text += &format!("| {name} | {} | {:.1} s | ", point.verdict(), elapsed.as_secs_f64());
            for character in point.told().chars() {
                match character {
                    '|' => text.push_str("\\|"),
                    '\n' | '\r' => text.push(' '),
                    other => text.push(other),
                }
            }
            text + " |\n"
        })
    }

    /// The names of the points of this verdict, in their order.
    fn named(&self, verdict: Verdict) -> Vec<&str> {
        let of_it = self.points.iter().filter(|point| point.verdict() == verdict);
        of_it.map(|point| point.name.as_str()).collect()
    }
}
