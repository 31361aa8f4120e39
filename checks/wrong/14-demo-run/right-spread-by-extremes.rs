//! lesson: 14
//! right: looks for the extremes, and selects the middle

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().filter_map(|value| *value).collect();
        if values.is_empty() {
            return None;
        }
        let middle = (values.len() - 1) / 2;
        let order = |one: &Figure, other: &Figure| one.value.total_cmp(&other.value);
        let least = values.iter().copied().min_by(order)?;
        let most = values.iter().copied().max_by(order)?;
        let (_, median, _) = values.select_nth_unstable_by(middle, order);
        Some([least, *median, most])
    }
}
