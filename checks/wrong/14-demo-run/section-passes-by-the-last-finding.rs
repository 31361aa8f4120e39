//! lesson: 14
//! mistake: passes a section by its last finding
//! expect: with findings that are wrong, right, `passed` said true

impl SectionReport {
    pub fn passed(&self) -> bool {
        self.error.is_none() && self.findings.last().is_none_or(|finding| finding.passed)
    }
}
