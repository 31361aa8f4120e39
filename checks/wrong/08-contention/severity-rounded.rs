//! lesson: 08
//! mistake: rounds the share to hundredths of a percent, so that both limits are a little off
//! expect: under 1 % must be low, 1 to 10 % moderate, above 10 % high
impl Severity {
    pub fn of(share: f64) -> Self {
        // 0.01 and 0.1 are not exact in binary: compare whole numbers instead.
        match (share * 10_000.0).round() as u64 {
            0..100 => Self::Low,
            100..=1000 => Self::Moderate,
            _ => Self::High,
        }
    }
}
