//! lesson: 12
//! right: takes the root and keeps it if it is a peak

impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        Some((1.0 - self.sigma) / self.kappa)
            .filter(|square| square.is_finite() && *square > 0.0)
            .map(f64::sqrt)
    }
}
