//! lesson: 13
//! mistake: takes a bound that is not a number for one that every value meets
//! expect: of xq7 [exactly 3, at least NaN] the flaws were

impl Bound {
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Exactly(_) | Self::SameAs(_) => true,
            Self::AtLeast(figure) => figure.value > 0.0,
            Self::AtMost(figure) => figure.value < f64::INFINITY,
            Self::Near { low, high, .. } => *low > 0.0 || *high < f64::INFINITY,
        }
    }
}
