//! lesson: 13
//! mistake: takes a figure that nobody has measured for 0
//! expect: 0 passed although nobody has measured the other

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => value == evidence.get(name).map_or(0.0, |other| other.value),
            Self::Near { predicted, low, high } => {
                (predicted.value * low..=predicted.value * high).contains(&value)
            }
        }
    }
}
