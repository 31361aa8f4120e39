//! lesson: 16
//! right: calls itself with one attempt less

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        fn speed_alone(evidence: &[Fact]) -> bool {
            let failed = || evidence.iter().filter(|fact| !fact.holds);
            failed().count() > 0 && failed().all(|fact| fact.timed)
        }
        fn go(left: u32, done: u32, measure: &mut dyn FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
            let evidence = measure();
            if left > 1 && speed_alone(&evidence) {
                go(left - 1, done + 1, measure)
            } else {
                (done + 1, evidence)
            }
        }
        go(self.limit, 0, &mut measure)
    }
}
