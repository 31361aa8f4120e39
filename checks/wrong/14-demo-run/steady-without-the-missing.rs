//! lesson: 14
//! mistake: leaves out of account the runs that lack a value
//! expect: counted as the same

impl Row {
    pub fn is_steady(&self) -> bool {
        let mut values = self.values.iter().flatten();
        let first = values.next();
        values.all(|value| Some(value) == first)
    }
}
