//! lesson: 14
//! mistake: takes a figure that was not measured for noise
//! expect: that was not measured, expected

impl SectionReport {
    pub fn may_be_noise(&self) -> bool {
        let noisy = |finding: &Finding| finding.measured.is_none_or(|measured| measured.unit.is_noisy());
        !self.passed()
            && self.error.is_none()
            && self.findings.iter().all(|finding| finding.passed || noisy(finding))
    }
}
