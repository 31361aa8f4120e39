//! lesson: 13
//! right: asks how two values compare

impl Bound {
    pub fn allows(&self, measured: Figure, evidence: &Evidence) -> bool {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let to = |other: f64| measured.value.partial_cmp(&other);
        match self {
            Self::Exactly(figure) => to(figure.value) == Some(Equal),
            Self::AtLeast(figure) => matches!(to(figure.value), Some(Equal | Greater)),
            Self::AtMost(figure) => matches!(to(figure.value), Some(Equal | Less)),
            Self::SameAs(name) => match evidence.get(name) {
                Some(other) => to(other.value) == Some(Equal),
                None => false,
            },
            Self::Near { predicted, low, high } => {
                matches!(to(low * predicted.value), Some(Equal | Greater))
                    && matches!(to(high * predicted.value), Some(Equal | Less))
            }
        }
    }
}
