//! The plan: what will be measured, and the prediction, with its reason. It is written before the run.
//!
//! A prediction that is made after the measurement is no prediction. So a plan with a gap is not run.

use super::model::{Model, Service};
use super::task::Task;
use super::turns::MIN_REPETITIONS;
use super::utilisation::Resource;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt;

/// The content of a `plan.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plan {
    pub(crate) load: Load,
    /// What the predictions are made from. None as long as it has not been measured.
    pub(crate) service: Option<Service>,
    pub(crate) runs: Vec<PlannedRun>,
}

/// What is the same in all runs.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Load {
    /// Clients, each with a connection of its own and one request in flight.
    pub(crate) clients: usize,
    /// Places in the server's queue.
    pub(crate) queue: usize,
    /// Bytes of payload in a request.
    pub(crate) payload: usize,
    /// How often each run is repeated.
    pub(crate) repetitions: usize,
}

/// A server, a load, and the prediction for them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlannedRun {
    pub(crate) task: Task,
    /// 0: no pool, the event loop does the work.
    pub(crate) workers: usize,
    /// Requests of each client.
    pub(crate) frames: u64,
    /// Requests a second.
    pub(crate) predicted: Option<f64>,
    /// The resource that will limit the rate.
    pub(crate) bottleneck: Option<Resource>,
    /// Why, in the learner's words.
    pub(crate) reason: Option<String>,
}

impl Plan {
    /// Reads a plan. Gaps in its predictions are allowed here; [`gaps`](Self::gaps) lists them.
    ///
    /// # Errors
    ///
    /// If it is no TOML, has a field that is not known here, or cannot be measured.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let plan: Self = toml::from_str(text).context("the plan is not as it should be")?;
        let Load { clients, queue, repetitions, .. } = plan.load;
        ensure!((1..=1000).contains(&clients), "[load] clients is {clients}, and must be 1 to 1000");
        ensure!((1..=1_048_576).contains(&queue), "[load] queue is {queue}, and must be 1 to 1048576");
        ensure!(
            repetitions >= MIN_REPETITIONS,
            "[load] repetitions is {repetitions}: fewer than {MIN_REPETITIONS} do not show the spread"
        );
        let mut seen = BTreeSet::new();
        for run in &plan.runs {
            ensure!(run.workers <= 1024, "{run}: at most 1024 workers");
            ensure!(run.frames > 0, "{run}: frames is 0, so there is nothing to measure");
            ensure!(seen.insert((run.task.name(), run.workers)), "{run}: it is in the plan twice");
        }
        ensure!(!plan.runs.is_empty(), "the plan has no [[runs]]");
        Ok(plan)
    }

    /// What is missing, a line each: `sleep, 4 workers: no reason`. None of it, and the plan can be run.
    pub(crate) fn gaps(&self) -> Vec<String> {
        let service = self.service.is_none().then(|| "[service]: not measured".to_owned());
        let runs = self.runs.iter().filter_map(|run| {
            let missing = run.missing();
            (!missing.is_empty()).then(|| format!("{run}: no {}", missing.join(", no ")))
        });
        service.into_iter().chain(runs).collect()
    }

    /// The model of this plan on a machine with `cpus` CPUs.
    pub(crate) fn model(&self, service: Service, cpus: usize) -> Model {
        Model { cpus, clients: self.load.clients, service }
    }
}

impl PlannedRun {
    /// Which of `predicted`, `bottleneck` and `reason` are missing. A rate that is not above 0 is no prediction, and
    /// blanks are no reason.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if !self.predicted.is_some_and(|rate| rate.is_finite() && rate > 0.0) {
            missing.push("predicted");
        }
        if self.bottleneck.is_none() {
            missing.push("bottleneck");
        }
        if self.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
            missing.push("reason");
        }
        missing
    }
}

impl fmt::Display for PlannedRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.workers {
            0 => write!(f, "{}, no pool", self.task),
            1 => write!(f, "{}, 1 worker", self.task),
            workers => write!(f, "{}, {workers} workers", self.task),
        }
    }
}
