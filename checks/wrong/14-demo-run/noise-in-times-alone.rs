//! lesson: 14
//! mistake: takes only times for noisy
//! expect: of a wrong Rate, expected

impl SectionReport {
    pub fn may_be_noise(&self) -> bool {
        let noisy = |finding: &Finding| {
            finding.measured.is_some_and(|measured| measured.unit == crate::demo::figure::Unit::Time)
        };
        !self.passed()
            && self.error.is_none()
            && self.findings.iter().all(|finding| finding.passed || noisy(finding))
    }
}
