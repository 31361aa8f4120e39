//! lesson: 16
//! mistake: decides after the first attempt alone
//! expect: where the second showed a lost reply and should have been the last

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut evidence = measure();
        let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
        if failed.is_empty() || !failed.iter().all(|fact| fact.timed) {
            return (1, evidence);
        }
        let mut count = 1;
        while count < self.limit && !(!evidence.is_empty() && evidence.iter().all(|fact| fact.holds)) {
            count += 1;
            evidence = measure();
        }
        (count, evidence)
    }
}
