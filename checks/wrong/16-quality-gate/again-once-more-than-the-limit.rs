//! lesson: 16
//! mistake: takes the limit for the number of repetitions
//! expect: it was measured

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = !failed.is_empty() && failed.iter().all(|fact| fact.timed);
            if !speed_alone || count > self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
