//! lesson: 11
//! mistake: leaves out each run whose neighbour has the same prediction and bottleneck, to save time
//! expect: there is no run of echo with 1 workers
//! file: benchmarks/src/month/plan.rs

impl Plan {
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let mut plan: Self = toml::from_str(text).context("the plan is not as it should be")?;
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
        // What is predicted to be the same need not be measured again.
        plan.runs.dedup_by(|next, run| (next.predicted, next.bottleneck) == (run.predicted, run.bottleneck));
        Ok(plan)
    }
}
