//! lesson: 16
//! mistake: has exit code 1 for a part that passed
//! expect: with the points [Pass, Pass, Pass, Pass, Pass, Pass, Pass, Pass, Skip, Skip] it was 1, not 0

impl GateReport {
    pub fn exit_code(&self) -> u8 {
        u8::from(self.verdict() != Verdict::Pass)
    }
}
