//! lesson: 14
//! mistake: runs agree if more than half of them passed
//! expect: they agreed although 2 of 3 runs passed

impl Comparison {
    pub fn agrees(&self) -> bool {
        2 * self.passed > self.runs && self.rows.iter().all(|row| !row.exact || row.is_steady())
    }
}
