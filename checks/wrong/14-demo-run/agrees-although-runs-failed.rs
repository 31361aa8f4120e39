//! lesson: 14
//! mistake: lets runs agree that all of them failed
//! expect: two runs agreed that both had failed

impl Comparison {
    pub fn agrees(&self) -> bool {
        self.rows.iter().all(|row| !row.exact || row.is_steady())
    }
}
