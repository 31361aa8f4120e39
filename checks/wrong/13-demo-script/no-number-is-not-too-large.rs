//! lesson: 13
//! mistake: asks what is too much, which no comparison says of NaN
//! expect: NaN passed with the bound

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => !(value > figure.value),
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high } => {
                !(value < predicted.value * low || value > predicted.value * high)
            }
        }
    }
}
