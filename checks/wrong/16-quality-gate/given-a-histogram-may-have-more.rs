//! lesson: 16
//! mistake: a histogram may hold more requests than were sent
//! expect: when the record's table, plan, figures or charts were changed, but it said: PASS
//! file: checks/src/quality/points/benchmarks/record.rs

impl Record {
    pub(super) fn wrong_histogram(&self, run: &Run<'_>) -> Option<String> {
        let lines = fs::read_to_string(self.folder.join(run.histogram())).unwrap_or_default();
        let counts = lines.lines().filter_map(|line| line.split_once(',')?.1.parse::<i64>().ok());
        let due = self.load("repetitions") * self.load("clients") * run.number("frames");
        let found: i64 = counts.sum();
        (found < due).then(|| format!("{} has {found} of {due} requests", run.name()))
    }
}
