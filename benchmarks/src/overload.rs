//! What the server promises under overload, each promise recomputed and held against its bound.
//!
//! A round is a ramp against a server of its own: as many clients as fit, twice as many, ten times as many, twice
//! as many again, and few. The two steps with twice as many should be equal. How far they differ is the noise, and
//! where the distance to the bound is smaller, the verdict is that there is none.

use crate::contest::is_within_noise;
use crate::month::spread::Spread;
use crate::peers::{Peer, Running};
use crate::servers::sleep_alone;
use anyhow::{Context, Result};
use capstone::client::{Answer, Limits, OneShot, Ramp, RampReport, RampStep, Retries, Workload};
use capstone::net::envelope::MessageType;
use capstone::net::work::{WorkMode, WorkSpec};
use std::fmt::Write;
use std::time::Duration;

/// The server of `Peer::Overload`.
pub(crate) const LIMITS: Limits = Limits { queue: 64, workers: 4 };
/// What each request asks for.
const SLEEP: Duration = Duration::from_millis(1);
const TIMEOUT: Duration = Duration::from_secs(5);

/// Q + c, 2 (Q + c), 10 (Q + c), 2 (Q + c), and few.
const STEPS: [usize; 5] = [68, 136, 680, 136, 10];
/// Where in it the overload is judged, and where it is repeated.
const JUDGED: [usize; 2] = [1, 2];
const REPEATED: usize = 3;

/// A promise about a step of the overload.
struct Promise {
    name: &'static str,
    bound: Bound,
    /// What is held against the bound; the time is S.
    value: fn(&RampStep, &RampReport, Duration) -> f64,
}

#[derive(Debug, Clone, Copy)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

const PROMISES: [Promise; 5] = [
    Promise {
        name: "goodput, of the best",
        bound: Bound::AtLeast(0.9),
        value: |step, report, _| step.goodput() / report.best_goodput(),
    },
    Promise {
        name: "accepted p99, of (Q/c + 1) S",
        bound: Bound::AtMost(1.2),
        value: |step, _, service| {
            let longest = LIMITS.latency(LIMITS.most_in_pool(), service);
            step.attempts.accepted.quantile(0.99).as_secs_f64() / longest.as_secs_f64()
        },
    },
    Promise {
        name: "refused p99, in ms",
        bound: Bound::AtMost(5.0),
        value: |step, _, _| step.attempts.rejected.quantile(0.99).as_secs_f64() * 1e3,
    },
    Promise { name: "Jain's index", bound: Bound::AtLeast(0.9), value: |step, _, _| step.fairness().jain },
    Promise {
        name: "Little's law, off by",
        bound: Bound::AtMost(0.05),
        value: |step, _, _| step.little().error(),
    },
];

/// Measures `rounds` rounds with steps of `step_time` and says which promises were kept.
pub(crate) fn judge(rounds: usize, step_time: Duration) -> Result<String> {
    let service = sleep_alone(SLEEP, 500);
    let reports = (0..rounds).map(|_| measure(step_time)).collect::<Result<Vec<_>>>()?;
    let mut text = format!("S         {service:.3?}: what a sleep of {SLEEP:?} takes, measured alone\n\n");
    text.push_str(&format!(
        "{:<30}{:>9}{:>8}{:>9}{:>9}{:>9}\n",
        "", "clients", "bound", "median", "worst", "noise"
    ));
    for promise in &PROMISES {
        text.push_str(&promise.rows(&reports, service));
    }
    let nobody_starved =
        |report: &RampReport| JUDGED.iter().all(|place| report.steps[*place].fairness().starved == 0);
    let all_answered =
        |report: &RampReport| report.is_settled() && report.total().failed + report.total().lost == 0;
    text.push_str(&counted("rounds in which nobody starved", &reports, nobody_starved));
    text.push_str(&counted("rounds without refusals in the last step", &reports, RampReport::recovered));
    // A round whose books contradict the server's has ended all of this already.
    text.push_str(&counted("rounds in which every attempt was answered once", &reports, all_answered));
    Ok(text)
}

impl Promise {
    fn rows(&self, reports: &[RampReport], service: Duration) -> String {
        let of = |place: usize| -> Vec<f64> {
            reports.iter().map(|report| (self.value)(&report.steps[place], report, service)).collect()
        };
        let twins = of(JUDGED[0]).into_iter().zip(of(REPEATED));
        let differences: Vec<f64> = twins.map(|(one, other)| difference(one, other)).collect();
        let noise = Spread::of(&differences).median;
        let mut rows = String::new();
        for place in JUDGED {
            let (values, clients, limit) = (of(place), STEPS[place], self.bound.limit());
            let (middle, worst) = (Spread::of(&values).median, self.bound.worst(&values));
            let verdict = self.bound.verdict(middle, noise);
            // Writing to a String cannot fail.
            let _ = writeln!(
                rows,
                "{:<30}{clients:>9}{limit:>8.2}{middle:>9.3}{worst:>9.3}{:>7.1} %  {verdict}",
                self.name,
                100.0 * noise
            );
        }
        rows
    }
}

fn counted(what: &str, reports: &[RampReport], holds: impl Fn(&RampReport) -> bool) -> String {
    let (count, all) = (reports.iter().filter(|report| holds(report)).count(), reports.len());
    let verdict = if count == all { "PASS" } else { "FAIL" };
    format!("{what:<50}{:>24}  {verdict}\n", format!("{count} of {all}"))
}

fn measure(step_time: Duration) -> Result<RampReport> {
    let server = Peer::Overload.start()?;
    let work = WorkSpec { mode: WorkMode::Sleep, duration: SLEEP };
    let plan = Ramp {
        address: server.addr,
        steps: STEPS.to_vec(),
        step_time,
        depth: 1,
        workload: Workload::work(work, 100),
        retries: Retries::new(5),
        timeout: TIMEOUT,
    };
    let report = plan.run(|_| ())?;
    anyhow::ensure!(report.unreachable.is_none(), "the server is gone: {:?}", report.unreachable);
    balance(&server, &report)?;
    Ok(report)
}

/// Holds the server's own sums against each other and against the report's.
fn balance(server: &Running, report: &RampReport) -> Result<()> {
    let answer = OneShot::new(server.addr, TIMEOUT).ask(MessageType::Stats, b"")?;
    let Answer::Payload(stats) = answer else { anyhow::bail!("STATS was refused: {answer:?}") };
    let stats = String::from_utf8(stats).context("STATS are no text")?;
    let sum = |name: &str| -> f64 {
        let samples = stats.lines().filter_map(|line| line.rsplit_once(' '));
        let named = samples.filter(|(found, _)| found.split('{').next() == Some(name));
        named.filter_map(|(_, value)| value.parse::<f64>().ok()).sum()
    };
    let requests = sum("capstone_requests_total");
    let answers = sum("capstone_replies_total") + sum("capstone_errors_total");
    anyhow::ensure!(requests == answers, "{requests} requests had {answers} replies and errors");
    let jobs = sum("capstone_jobs_accepted_total");
    let endings = ["completed", "panicked", "discarded", "abandoned"];
    let ended: f64 = endings.iter().map(|ending| sum(&format!("capstone_jobs_{ending}_total"))).sum();
    anyhow::ensure!(jobs == ended, "{jobs} jobs were accepted and {ended} have ended");
    let (total, busy) = (report.total(), sum("capstone_busy_total"));
    let same = jobs == (total.ok + total.lost) as f64 && busy == total.busy as f64;
    anyhow::ensure!(same, "the server says {jobs} jobs and {busy} busy, and the clients {total:?}");
    Ok(())
}

impl Bound {
    fn limit(self) -> f64 {
        let (Self::AtLeast(limit) | Self::AtMost(limit)) = self;
        limit
    }

    fn worst(self, values: &[f64]) -> f64 {
        match self {
            Self::AtLeast(_) => values.iter().copied().fold(f64::INFINITY, f64::min),
            Self::AtMost(_) => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    /// What a value says that may be off by the share `noise`, for by so much two equal steps differ.
    fn verdict(self, value: f64, noise: f64) -> &'static str {
        let kept = match self {
            Self::AtLeast(limit) => value >= limit,
            Self::AtMost(limit) => value <= limit,
        };
        match kept {
            _ if is_within_noise(value, self.limit(), noise) => "INCONCLUSIVE",
            true => "PASS",
            false => "FAIL",
        }
    }
}

/// By what share the larger of two figures exceeds the other: it does not matter which of them came first.
fn difference(one: f64, other: f64) -> f64 {
    if one == other { 0.0 } else { one.max(other) / one.min(other) - 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_within_the_noise_is_no_verdict() {
        let verdicts = [0.99, 0.95, 0.85, 0.7].map(|value| Bound::AtLeast(0.9).verdict(value, 0.08));
        assert_eq!(verdicts, ["PASS", "INCONCLUSIVE", "INCONCLUSIVE", "FAIL"]);
        assert_eq!([1.0, 1.3].map(|value| Bound::AtMost(1.2).verdict(value, 0.01)), ["PASS", "FAIL"]);
        assert_eq!([1.6, 3.0].map(|value| Bound::AtMost(5.0).verdict(value, 0.7)), ["PASS", "INCONCLUSIVE"]);
    }

    #[test]
    fn the_noise_is_the_same_whichever_of_the_two_is_the_larger() {
        assert_eq!([difference(1.0, 3.0), difference(3.0, 1.0), difference(0.0, 0.0)], [2.0, 2.0, 0.0]);
        let medians = [&[4.0, 1.0, 2.0][..], &[4.0, 1.0, 2.0, 3.0]].map(|values| Spread::of(values).median);
        assert_eq!(medians, [2.0, 2.5]);
    }

    #[test]
    fn the_worst_is_the_one_nearest_to_breaking_the_promise() {
        let values = [0.9, 0.7, 0.8];
        assert_eq!((Bound::AtLeast(0.5).worst(&values), Bound::AtMost(0.5).worst(&values)), (0.7, 0.9));
    }
}
