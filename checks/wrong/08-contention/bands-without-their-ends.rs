//! lesson: 08
//! mistake: exactly 1 % is low, and exactly 10 % high
//! expect: under 1 % must be low, 1 to 10 % moderate, above 10 % high
//! file: capstone/src/observe/contention/diagnosis.rs
impl Severity {
    pub fn of(share: f64) -> Self {
        match share {
            _ if share <= 0.01 => Self::Low,
            _ if share < 0.1 => Self::Moderate,
            _ => Self::High,
        }
    }
}
