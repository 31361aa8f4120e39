//! lesson: 13
//! mistake: takes the lower end for both
//! expect: 300 did not pass with the bound about 100

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high: _ } => {
                (predicted.value * low..=predicted.value / low).contains(&value)
            }
        }
    }
}
