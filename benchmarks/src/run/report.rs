//! The results in words and tables.

use super::grid::Grid;
use super::measurement::Measurement;
use crate::month::model::Model;
use crate::month::percentile::known;
use crate::month::score::TOLERANCE;
use crate::month::spread::Spread;
use crate::month::task::Task;
use crate::month::usl::Usl;
use crate::month::utilisation::Resource;
use std::time::Duration;

/// A rate as it is printed everywhere: `12,345/s`.
pub(crate) fn rate(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + "/s"
}

pub(crate) fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.0} %", 100.0 * share))
}

/// A duration with three digits or so; a dash for one that is not known.
pub(crate) fn duration(time: Option<Duration>) -> String {
    time.map_or("-".to_owned(), |time| match time.as_secs_f64() {
        seconds if seconds >= 1.0 => format!("{seconds:.2} s"),
        seconds if seconds >= 1e-3 => format!("{:.1} ms", seconds * 1e3),
        seconds => format!("{:.0} µs", seconds * 1e6),
    })
}

pub(crate) fn workers(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

/// Predicted against measured.
pub(crate) fn scores(measurements: &[Measurement], model: &Model) -> Grid {
    let mut grid = Grid::new(&[
        "task",
        "workers",
        "predicted",
        "measured",
        "ratio",
        "spread",
        "latency",
        "predicted",
        "p50",
        "p99",
        "p99.9",
    ]);
    for Measurement { run, rate: measured, latency, score, .. } in measurements {
        let predicted = run.predicted.unwrap_or_default();
        let width = (measured.high - measured.low) / 2.0 / measured.median;
        grid.row(vec![
            run.task.to_string(),
            workers(run.workers),
            rate(predicted),
            rate(measured.median),
            format!("{:.2}x", score.ratio),
            format!("± {:.1} %", 100.0 * width),
            duration(Some(latency.mean())),
            duration(Some(model.latency(predicted))),
            duration(known(latency, 0.5)),
            duration(known(latency, 0.99)),
            duration(known(latency, 0.999)),
        ]);
    }
    grid
}

/// If nothing of ours was busy, and other programs had more than this of the CPUs, it was them.
const OTHERS: f64 = 0.2;

/// How busy each resource was, and what follows from that.
pub(crate) fn utilisation(measurements: &[Measurement]) -> Grid {
    let mut grid = Grid::new(&[
        "task",
        "workers",
        "generator",
        "event loop",
        "workers busy",
        "CPUs",
        "others",
        "queue wait",
        "lock wait",
        "bottleneck",
        "predicted",
    ]);
    for measurement in measurements {
        let Measurement { run, utilisation, .. } = measurement;
        let found = match utilisation.bottleneck() {
            Some(resource) => resource.name(),
            None if measurement.others().is_some_and(|others| others > OTHERS) => "other programs",
            None => "none of these",
        };
        grid.row(vec![
            run.task.to_string(),
            workers(run.workers),
            percent(utilisation.generator),
            percent(utilisation.event_loop),
            percent(utilisation.workers),
            percent(utilisation.cpus),
            percent(measurement.others()),
            duration(Some(Duration::from_secs_f64(measurement.times().queue.max(0.0)))),
            measurement.lock_wait().map_or("-".to_owned(), |share| format!("{:.1} %", 100.0 * share)),
            found.to_owned(),
            run.bottleneck.map_or("-", Resource::name).to_owned(),
        ]);
    }
    grid
}

/// How many predictions were right.
pub(crate) fn tally(measurements: &[Measurement]) -> String {
    let hits = measurements.iter().filter(|measurement| measurement.score.hit).count();
    let named = measurements
        .iter()
        .filter(|measurement| measurement.run.bottleneck == measurement.utilisation.bottleneck());
    let (all, named) = (measurements.len(), named.count());
    format!(
        "{hits} of {all} rates were predicted (off by at most {:.0} %, or within the spread), and {named} of {all} \
         bottlenecks",
        100.0 * TOLERANCE
    )
}

/// The same run, measured twice in each round: what differs is noise.
pub(crate) fn noise(first: &Measurement, again: &Measurement) -> String {
    let pairs = first.trials.iter().zip(&again.trials);
    let ratios: Vec<f64> = pairs.map(|(one, other)| other.rate / one.rate).collect();
    let Spread { low, median, high } = Spread::of(&ratios);
    format!("noise: {} against itself, in the same round: {median:.2}x ({low:.2}x to {high:.2}x)", first.run)
}

/// The points of the scaling curve: workers and requests a second.
pub(crate) fn points(measurements: &[Measurement], task: Task) -> Vec<(f64, f64)> {
    let of_task =
        measurements.iter().filter(|measurement| measurement.run.task == task && measurement.run.workers > 0);
    of_task.map(|measurement| (measurement.run.workers as f64, measurement.rate.median)).collect()
}

/// The scaling law of a task, in a line. None if there are too few points for one.
pub(crate) fn scaling(task: Task, measurements: &[Measurement]) -> Option<String> {
    let points = points(measurements, task);
    let law = Usl::fit(&points)?;
    let peak = match law.peak() {
        Some(peak) => format!("greatest with {peak:.0} workers"),
        None => "never falls".to_owned(),
    };
    Some(format!(
        "scaling law of {task}: lambda {}, sigma {:.4}, kappa {:.6}; {peak}; off by {:.1} % on average",
        rate(law.lambda),
        law.sigma,
        law.kappa,
        100.0 * law.error(&points)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_and_have_their_units() {
        assert_eq!([0.4, 999.0, 1000.4, 1_234_567.0].map(rate), ["0/s", "999/s", "1,000/s", "1,234,567/s"]);
        let times = [2_500_000, 12_340, 870].map(|us| duration(Some(Duration::from_micros(us))));
        assert_eq!(times, ["2.50 s", "12.3 ms", "870 µs"]);
        assert_eq!(
            (duration(None), percent(None), percent(Some(0.966))),
            ("-".into(), "-".into(), "97 %".into())
        );
    }
}
