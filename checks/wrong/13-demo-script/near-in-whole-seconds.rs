//! lesson: 13
//! mistake: compares whole seconds
//! expect: 0 passed with the bound about 250 ms

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        let value = measured.value;
        match self {
            Self::Exactly(figure) => value == figure.value,
            Self::AtLeast(figure) => value >= figure.value,
            Self::AtMost(figure) => value <= figure.value,
            Self::SameAs(name) => evidence.get(name).is_some_and(|other| value == other.value),
            Self::Near { predicted, low, high } => {
                let [from, to] = [low, high].map(|ratio| (predicted.value * ratio) as u64);
                (from..=to).contains(&(value as u64))
            }
        }
    }
}
