//! lesson: 12
//! mistake: takes the root of a negative number
//! expect: it was Some(0.0) for sigma = 1 and kappa = 0.01

impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        (self.kappa > 0.0).then(|| ((1.0 - self.sigma) / self.kappa).sqrt())
    }
}
