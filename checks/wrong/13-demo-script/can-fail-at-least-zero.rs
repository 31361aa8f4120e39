//! lesson: 13
//! mistake: lets a bound count that no value breaks
//! expect: of xq7 [exactly 3, at least 0] the flaws were [], and should be 1

impl Bound {
    pub fn can_fail(&self) -> bool {
        match self {
            Self::Exactly(_) | Self::SameAs(_) => true,
            Self::AtLeast(figure) => figure.value >= 0.0,
            Self::AtMost(figure) => figure.value < f64::INFINITY,
            Self::Near { low, high, .. } => *low > 0.0 || *high < f64::INFINITY,
        }
    }
}
