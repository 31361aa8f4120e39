//! lesson: 11
//! mistake: names the task of a run with a gap and not its workers, so nobody knows which of nine runs it is
//! expect: a plan with a gap must not be run, and the gap must be named, but the gap was not named
//! file: benchmarks/src/month/plan.rs

impl Plan {
    pub(crate) fn gaps(&self) -> Vec<String> {
        let service = self.service.is_none().then(|| "[service]: not measured".to_owned());
        let runs = self.runs.iter().filter_map(|run| {
            let missing = run.missing();
            (!missing.is_empty()).then(|| format!("{}: no {}", run.task, missing.join(", no ")))
        });
        service.into_iter().chain(runs).collect()
    }
}
