//! lesson: 13
//! mistake: rounds before it compares two counts
//! expect: 1000000.4 passed with the bound as many as y

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => {
                evidence.get(name).is_some_and(|other| value.round() == other.value.round())
            }
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }
}
