//! lesson: 16
//! mistake: measures again if one of the facts that do not hold is timed
//! expect: a reply that was lost once must be told

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = failed.iter().any(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
