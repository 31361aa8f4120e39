//! lesson: 16
//! mistake: looks at the first of the facts that do not hold: a lost reply behind a low ratio is measured again
//! expect: a reply that was lost once must be told, however often it could be tried, but it was measured 2 times

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let mut count = 1;
        loop {
            let evidence = measure();
            // The first is the cause, and the others follow from it.
            let cause = evidence.iter().find(|fact| !fact.holds);
            let speed_alone = cause.is_some_and(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
        }
    }
}
