//! The record of a benchmark: a folder with the raw figures, the tables and charts made from them, and the plan.

use super::measurement::Measurement;
use super::{charts, report};
use crate::machine;
use crate::month::model::Model;
use crate::month::plan::Plan;
use crate::month::task::Task;
use anyhow::{Context, Result};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A benchmark that has been carried out.
#[derive(Debug)]
pub(crate) struct Finished<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) plan_text: &'a str,
    /// From before the run.
    pub(crate) conditions: &'a str,
    pub(crate) model: Model,
    pub(crate) rounds: usize,
    pub(crate) smoke: bool,
    pub(crate) measurements: &'a [Measurement],
    /// The shortest run, measured a second time in each round.
    pub(crate) again: &'a Measurement,
}

impl Finished<'_> {
    /// What the terminal shows.
    pub(crate) fn summary(&self) -> String {
        let mut text = report::scores(self.measurements, &self.model).text();
        if !self.smoke {
            text.push('\n');
            text.push_str(&report::utilisation(self.measurements).text());
            text.push('\n');
            self.verdicts().iter().for_each(|line| text.push_str(&format!("{line}\n")));
        }
        text
    }

    fn verdicts(&self) -> Vec<String> {
        let mut lines = vec![report::tally(self.measurements), self.noise()];
        lines.extend(Task::ALL.into_iter().filter_map(|task| report::scaling(task, self.measurements)));
        lines
    }

    fn noise(&self) -> String {
        let is_it = |measurement: &&Measurement| {
            (measurement.run.task, measurement.run.workers) == (self.again.run.task, self.again.run.workers)
        };
        let first = self.measurements.iter().find(is_it);
        first.map_or_else(String::new, |first| report::noise(first, self.again))
    }

    /// Writes the folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder.join("histograms")).with_context(|| format!("cannot make {folder:?}"))?;
        let write = |name: &str, content: &str| {
            fs::write(folder.join(name), content)
                .with_context(|| format!("cannot write {name} in {folder:?}"))
        };
        write("plan.toml", self.plan_text)?;
        write("trials.csv", &self.trials())?;
        for measurement in self.measurements {
            write(&format!("histograms/{}", histogram_name(measurement)), &histogram(measurement))?;
        }
        let charts = charts::all(self.measurements)?;
        for (name, svg) in &charts {
            write(name, svg)?;
        }
        let names: Vec<&str> = charts.iter().map(|(name, _)| name.as_str()).collect();
        write("README.md", &self.page(&names))
    }

    /// A line for every measurement, in a form that any program reads. Rates are requests a second, times seconds.
    fn trials(&self) -> String {
        let mut text =
            "task,workers,repetition,rate,mean,p50,p90,p99,max,generator,event_loop,workers_busy,cpus,\
                        event_loop_delay,others,lock_wait,outside,queue,work,back,server_cpu\n"
                .to_owned();
        let again = std::iter::once(("again", self.again));
        for (mark, measurement) in self.measurements.iter().map(|measurement| ("", measurement)).chain(again)
        {
            for (index, trial) in measurement.trials.iter().enumerate() {
                let latency = &trial.latency;
                let quantiles = [0.5, 0.9, 0.99].map(|quantile| latency.quantile(quantile));
                let [p50, p90, p99] = quantiles.map(|time| time.as_secs_f64());
                let (mean, max) = (latency.mean().as_secs_f64(), latency.max().as_secs_f64());
                let share = |share: Option<f64>| share.map_or(String::new(), |share| format!("{share:.4}"));
                let utilisation = &trial.utilisation;
                let [generator, event_loop, workers, cpus] =
                    [utilisation.generator, utilisation.event_loop, utilisation.workers, utilisation.cpus]
                        .map(share);
                let [delay, others, lock_wait] = [trial.delay, trial.others, trial.lock_wait].map(share);
                let times = trial.times;
                let server_cpu = trial.server_cpu.map_or(String::new(), |cpu| format!("{cpu:.9}"));
                // Writing to a String cannot fail.
                let _ = writeln!(
                    text,
                    "{}{mark},{},{},{:.2},{mean:.6},{p50:.6},{p90:.6},{p99:.6},{max:.6},{generator},{event_loop},\
                     {workers},{cpus},{delay},{others},{lock_wait},{:.6},{:.6},{:.6},{:.6},{server_cpu}",
                    measurement.run.task,
                    measurement.run.workers,
                    index + 1,
                    trial.rate,
                    times.outside,
                    times.queue,
                    times.work,
                    times.back
                );
            }
        }
        text
    }

    fn page(&self, charts: &[&str]) -> String {
        let load = self.plan.load;
        let mut page = format!(
            "# Month 1, measured\n\n```text\n{}\nload at the end  {}\n```\n\n{} clients with one request in flight \
             each, {} bytes of payload, a queue of {}, {} rounds. Requests of each client: see [plan.toml](plan.toml), \
             with the predictions and their reasons as they were before the run.\n\n",
            self.conditions,
            machine::load(),
            load.clients,
            load.payload,
            load.queue,
            self.rounds
        );
        page.push_str("## Predicted and measured\n\n");
        page.push_str(&report::scores(self.measurements, &self.model).markdown());
        page.push_str(
            "\nRates are medians of the rounds, the ratio is measured by predicted, and the spread is half of the \
             distance between the least and the greatest rate. The latency is the mean; its prediction is N / X. \
             Percentiles are those of all rounds together, where at least ten requests lie beyond.\n\n",
        );
        page.push_str("## What kept it from being more\n\n");
        page.push_str(&report::utilisation(self.measurements).markdown());
        page.push_str(
            "\nShares of the time of one thread, or of all CPUs: those of the server and its clients, and those that other programs had (and the hypervisor, if this is a virtual machine). A dash: there is none, or this system does not tell.\n\n",
        );
        self.verdicts().iter().for_each(|line| page.push_str(&format!("- {line}\n")));
        page.push_str("\n## Charts\n\n");
        charts.iter().for_each(|name| page.push_str(&format!("![{name}]({name})\n\n")));
        page.push_str(
            "## Raw figures\n\n[trials.csv](trials.csv) has a line for every measurement. `histograms/` has a file a run: \
             how often each latency occurred, in all rounds together, to three digits.\n",
        );
        page
    }
}

/// The folder of a run today on this machine. One that is there already is left alone.
pub(super) fn usual_folder() -> PathBuf {
    free_folder(&format!("{}-{}", machine::date(), machine::slug()))
}

/// A folder of that name among the records, with a number behind it if there is one already.
pub(super) fn free_folder(name: &str) -> PathBuf {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("record");
    let numbered = (2..).map(|number| records.join(format!("{name}-{number}")));
    let mut folders = std::iter::once(records.join(name)).chain(numbered);
    folders.find(|path| !path.exists()).expect("one of the numbers is free")
}

fn histogram_name(measurement: &Measurement) -> String {
    format!("{}-{}.csv", measurement.run.task, measurement.run.workers)
}

fn histogram(measurement: &Measurement) -> String {
    let mut text = "latency_us,count\n".to_owned();
    for (latency, count) in measurement.latency.counts() {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:.1},{count}", latency.as_secs_f64() * 1e6);
    }
    text
}
