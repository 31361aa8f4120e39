//! What all repetitions of a run say together.

use super::trial::{Times, Trial};
use crate::month::percentile::together;
use crate::month::plan::PlannedRun;
use crate::month::score::Score;
use crate::month::spread::Spread;
use crate::month::utilisation::Utilisation;
use capstone::observe::Summary;

/// A run and its repetitions.
#[derive(Debug)]
pub(crate) struct Measurement {
    pub(crate) run: PlannedRun,
    /// In the order in which they were measured.
    pub(crate) trials: Vec<Trial>,
    /// Requests a second.
    pub(crate) rate: Spread,
    /// Of all repetitions.
    pub(crate) latency: Summary,
    pub(crate) utilisation: Utilisation,
    pub(crate) score: Score,
}

impl Measurement {
    /// # Panics
    ///
    /// If there are no trials, or no prediction: neither is let through before.
    pub(crate) fn new(run: PlannedRun, trials: Vec<Trial>) -> Self {
        let rates: Vec<f64> = trials.iter().map(|trial| trial.rate).collect();
        let latencies: Vec<Summary> = trials.iter().map(|trial| trial.latency.clone()).collect();
        let rate = Spread::of(&rates);
        let median =
            |share: fn(&Utilisation) -> Option<f64>| median_of(&trials, |trial| share(&trial.utilisation));
        let utilisation = Utilisation {
            event_loop: median(|utilisation| utilisation.event_loop),
            workers: median(|utilisation| utilisation.workers),
            cpus: median(|utilisation| utilisation.cpus),
            generator: median(|utilisation| utilisation.generator),
        };
        let score = Score::of(run.predicted.expect("a plan with gaps is not run"), &rate);
        Self { rate, latency: together(&latencies), utilisation, score, run, trials }
    }

    /// Where a request spent its time: the mean over all repetitions, which have equally many requests.
    pub(crate) fn times(&self) -> Times {
        let mean = |time: fn(&Times) -> f64| {
            self.trials.iter().map(|trial| time(&trial.times)).sum::<f64>() / self.trials.len() as f64
        };
        Times {
            outside: mean(|times| times.outside),
            queue: mean(|times| times.queue),
            work: mean(|times| times.work),
            back: mean(|times| times.back),
        }
    }

    /// What other programs had of all CPUs.
    pub(crate) fn others(&self) -> Option<f64> {
        median_of(&self.trials, |trial| trial.others)
    }

    pub(crate) fn lock_wait(&self) -> Option<f64> {
        median_of(&self.trials, |trial| trial.lock_wait)
    }
}

/// None if one of them is not known.
fn median_of(trials: &[Trial], value: impl Fn(&Trial) -> Option<f64>) -> Option<f64> {
    let values: Option<Vec<f64>> = trials.iter().map(value).collect();
    values.filter(|values| !values.is_empty()).map(|values| Spread::of(&values).median)
}
