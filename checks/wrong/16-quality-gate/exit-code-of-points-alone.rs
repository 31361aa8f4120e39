//! lesson: 16
//! mistake: has exit code 0 if no point failed, also if none passed
//! expect: with the points [Skip, Skip] it was 0, not 1

impl GateReport {
    pub fn exit_code(&self) -> u8 {
        u8::from(self.points.iter().any(|point| point.verdict() == Verdict::Fail))
    }
}
