//! lesson: 13
//! mistake: wants a prediction to have both ends
//! expect: the flaws were ["section xq7 allows every value of x1"], and should be 0

impl Bound {
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Exactly(_) | Self::SameAs(_) => true,
            Self::AtLeast(figure) => figure.value > 0.0,
            Self::AtMost(figure) => figure.value < f64::INFINITY,
            Self::Near { low, high, .. } => *low > 0.0 && *high < f64::INFINITY,
        }
    }
}
