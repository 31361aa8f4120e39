//! lesson: 14
//! mistake: has a middle of nothing
//! expect: the spread must be the smallest, the middle and the largest value, but index out of bounds

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().copied().flatten().collect();
        values.sort_by(|a, b| a.value.total_cmp(&b.value));
        Some([values[0], values[(values.len() - 1) / 2], values[values.len() - 1]])
    }
}
