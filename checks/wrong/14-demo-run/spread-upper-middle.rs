//! lesson: 14
//! mistake: takes the upper of two values that share the middle
//! expect: of [4.0, 1.0, 3.0, 2.0], and of a run without a value, it was Some([1.0, 3.0, 4.0])

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().copied().flatten().collect();
        values.sort_by(|a, b| a.value.total_cmp(&b.value));
        let last = values.len().checked_sub(1)?;
        Some([values[0], values[values.len() / 2], values[last]])
    }
}
