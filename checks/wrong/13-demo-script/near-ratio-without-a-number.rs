//! lesson: 13
//! mistake: a `Near` with a ratio that is no number, and the other end open, is said to allow every value
//! expect: an expectation that every value meets must be a flaw, and no other
impl Bound {
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Exactly(_) | Self::SameAs(_) => true,
            Self::AtLeast(least) => least.value.is_nan() || least.value > 0.0,
            Self::AtMost(most) => most.value.is_nan() || most.value < f64::INFINITY,
            Self::Near { predicted, low, high } => {
                predicted.value.is_nan() || *low > 0.0 || *high < f64::INFINITY
            }
        }
    }
}
