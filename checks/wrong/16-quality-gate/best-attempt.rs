//! lesson: 16
//! mistake: if no attempt passes, returns the evidence of the one with the fewest failed facts, not that of the last
//! expect: the evidence was not that of the last attempt
impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        // The attempt with the least disturbance says most.
        let mut best: Option<(usize, Vec<Fact>)> = None;
        let mut calls = 0;
        loop {
            calls += 1;
            let evidence = measure();
            let failed = evidence.iter().filter(|fact| !fact.holds).count();
            if failed == 0 || evidence.iter().any(|fact| !fact.holds && !fact.timed) {
                return (calls, evidence);
            }
            if best.as_ref().is_none_or(|(fewest, _)| failed < *fewest) {
                best = Some((failed, evidence));
            }
            if calls >= self.limit {
                return (calls, best.map(|(_, evidence)| evidence).unwrap_or_default());
            }
        }
    }
}
