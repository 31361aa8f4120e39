//! lesson: 12
//! mistake: cuts the peak to whole workers
//! expect: it was 9 for sigma = 0.04

impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        (self.kappa > 0.0 && self.sigma < 1.0).then(|| ((1.0 - self.sigma) / self.kappa).sqrt().floor())
    }
}
