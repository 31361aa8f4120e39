//! lesson: 14
//! mistake: sorts by whole units
//! expect: of [0.067, 0.051, 0.052], and of a run without a value, it was

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().copied().flatten().collect();
        values.sort_by_key(|figure| figure.value as u64);
        let last = values.len().checked_sub(1)?;
        Some([values[0], values[last / 2], values[last]])
    }
}
