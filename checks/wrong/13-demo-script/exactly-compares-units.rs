//! lesson: 13
//! mistake: compares whole figures by ==, so 500 of one unit is not 500 of another
//! expect: a ratio of 5 did not pass with the bound exactly 5

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        match self {
            Self::Exactly(figure) => measured == *figure,
            Self::AtLeast(figure) => measured.value >= figure.value,
            Self::AtMost(figure) => measured.value <= figure.value,
            Self::SameAs(name) => evidence.get(name) == Some(measured),
            Self::Near { predicted, low, high } => {
                (predicted.times(*low).value..=predicted.times(*high).value).contains(&measured.value)
            }
        }
    }
}
