//! lesson: 16
//! mistake: measures again if nothing was seen
//! expect: an attempt that has shown nothing must not be repeated

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone =
                evidence.is_empty() || !failed.is_empty() && failed.iter().all(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
