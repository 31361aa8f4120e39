//! lesson: 12
//! right: turns from one flat index; known from the rank; the scaling law multiplied out; peak of two roots; differ by Spread
pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let steps = 0..runs * repetitions;
    steps
        .map(|step| (step / runs + step % runs) % runs)
        .flat_map(|run| [Turn::WarmUp(run), Turn::Measure(run)])
        .collect()
}

pub(crate) fn together(runs: &[Summary]) -> Summary {
    runs.iter().rev().fold(Summary::default(), |mut all, run| {
        all.add(run);
        all
    })
}

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let count = summary.count() as f64;
    // The rank of the sample that the percentile is; those of higher rank lie beyond it.
    let rank = (count * quantile - 1e-6).ceil();
    if count - rank < BEYOND { None } else { Some(summary.quantile(quantile)) }
}

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let within = measured.low <= predicted && predicted <= measured.high;
        let off = (measured.median - predicted).abs();
        let near = off <= predicted * (TOLERANCE + ROUNDING);
        Self { ratio: measured.median / predicted, hit: within || near }
    }
}

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busy = self.shares().into_iter().filter(|(_, share)| *share >= BUSY);
        let (resource, _) = busy.reduce(|most, next| if next.1 > most.1 { next } else { most })?;
        Some(resource)
    }
}

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let Self { lambda, sigma, kappa } = *self;
        lambda * workers / ((1.0 - sigma) + workers * ((sigma - kappa) + kappa * workers))
    }

    pub(crate) fn peak(&self) -> Option<f64> {
        let rises_and_falls = self.kappa > 0.0 && self.sigma < 1.0;
        rises_and_falls.then(|| (1.0 - self.sigma).sqrt() / self.kappa.sqrt())
    }
}

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let one = super::spread::Spread::of(one);
    let other = super::spread::Spread::of(other);
    !(one.low <= other.high && other.low <= one.high)
}
