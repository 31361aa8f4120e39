//! lesson: 16
//! mistake: a timed fact that once held is kept as reached, so two that never hold in the same attempt pass together
//! expect: the limit must be the number of attempts, and the last of them must count
impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let (mut count, mut evidence) = (1, measure());
        loop {
            let mut failed = evidence.iter().filter(|fact| !fact.holds).peekable();
            let again = failed.peek().is_some() && failed.all(|fact| fact.timed);
            if !again || count >= self.limit {
                return (count, evidence);
            }
            // Noise has one direction: a speed that was reached once can be reached.
            let reached: Vec<Fact> = evidence.into_iter().filter(|fact| fact.timed && fact.holds).collect();
            let best = |fact: Fact| match reached.iter().find(|earlier| earlier.what == fact.what) {
                Some(earlier) if fact.timed && !fact.holds => earlier.clone(),
                _ => fact,
            };
            evidence = measure().into_iter().map(best).collect();
            count += 1;
        }
    }
}
