//! lesson: 16
//! mistake: measures a speed that was reached at once a second time, to be sure that it was no luck
//! expect: what holds must not be measured again, but it was measured 2 times

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            let failed: Vec<_> = evidence.iter().filter(|fact| !fact.holds).collect();
            let speed_alone = !failed.is_empty() && failed.iter().all(|fact| fact.timed);
            let maybe_luck = count == 1 && failed.is_empty() && evidence.iter().any(|fact| fact.timed);
            if !(speed_alone || maybe_luck) || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
