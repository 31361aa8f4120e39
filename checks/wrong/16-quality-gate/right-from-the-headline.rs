//! lesson: 16
//! right: attempts by recursion with what is left of the limit, a gate's verdict from three counts, the exit code from the
//!   headline, the headline in one loop, and the cell character by character
//! file: checks/src/quality/gate_report.rs

impl PointReport {
    pub fn verdict(&self) -> Verdict {
        let worst = self.evidence.iter().map(|fact| fact.holds).min();
        match (&self.skipped, worst) {
            (Some(_), _) => Verdict::Skip,
            (None, Some(true)) => Verdict::Pass,
            (None, None | Some(false)) => Verdict::Fail,
        }
    }
}

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let evidence = measure();
        let left = self.limit.saturating_sub(1);
        let wrong = evidence.iter().filter(|fact| !fact.holds);
        if left > 0 && wrong.map(|fact| fact.timed).min() == Some(true) {
            let again: &mut dyn FnMut() -> Vec<Fact> = &mut measure;
            let (count, evidence) = Self { limit: left }.run(again);
            return (count + 1, evidence);
        }
        (1, evidence)
    }
}

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let [mut passed, mut failed, mut skipped] = [0; 3];
        for point in &self.points {
            match point.verdict() {
                Verdict::Pass => passed += 1,
                Verdict::Fail => failed += 1,
                Verdict::Skip => skipped += 1,
            }
        }
        match (passed, failed, skipped) {
            (1.., 0, 0) => Verdict::Pass,
            (1.., 0, _) => Verdict::Skip,
            _ => Verdict::Fail,
        }
    }

    pub fn exit_code(&self) -> u8 {
        u8::from(self.headline().starts_with("FAIL: "))
    }

    pub fn headline(&self) -> String {
        let (mut passed, mut failed, mut skipped) = (0, String::new(), String::new());
        for point in &self.points {
            match point.verdict() {
                Verdict::Pass => passed += 1,
                Verdict::Fail => {
                    failed += if failed.is_empty() { "; failed: " } else { ", " };
                    failed += &point.name;
                }
                Verdict::Skip => {
                    skipped += if skipped.is_empty() { "; not looked at: " } else { ", " };
                    skipped += &point.name;
                }
            }
        }
        let verdict = match self.verdict() {
            Verdict::Pass => "PASS",
            Verdict::Skip => "PASS of a part",
            Verdict::Fail => "FAIL",
        };
        format!("{verdict}: {passed} of {} points passed{failed}{skipped}", self.points.len())
    }

    pub fn summary(&self) -> String {
        let mut lines = vec![
            format!("**Quality gate: {}**", self.headline()),
            String::new(),
            self.subject.clone(),
            String::new(),
            "| point | verdict | time | evidence |".to_owned(),
            "|---|---|---|---|".to_owned(),
        ];
        lines.extend(self.points.iter().map(|point| {
            let time = format!("{:.1} s", point.elapsed.as_secs_f64());
            let row = [point.name.clone(), point.verdict().to_string(), time, in_a_cell(&point.told())];
            row.iter().fold("|".to_owned(), |row, cell| row + " " + cell + " |")
        }));
        lines.join("\n")
    }
}

fn in_a_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' => cell.extend(['\\', '|']),
            '\n' | '\r' => cell.push(' '),
            other => cell.push(other),
        }
    }
    cell
}
