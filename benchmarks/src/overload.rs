//! `benchmarks overload`: what the server promises under overload, each promise recomputed and held against its bound.
//!
//! A round is a ramp: as many clients as fit, twice as many, ten times as many, twice as many again, and few.

mod promise;
mod round;

use crate::contest::bound::Verdict;
use crate::machine;
use crate::servers::sleeps::sleep_alone;
use anyhow::Result;
use capstone::client::RampReport;
use capstone::{print, println};
use promise::PROMISES;
use round::{JUDGED, SLEEP};
use std::time::Duration;

/// Measures `rounds` rounds and prints which promises were kept. `share` divides the time.
pub(crate) fn judge(rounds: usize, share: u32) -> Result<()> {
    let step_time = Duration::from_secs(10) / share;
    println!("{}", machine::conditions());
    println!("server    {}", round::subject().command());
    println!("requests  WORK (sleep {SLEEP:?}), 1 in flight a client, 5 retries, full jitter");
    println!("rounds    {rounds}, each of 5 steps of {step_time:?}\n");
    let service = sleep_alone(SLEEP, 500);
    println!("S         {service:.3?}: what a sleep of {SLEEP:?} takes, measured alone\n");
    let reports = (0..rounds).map(|_| round::measure(step_time)).collect::<Result<Vec<_>>>()?;
    print!("{}", promise::head());
    PROMISES.iter().for_each(|promise| print!("{}", promise.rows(&reports, service)));
    let nobody_starved =
        |report: &RampReport| JUDGED.iter().all(|place| report.steps[*place].fairness().starved == 0);
    let all_answered =
        |report: &RampReport| report.is_settled() && report.total().failed + report.total().lost == 0;
    println!("{}", counted("rounds in which nobody starved", &reports, nobody_starved));
    println!("{}", counted("rounds without refusals in the last step", &reports, RampReport::recovered));
    // A round whose books contradict the server's has ended all of this already.
    println!("{}", counted("rounds in which every attempt was answered once", &reports, all_answered));
    println!("\nload at the end  {}", machine::load());
    Ok(())
}

fn counted(what: &str, reports: &[RampReport], holds: impl Fn(&RampReport) -> bool) -> String {
    let (count, all) = (reports.iter().filter(|report| holds(report)).count(), reports.len());
    let verdict = if count == all { Verdict::Met } else { Verdict::NotMet };
    format!("{what:<51}{:>24}  {verdict}", format!("{count} of {all}"))
}
