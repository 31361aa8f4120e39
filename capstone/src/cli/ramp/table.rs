//! What a ramp has found: a row for each step, and what the rows say together.

use super::super::report::human;
use super::forecast::Forecast;
use capstone::client::{Little, RampReport, RampStep};
use capstone::observe::Summary;
use std::fmt::Write;
use std::time::Duration;

/// An index below this is no fairness any more.
const FAIR: f64 = 0.9;

/// The table, beside what was predicted.
pub(super) fn table(forecast: &Forecast, report: &RampReport) -> String {
    let mut text = format!(
        "{:>27} |{:>29} |{:>9} |\n{:>7}{:>11}{:>9} |{:>9}{:>11}{:>9} |{:>9} |{:>7}{:>9}{:>9}\n",
        "",
        "accepted",
        "refused",
        "clients",
        "goodput",
        "refused",
        "mean",
        "predicted",
        "p99",
        "p99",
        "Jain",
        "slowest",
        "starved"
    );
    // Writing to a String cannot fail.
    for step in &report.steps {
        let _ = writeln!(text, "{}", row(forecast, step));
    }
    let _ = writeln!(text, "\nsaturation  {}", saturation(report));
    if let Some(step) = worst(forecast, report).filter(|_| report.best_goodput() > 0.0) {
        let _ = writeln!(text, "overload    {}", overload(forecast, report, step));
    }
    let _ = writeln!(text, "fairness    {}", fairness(report));
    let _ = writeln!(text, "recovery    {}", recovery(report));
    let _ = writeln!(text, "self-check  {}", self_check(report));
    let _ = writeln!(text, "books       {}", books(report));
    if let Some(fault) = &report.first_fault {
        let _ = writeln!(text, "first fault {fault}");
    }
    if report.interrupted {
        let _ = writeln!(text, "\n{}", interruption(forecast, report));
    }
    text
}

fn row(forecast: &Forecast, step: &RampStep) -> String {
    let (fairness, accepted, rejected) = (step.fairness(), &step.attempts.accepted, &step.attempts.rejected);
    let predicted = forecast.latency(step.clients as u64 * forecast.depth);
    let predicted = predicted.map_or("-".to_owned(), human);
    format!(
        "{:>7}{:>9.0}/s{:>7.1} % |{:>9}{predicted:>11}{:>9} |{:>9} |{:>7.3}{:>9}{:>9}",
        step.clients,
        step.goodput(),
        100.0 * step.rejection_rate(),
        cell(accepted, accepted.mean()),
        cell(accepted, accepted.quantile(0.99)),
        cell(rejected, rejected.quantile(0.99)),
        fairness.jain,
        fairness.slowest,
        fairness.starved,
    )
}

fn overload(forecast: &Forecast, report: &RampReport, step: &RampStep) -> String {
    let p99 = step.attempts.accepted.quantile(0.99);
    let compared = forecast.longest().map_or(String::new(), |longest| {
        format!(", {:.2} of the {} predicted", p99.as_secs_f64() / longest.as_secs_f64(), human(longest))
    });
    format!(
        "with {} clients, goodput {:.0} % of the best; accepted p99 {}{compared}",
        step.clients,
        100.0 * step.goodput() / report.best_goodput(),
        human(p99)
    )
}

/// The step with the most clients, if the server can have refused some of them.
fn worst<'a>(forecast: &Forecast, report: &'a RampReport) -> Option<&'a RampStep> {
    let step = report.steps.iter().max_by_key(|step| step.clients)?;
    forecast.limits.can_refuse(step.clients as u64, forecast.depth).then_some(step)
}

fn saturation(report: &RampReport) -> String {
    let best = report.best_goodput();
    let Some(clients) = report.saturation() else { return "nothing was served".to_owned() };
    let refused = match report.steps.iter().find(|step| step.total().busy > 0) {
        Some(step) => format!("refusals began with {}", step.clients),
        None => "nobody was refused".to_owned(),
    };
    format!("at {clients} clients goodput is within 10 % of the best ({best:.0}/s); {refused}")
}

fn fairness(report: &RampReport) -> String {
    let all = || report.steps.iter().map(RampStep::fairness);
    let jain = all().map(|fairness| fairness.jain).fold(1.0, f64::min);
    let starved: usize = all().map(|fairness| fairness.starved).sum();
    let verdict = if jain >= FAIR && starved == 0 { "fair" } else { "unfair" };
    format!("{verdict}: Jain's index at least {jain:.3}, and {starved} clients starved")
}

fn recovery(report: &RampReport) -> String {
    let last = report.steps.last().map(RampStep::total).unwrap_or_default();
    let end = match (last.busy, last.ok) {
        (0, 0) => return "unknown: nothing was served in the last step".to_owned(),
        (0, _) => "no refusals in the last step",
        _ => "still refusals in the last step",
    };
    match report.recovery {
        Some(time) if time.is_zero() => format!("{end}; none at all after the load had fallen"),
        Some(time) => format!("{end}; the last one came {} after the load had fallen", human(time)),
        None => format!("{end}; but the load did not fall before it"),
    }
}

fn self_check(report: &RampReport) -> String {
    let error = report.steps.iter().map(|step| step.little().error()).fold(0.0, f64::max);
    let delay = report.steps.iter().map(|step| step.attempts.own_delay.quantile(0.99)).max();
    let verdict = if error <= Little::TOLERANCE { "" } else { ", so do not trust these figures" };
    format!(
        "Little's law is off by at most {:.1} %{verdict}; own delay p99 {}, which is in no latency above",
        100.0 * error,
        human(delay.unwrap_or_default())
    )
}

fn books(report: &RampReport) -> String {
    let total = report.total();
    format!(
        "every attempt of every client has one outcome: {} = {} ok + {} busy + {} failed + {} lost",
        total.attempts, total.ok, total.busy, total.failed, total.lost
    )
}

/// A duration; a dash if there is nothing behind it.
fn cell(summary: &Summary, duration: Duration) -> String {
    if summary.count() == 0 { "-".to_owned() } else { human(duration) }
}

/// That it was ended early, and when.
pub(super) fn interruption(forecast: &Forecast, report: &RampReport) -> String {
    let (steps, planned) = (report.steps.len(), forecast.steps.len());
    format!("INTERRUPTED in step {steps} of {planned}: these are the figures so far")
}
