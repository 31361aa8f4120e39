//! lesson: 16
//! mistake: measures once
//! expect: it was measured 1 times, though the second was good

impl Attempts {
    pub fn run(self, mut measure: impl FnMut() -> Vec<Fact>) -> (u32, Vec<Fact>) {
        (1, measure())
    }
}
