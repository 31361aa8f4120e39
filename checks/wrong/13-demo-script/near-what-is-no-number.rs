//! lesson: 13
//! mistake: judges `Near` by its ratios alone: about a value that is not a number, nothing passes
//! expect: an expectation that every value meets must be a flaw, and no other

impl Bound {
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Exactly(_) | Self::SameAs(_) => true,
            Self::AtLeast(figure) => figure.value > 0.0 || figure.value.is_nan(),
            Self::AtMost(figure) => figure.value != f64::INFINITY,
            Self::Near { low, high, .. } => *low > 0.0 || low.is_nan() || *high != f64::INFINITY,
        }
    }
}
