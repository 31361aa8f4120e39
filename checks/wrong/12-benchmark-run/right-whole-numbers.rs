//! lesson: 12
//! right: turns from one running number, known in billionths, hits by differences, the scaling law in Horner's form
pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    let mut order = Vec::with_capacity(2 * runs * repetitions);
    for place in 0..runs * repetitions {
        let run = (place / runs + place % runs) % runs;
        order.extend([Turn::WarmUp(run), Turn::Measure(run)]);
    }
    order
}

pub(crate) fn together(runs: &[Summary]) -> Summary {
    let mut all = Summary::default();
    for run in runs {
        all.add(run);
    }
    all
}

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    const PARTS: f64 = 1e9;
    let beyond = ((1.0 - quantile) * PARTS).round() as u128;
    if u128::from(summary.count()) * beyond < (BEYOND * PARTS) as u128 {
        return None;
    }
    Some(summary.quantile(quantile))
}

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let Spread { low, median, high } = *measured;
        let allowed = (TOLERANCE + ROUNDING) * predicted;
        let hit = (low <= predicted && predicted <= high) || (median - predicted).abs() <= allowed;
        Self { ratio: median / predicted, hit }
    }
}

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let mut busiest = None;
        let mut most = BUSY;
        for (resource, share) in self.shares() {
            if share > most || (share == most && busiest.is_none()) {
                (busiest, most) = (Some(resource), share);
            }
        }
        busiest
    }
}

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let others = workers - 1.0;
        let slower = (self.kappa * workers + self.sigma).mul_add(others, 1.0);
        workers / slower * self.lambda
    }

    pub(crate) fn peak(&self) -> Option<f64> {
        if self.kappa <= 0.0 || self.sigma >= 1.0 {
            return None;
        }
        Some((1.0 - self.sigma).sqrt() / self.kappa.sqrt())
    }
}

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let above = |these: &[f64], those: &[f64]| these.iter().all(|this| those.iter().all(|that| this > that));
    above(one, other) || above(other, one)
}
