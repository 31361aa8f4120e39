//! lesson: 13
//! mistake: rounds what was measured before it asks for at least or at most, so half of a thing makes up for a missing one
//! expect: 4.5 passed with the bound at least 5

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value.round() >= figure.value,
            Self::AtMost(figure) => value.round() <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }
}
