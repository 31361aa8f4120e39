//! lesson: 12
//! right: turns by dividing a step's number, summaries added in halves, whole samples counted beyond a percentile, a
//!   tolerance by differences, the busy ones chosen before the busiest, Horner's scheme, and the order of all pairs

pub(crate) fn turns(runs: usize, repetitions: usize) -> Vec<Turn> {
    (0..2 * runs * repetitions)
        .map(|step| {
            let (round, place) = (step / 2 / runs, step / 2 % runs);
            let run = (round + place) % runs;
            if step % 2 == 0 { Turn::WarmUp(run) } else { Turn::Measure(run) }
        })
        .collect()
}

pub(crate) fn together(runs: &[Summary]) -> Summary {
    match runs {
        [] => Summary::default(),
        [only] => only.clone(),
        _ => {
            let (left, right) = runs.split_at(runs.len() / 2);
            let mut all = together(right);
            all.add(&together(left));
            all
        }
    }
}

pub(crate) fn known(summary: &Summary, quantile: f64) -> Option<Duration> {
    let count = summary.count();
    let up_to = (count as f64 * quantile * (1.0 - 1e-12)).ceil() as u64;
    let beyond = count.saturating_sub(up_to);
    (beyond as f64 >= BEYOND).then(|| summary.quantile(quantile))
}

impl Score {
    pub(crate) fn of(predicted: f64, measured: &Spread) -> Self {
        let off = (measured.median - predicted).abs();
        let within = (measured.low..=measured.high).contains(&predicted);
        Self { ratio: measured.median / predicted, hit: off <= (TOLERANCE + ROUNDING) * predicted || within }
    }
}

impl Utilisation {
    pub(crate) fn bottleneck(&self) -> Option<Resource> {
        let busy = self.shares().into_iter().filter(|(_, share)| *share >= BUSY);
        busy.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(resource, _)| resource)
    }
}

impl Usl {
    pub(crate) fn throughput(&self, workers: f64) -> f64 {
        let Self { lambda, sigma, kappa } = *self;
        let slowed = kappa.mul_add(workers, sigma - kappa).mul_add(workers, 1.0 - sigma);
        workers / slowed * lambda
    }

    pub(crate) fn peak(&self) -> Option<f64> {
        let squared = (1.0 - self.sigma) / self.kappa;
        (squared.is_finite() && squared > 0.0).then(|| squared.sqrt())
    }
}

pub(crate) fn differ(one: &[f64], other: &[f64]) -> bool {
    let mut orders = one.iter().flat_map(|a| other.iter().map(move |b| a.partial_cmp(b)));
    match orders.next().flatten() {
        None | Some(std::cmp::Ordering::Equal) => false,
        first => orders.all(|order| order == first),
    }
}
