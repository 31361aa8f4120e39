//! lesson: 16
//! right: verdicts by counting, attempts in a loop with its end inside, the headline in one loop, the summary of joined lines
impl PointReport {
    pub fn verdict(&self) -> Verdict {
        let holding = self.evidence.iter().filter(|fact| fact.holds).count();
        match (&self.skipped, holding, self.evidence.len() - holding) {
            (Some(_), _, _) => Verdict::Skip,
            (None, 1.., 0) => Verdict::Pass,
            _ => Verdict::Fail,
        }
    }
}

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut left = self.limit.saturating_sub(1);
        let mut count = 0;
        loop {
            let evidence = measure();
            count += 1;
            let failed = evidence.iter().filter(|fact| !fact.holds).count();
            let slow = evidence.iter().filter(|fact| !fact.holds && fact.timed).count();
            if left == 0 || slow == 0 || slow < failed {
                return (count, evidence);
            }
            left -= 1;
        }
    }
}

impl GateReport {
    pub fn verdict(&self) -> Verdict {
        let mut verdict: Option<(Verdict, bool)> = None;
        for point in &self.points {
            verdict = match (verdict, point.verdict()) {
                (_, Verdict::Fail) => return Verdict::Fail,
                (None, first) => Some((first, first == Verdict::Pass)),
                (Some((before, any)), now) => {
                    let both = if before == now { now } else { Verdict::Skip };
                    Some((both, any || now == Verdict::Pass))
                }
            };
        }
        match verdict {
            Some((verdict, true)) => verdict,
            _ => Verdict::Fail,
        }
    }

    pub fn exit_code(&self) -> u8 {
        u8::from(self.verdict() == Verdict::Fail)
    }

    pub fn headline(&self) -> String {
        let (mut passed, mut failed, mut skipped) = (0, String::new(), String::new());
        for point in &self.points {
            let (list, title) = match point.verdict() {
                Verdict::Pass => {
                    passed += 1;
                    continue;
                }
                Verdict::Fail => (&mut failed, "; failed: "),
                Verdict::Skip => (&mut skipped, "; not looked at: "),
            };
            list.push_str(if list.is_empty() { title } else { ", " });
            list.push_str(&point.name);
        }
        let verdict = match self.verdict() {
            Verdict::Skip => "PASS of a part".to_owned(),
            whole => whole.to_string(),
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
        for point in &self.points {
            let mut cell = String::new();
            for c in point.told().chars() {
                match c {
                    '|' => cell.push_str("\\|"),
                    '\n' | '\r' => cell.push(' '),
                    other => cell.push(other),
                }
            }
            let seconds = point.elapsed.as_secs_f64();
            lines.push(format!("| {} | {} | {seconds:.1} s | {cell} |", point.name, point.verdict()));
        }
        lines.join("\n")
    }
}
