//! lesson: 16
//! mistake: measures again if nothing failed
//! expect: what holds must not be measured again

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = failed.iter().all(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
