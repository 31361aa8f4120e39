//! A record of the benchmark, read a second time: its plan, its raw figures, and the table made from them.

use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// A folder of `benchmarks/record`.
pub(super) struct Record {
    folder: PathBuf,
    /// The folder's name: a date and a machine.
    pub(super) name: String,
    pub(super) plan: Table,
    /// The page, with the table of what was predicted and measured.
    page: String,
    /// A line for each measurement: `task,workers,repetition,rate,...`.
    trials: Vec<Vec<String>>,
}

/// An entry of the plan.
pub(super) struct Run<'a>(pub(super) &'a Value);

/// The table rounds to whole requests a second, and the raw figures to hundredths.
const ROUNDING: f64 = 1.0;

impl Record {
    /// The last record of a plan; none if there is none. The names begin with the date. Folders without a plan are
    /// records of something else.
    pub(super) fn newest_in(records: &Path) -> Option<Self> {
        let folders = fs::read_dir(records).ok()?.flatten().map(|entry| entry.path());
        let folder = folders.filter(|path| path.join("plan.toml").is_file()).max()?;
        let name = folder.file_name()?.to_string_lossy().into_owned();
        let read = |file: &str| {
            fs::read_to_string(folder.join(file))
                .unwrap_or_else(|error| panic!("{file} of {name} cannot be read: {error}"))
        };
        let plan = read("plan.toml").parse();
        let plan = plan.unwrap_or_else(|error| panic!("plan.toml of {name} is no TOML: {error}"));
        let trials = read("trials.csv");
        let trials = trials.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect());
        Some(Self { plan, page: read("README.md"), trials: trials.collect(), folder, name })
    }

    /// The files that the record consists of: a histogram for each run, and what the page shows or links.
    pub(super) fn parts(&self, runs: &[Run<'_>]) -> Vec<String> {
        let histograms = runs.iter().map(Run::histogram);
        let links = self.page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let files = links.filter(|link| !link.contains("://")).map(str::to_owned);
        let mut parts: Vec<String> = histograms.chain(files).collect();
        parts.sort();
        parts.dedup();
        parts
    }

    pub(super) fn missing_parts(&self, runs: &[Run<'_>]) -> Vec<String> {
        let is_there = |part: &String| fs::metadata(self.folder.join(part)).is_ok_and(|file| file.len() > 0);
        let parts = self.parts(runs);
        let no_chart = (!parts.iter().any(|part| part.ends_with(".svg"))).then(|| "no chart".to_owned());
        let missing = parts.into_iter().filter(|part| !is_there(part)).map(|part| format!("no {part}"));
        missing.chain(no_chart).collect()
    }

    /// The rates of a run's repetitions, in requests a second.
    fn rates(&self, run: &Run<'_>) -> Vec<f64> {
        let (task, workers) = (run.task(), run.workers().to_string());
        let lines = self.trials.iter().filter(|line| line.len() > 3 && line[0] == task && line[1] == workers);
        lines.filter_map(|line| line[3].parse().ok()).collect()
    }

    /// A number of the plan that is the same in all runs.
    fn load(&self, field: &str) -> i64 {
        self.plan.get("load").and_then(|load| load.get(field)?.as_integer()).unwrap_or(0)
    }

    pub(super) fn too_few_trials(&self, run: &Run<'_>) -> Option<String> {
        let (planned, found) = (self.load("repetitions").max(1), self.rates(run).len() as i64);
        (found != planned).then(|| format!("{} has {found} of {planned}", run.name()))
    }

    /// Whether the run's histogram holds each request once: of all clients, in all repetitions.
    pub(super) fn wrong_histogram(&self, run: &Run<'_>) -> Option<String> {
        let lines = fs::read_to_string(self.folder.join(run.histogram())).unwrap_or_default();
        let counts = lines.lines().filter_map(|line| line.split_once(',')?.1.parse::<i64>().ok());
        let due = self.load("repetitions") * self.load("clients") * run.number("frames");
        let found: i64 = counts.sum();
        (found != due).then(|| format!("{} has {found} of {due} requests", run.name()))
    }

    /// What is wrong with the run's row of the table: it must say what was planned, and the median of the
    /// rates.
    pub(super) fn wrong_row(&self, run: &Run<'_>) -> Option<String> {
        let workers = if run.workers() == 0 { "none".to_owned() } else { run.workers().to_string() };
        let rows = self.page.lines().filter(|line| line.starts_with("| "));
        let mut rows = rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
        let is_it = |row: &Vec<&str>| row.len() > 3 && row[0] == run.task() && row[1] == workers;
        let Some(row) = rows.find(is_it) else { return Some(format!("{} has no row", run.name())) };
        let due = [run.predicted(), median(self.rates(run))];
        for ((cell, due), what) in row[2..].iter().zip(due).zip(["predicted", "measured"]) {
            let said: Option<f64> = cell.replace(',', "").trim_end_matches("/s").parse().ok();
            if !said.is_some_and(|said| (said - due).abs() <= ROUNDING) {
                return Some(format!("{} says {what} {cell}, and it was {due:.0}/s", run.name()));
            }
        }
        None
    }
}

impl Run<'_> {
    fn task(&self) -> &str {
        self.text("task")
    }

    fn workers(&self) -> i64 {
        self.number("workers")
    }

    fn histogram(&self) -> String {
        format!("histograms/{}-{}.csv", self.task(), self.workers())
    }

    fn number(&self, field: &str) -> i64 {
        self.0.get(field).and_then(Value::as_integer).unwrap_or(-1)
    }

    fn predicted(&self) -> f64 {
        let rate = self.0.get("predicted");
        rate.and_then(|rate| rate.as_float().or(rate.as_integer().map(|rate| rate as f64))).unwrap_or(0.0)
    }

    fn text(&self, field: &str) -> &str {
        self.0.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    fn name(&self) -> String {
        format!("{} with {} workers", self.task(), self.workers())
    }

    /// What is missing of the prediction.
    pub(super) fn gap(&self) -> Option<String> {
        let no_reason = ["bottleneck", "reason"].into_iter().find(|field| self.text(field).trim().is_empty());
        let gap = if self.predicted() > 0.0 { no_reason } else { Some("predicted") };
        gap.map(|gap| format!("{} has no {gap}", self.name()))
    }
}

/// NaN if there are none.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    f64::midpoint(at(values.len().saturating_sub(1) / 2), at(values.len() / 2))
}
