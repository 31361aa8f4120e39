//! lesson: 13
//! mistake: Near divides by the prediction: of a prediction of 0, a measured 0 does not pass
//! expect: a prediction must allow what lies between its two ratios
impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let measured = measured.value;
        match self {
            Self::Exactly(figure) => measured == figure.value,
            Self::AtLeast(figure) => measured >= figure.value,
            Self::AtMost(figure) => measured <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| measured == other.value),
            Self::Near { predicted, low, high } => (*low..=*high).contains(&(measured / predicted.value)),
        }
    }
}
