//! lesson: 12
//! mistake: a peak below one worker is raised to 1
//! expect: the peak must be sqrt((1 - sigma) / kappa), and none if the curve never falls, but it was Some(1.0)
impl Usl {
    pub(crate) fn peak(&self) -> Option<f64> {
        if self.kappa == 0.0 || self.sigma >= 1.0 {
            return None;
        }
        Some(((1.0 - self.sigma) / self.kappa).sqrt().max(1.0))
    }
}
