//! lesson: 14
//! mistake: sorts by partial_cmp and takes what cannot be compared for equal: no order, and a panic from 21 values on
//! expect: of 3, NaN and 1 it was

impl Row {
    pub fn spread(&self) -> Option<[Figure; 3]> {
        let mut values: Vec<Figure> = self.values.iter().flatten().copied().collect();
        values.sort_by(|one, other| one.value.partial_cmp(&other.value).unwrap_or(std::cmp::Ordering::Equal));
        let (smallest, largest) = (*values.first()?, *values.last()?);
        Some([smallest, values[(values.len() - 1) / 2], largest])
    }
}
