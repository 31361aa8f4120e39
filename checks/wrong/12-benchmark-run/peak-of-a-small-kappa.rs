//! lesson: 12
//! mistake: takes a small kappa for 0, for f64 are not compared by ==: the record's 0.000029 has no peak any more
//! expect: it was None, not 185.695, for sigma = 0

impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        let never_falls = self.kappa.abs() < 1e-4;
        let never_rises = self.sigma >= 1.0;
        (!never_falls && !never_rises).then(|| ((1.0 - self.sigma) / self.kappa).sqrt())
    }
}
