//! lesson: 14
//! mistake: asks whether one exact figure is the same
//! expect: they agreed with one figure that was the same and one that was not

impl Comparison {
    pub fn agrees(&self) -> bool {
        self.passed == self.runs && self.rows.iter().any(|row| row.exact && row.is_steady())
    }
}
