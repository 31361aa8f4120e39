//! lesson: 14
//! mistake: passes a report with fewer sections than were planned
//! expect: it passed with two of three sections

impl Report {
    pub fn passed(&self) -> bool {
        !self.interrupted && self.sections.iter().all(SectionReport::passed)
    }
}
