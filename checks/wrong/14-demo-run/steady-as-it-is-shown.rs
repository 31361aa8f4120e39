//! lesson: 14
//! mistake: compares what is shown of a value
//! expect: of [5.0, 5.4], `is_steady` said true

impl Row {
    pub fn is_steady(&self) -> bool {
        let whole = |value: &Option<Figure>| value.map(|figure| figure.value as u64);
        self.values.iter().all(|value| value.is_some() && whole(value) == whole(&self.values[0]))
    }
}
