//! lesson: 13
//! mistake: rounds before it compares
//! expect: 500.4 passed with the bound exactly 500

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value.round() == figure.value.round(),
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }
}
