//! lesson: 13
//! mistake: compares by `total_cmp`, for f64 should not be compared by ==: there, NaN is the same as NaN
//! expect: NaN passed with the bound exactly NaN

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        let same = |other: Figure| value.total_cmp(&other.value).is_eq();
        match self {
            Self::Exactly(figure) => same(*figure),
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(same),
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }
}
