//! The values that several commands take: what is accepted, and how a refusal names the range.

use super::address::Address;
use super::report::human;
use capstone::client::{Backoff, Jitter, Retries, RetryBudget, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use clap::Args;
use std::time::Duration;

/// The longest time that a flag takes, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;

/// The shortest time that a flag takes, in seconds.
const MIN_SECONDS: f64 = 0.001;

/// A parser for whole numbers from `min` to `max`.
pub(super) fn whole(min: u64, max: u64) -> impl Fn(&str) -> Result<u64, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (min..=max).contains(&number) => Ok(number),
        _ => Err(format!("expected a whole number from {min} to {max}")),
    }
}

/// Parses seconds, perhaps with a fraction.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds) if (MIN_SECONDS..=MAX_SECONDS).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(format!("expected seconds from {MIN_SECONDS} to {MAX_SECONDS}, such as 0.5")),
    }
}

/// Parses what chance does to a wait.
pub(super) fn jitter(text: &str) -> Result<Jitter, String> {
    match text {
        "full" => Ok(Jitter::Full),
        "none" => Ok(Jitter::None),
        _ => Err("expected full or none".to_owned()),
    }
}

/// Which server, and how patient its client is.
#[derive(Debug, Args)]
pub(super) struct ServerArgs {
    /// Where the server listens
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:9000")]
    pub(super) addr: Address,
    /// Seconds to wait for a reply
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub(super) timeout: Duration,
}

/// The work that a request asks for, if any.
#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct WorkArgs {
    /// Ask a worker to sleep for N microseconds
    #[arg(long, value_name = "N", value_parser = whole(0, u64::from(u32::MAX)))]
    sleep_us: Option<u64>,
    /// Ask a worker to keep a CPU busy for N microseconds
    #[arg(long, value_name = "N", value_parser = whole(0, u64::from(u32::MAX)))]
    spin_us: Option<u64>,
}

impl WorkArgs {
    pub(super) fn spec(&self) -> Option<WorkSpec> {
        let sleep = self.sleep_us.map(|us| (WorkMode::Sleep, us));
        let (mode, us) = sleep.or(self.spin_us.map(|us| (WorkMode::Spin, us)))?;
        Some(WorkSpec { mode, duration: Duration::from_micros(us) })
    }

    /// Requests for that work, or ECHOs, with `size` bytes of payload.
    pub(super) fn workload(&self, size: usize) -> Workload {
        self.spec().map_or(Workload::echo(size), |spec| Workload::work(spec, size))
    }

    /// The kind of request, in words.
    pub(super) fn describe(&self) -> String {
        let Some(spec) = self.spec() else { return "ECHO".to_owned() };
        let mode = match spec.mode {
            WorkMode::Sleep => "sleep",
            WorkMode::Spin => "spin",
            WorkMode::Panic => "panic",
        };
        format!("WORK ({mode} {})", human(spec.duration))
    }
}

/// How clients retry, but for how often.
#[derive(Debug, Args)]
pub(super) struct RetryArgs {
    /// The longest wait before a retry, in milliseconds
    #[arg(long, value_name = "MS", default_value = "1000", value_parser = whole(1, 3_600_000))]
    retry_cap_ms: u64,
    /// Whether chance shortens the waits: full or none
    #[arg(long, value_name = "KIND", default_value = "full", value_parser = jitter)]
    jitter: Jitter,
    /// Retries that a first attempt pays for, in percent; 10 are saved up [default: no limit]
    #[arg(long, value_name = "PERCENT", value_parser = whole(0, 1000))]
    retry_budget: Option<u64>,
}

impl RetryArgs {
    pub(super) fn cap(&self) -> Duration {
        Duration::from_millis(self.retry_cap_ms)
    }

    pub(super) fn policy(&self, limit: u64) -> Retries {
        let backoff = Backoff { cap: self.cap(), jitter: self.jitter, ..Backoff::default() };
        let budget = self.retry_budget.map(|percent| RetryBudget::new(percent as u32));
        Retries { backoff, budget, ..Retries::new(limit as u32) }
    }
}
