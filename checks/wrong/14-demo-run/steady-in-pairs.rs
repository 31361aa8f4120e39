//! lesson: 14
//! mistake: compares neighbours alone, so that a single run that did not measure the figure agrees with itself
//! expect: a figure that was not measured in every run must not count as the same
impl Row {
    pub fn is_steady(&self) -> bool {
        self.values.windows(2).all(|pair| pair[0].is_some() && pair[0] == pair[1])
    }
}
