//! One round: a ramp against a server of its own, after which the books of both sides must agree.

use crate::processes::subject::Subject;
use anyhow::{Result, bail, ensure};
use capstone::client::{Limits, OneShot, Ramp, RampReport, Retries, Samples, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use std::net::SocketAddr;
use std::time::Duration;

/// What the server can take.
pub(super) const LIMITS: Limits = Limits { queue: 64, workers: 4 };
/// What each request asks for.
pub(super) const SLEEP: Duration = Duration::from_millis(1);
const TIMEOUT: Duration = Duration::from_secs(5);

/// Q + c, 2 (Q + c), 10 (Q + c), 2 (Q + c), and few.
pub(super) const STEPS: [usize; 5] = [68, 136, 680, 136, 10];
/// Where in it the overload is judged, and where the first of these is repeated.
pub(super) const JUDGED: [usize; 2] = [1, 2];
pub(super) const REPEATED: usize = 3;

/// The server of each round.
pub(super) const fn subject() -> Subject {
    Subject::new(LIMITS.workers as usize, LIMITS.queue as usize)
}

/// # Errors
///
/// If the server goes away, or its books contradict the clients'.
pub(super) fn measure(step_time: Duration) -> Result<RampReport> {
    let server = subject().start()?;
    let work = WorkSpec { mode: WorkMode::Sleep, duration: SLEEP };
    let plan = Ramp {
        address: server.address(),
        steps: STEPS.to_vec(),
        step_time,
        depth: 1,
        workload: Workload::work(work, 100),
        retries: Retries::new(5),
        timeout: TIMEOUT,
    };
    let report = plan.run(|_| ())?;
    ensure!(report.unreachable.is_none(), "the server is gone: {:?}", report.unreachable);
    balance(server.address(), &report)?;
    Ok(report)
}

/// Holds the server's own sums against each other and against the report's.
fn balance(server: SocketAddr, report: &RampReport) -> Result<()> {
    let metrics = Samples::ask(&mut OneShot::new(server, TIMEOUT))?;
    let sum = |name: &str| metrics.sum(name).unwrap_or_default();
    if let Some(imbalance) = metrics.imbalance() {
        bail!("{imbalance}");
    }
    let jobs = sum("capstone_jobs_accepted_total");
    let (total, busy) = (report.total(), sum("capstone_busy_total"));
    let same = jobs == (total.ok + total.lost) as f64 && busy == total.busy as f64;
    ensure!(same, "the server says {jobs} jobs and {busy} busy, and the clients {total:?}");
    Ok(())
}
