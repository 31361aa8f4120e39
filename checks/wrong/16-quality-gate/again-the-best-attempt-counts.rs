//! lesson: 16
//! mistake: if none of the attempts is good, returns the one with the fewest wrong facts and not the last
//! expect: the last of two attempts was the worse, and its evidence did not count

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        let wrong = |evidence: &[Fact]| evidence.iter().filter(|fact| !fact.holds).count();
        let mut least_disturbed: Option<Vec<Fact>> = None;
        let mut count = 0;
        loop {
            let evidence = measure();
            count += 1;
            let noise = evidence.iter().all(|fact| fact.holds || fact.timed) && wrong(&evidence) > 0;
            if !noise {
                return (count, evidence);
            }
            // Noise only makes it worse, so the best attempt is the nearest to the truth.
            let best = match least_disturbed.take() {
                Some(best) if wrong(&best) < wrong(&evidence) => best,
                _ => evidence,
            };
            if count >= self.limit {
                return (count, best);
            }
            least_disturbed = Some(best);
        }
    }
}
