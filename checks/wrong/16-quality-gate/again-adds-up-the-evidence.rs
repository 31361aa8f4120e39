//! lesson: 16
//! mistake: adds the evidence of all attempts up
//! expect: the evidence was not that of the last attempt

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let (mut count, mut all) = (1, Vec::new());
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = !failed.is_empty() && failed.iter().all(|fact| fact.timed);
            all.extend(evidence.iter().cloned());
            if !speed_alone || count >= self.limit {
                return (count, all);
            }
            count += 1;
        }
    }
}
