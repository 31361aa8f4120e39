//! lesson: 16
//! mistake: always says that all is well
//! expect: it was 0, not 1

impl GateReport {
    pub fn exit_code(&self) -> u8 {
        0
    }
}
