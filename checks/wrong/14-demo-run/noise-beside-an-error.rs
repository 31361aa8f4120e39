//! lesson: 14
//! mistake: looks at the findings alone, so a step that could not be done may be noise if a time was wrong before
//! expect: a step that could not be done, beside a wrong time, was noise

impl SectionReport {
    pub fn may_be_noise(&self) -> bool {
        let wrong: Vec<&Finding> = self.findings.iter().filter(|finding| !finding.passed).collect();
        !wrong.is_empty()
            && wrong.iter().all(|finding| finding.measured.is_some_and(|figure| figure.unit.is_noisy()))
    }
}
