//! lesson: 16
//! mistake: looks once more if it has seen nothing at first, for the program may not have been ready
//! expect: an attempt that has shown nothing must not be repeated, but it was measured 2 times

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let (mut count, mut evidence) = (1, measure());
        if evidence.is_empty() && count < self.limit {
            count += 1;
            evidence = measure();
        }
        loop {
            let mut failed = evidence.iter().filter(|fact| !fact.holds).peekable();
            let speed_alone = failed.peek().is_some() && failed.all(|fact| fact.timed);
            if !speed_alone || count >= self.limit {
                return (count, evidence);
            }
            count += 1;
            evidence = measure();
        }
    }
}
