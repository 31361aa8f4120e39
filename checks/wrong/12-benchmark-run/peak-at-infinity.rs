//! lesson: 12
//! mistake: has a peak where the curve never falls
//! expect: it was Some(inf) for sigma = 0.04 and kappa = 0

impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        (self.sigma < 1.0).then(|| ((1.0 - self.sigma) / self.kappa).sqrt())
    }
}
