//! lesson: 14
//! mistake: compares the first and the last value
//! expect: of [5.0, 6.0, 5.0], `is_steady` said true

impl Row {
    pub fn is_steady(&self) -> bool {
        self.values.iter().all(Option::is_some) && self.values.first() == self.values.last()
    }
}
