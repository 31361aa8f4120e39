//! lesson: 14
//! mistake: wants times to be the same in all runs
//! expect: the counts were the same, only a time varied

impl Comparison {
    pub fn agrees(&self) -> bool {
        self.passed == self.runs && self.rows.iter().all(Row::is_steady)
    }
}
