//! `capstone ramp`: more and more clients, then few again; predicted first, then measured.

mod forecast;
mod progress;
mod table;

use super::args::{RetryArgs, ServerArgs, WorkArgs, seconds, whole};
use super::console::{print, tell};
use super::exit::{Exit, heed_ctrl_c};
use super::json::Object;
use super::report;
use anyhow::{Context, Result, bail};
use capstone::client::{ClosedLoop, Control, Limits, OneShot, Ramp as Plan, RampReport, RampStep, Samples};
use clap::Args;
use forecast::Forecast;
use progress::ProgressLine;
use std::net::SocketAddr;
use std::time::Duration;
use table::{interruption, table};

/// Bytes of payload in a request.
const PAYLOAD: usize = 100;

/// Put more and more clients on a server, then few again: when is it saturated, and does it recover; Ctrl+C shows what came
/// so far
#[derive(Debug, Args)]
pub(super) struct Ramp {
    #[command(flatten)]
    server: ServerArgs,
    /// Clients of each step, separated by commas
    #[arg(long, value_name = "N,N,...", default_value = "5,20,50,100,10", value_delimiter = ',',
        value_parser = whole(1, 100_000))]
    steps: Vec<u64>,
    /// Seconds that each step lasts
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    step_seconds: Duration,
    /// Requests that each client has outstanding at most
    #[arg(long, value_name = "N", default_value = "1", value_parser = whole(1, ClosedLoop::MAX_DEPTH as u64))]
    depth: u64,
    #[command(flatten)]
    work: WorkArgs,
    /// How often a request is tried again while the server is busy; then the client goes on with the next
    #[arg(long, value_name = "N", default_value = "0", value_parser = whole(0, 1000))]
    retries: u64,
    #[command(flatten)]
    retry: RetryArgs,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Ramp {
    pub(super) fn run(self) -> Result<Exit> {
        let found = self.server.addr.find(self.server.timeout)?;
        let address = found.address;
        let mut client = found.one_shot(self.server.timeout)?;
        let forecast = self.forecast(self.ask_limits(&mut client)?);
        let connected = client.into_stream(); // or the server would still count it when the ramp begins
        if !self.json {
            print(forecast.text().as_bytes())?;
        }
        let mut line = ProgressLine::new(self.steps.len(), self.step_seconds);
        let signals = heed_ctrl_c()?;
        let control = Control { connected, stop: Some(&signals) };
        let report = self.plan(address).run_with(control, |progress| line.show(progress))?;
        if let Some(why) = report.unreachable.as_ref().filter(|_| !report.interrupted) {
            bail!("the ramp has ended early: {why}");
        }
        let total = report.total();
        anyhow::ensure!(report.is_settled(), "the load generator has lost count: {total:?}");
        let text = if self.json { as_json(&report) } else { table(&forecast, &report) };
        print(text.as_bytes())?;
        if self.json
            && let Some(fault) = &report.first_fault
        {
            tell(fault);
        }
        if self.json && report.interrupted {
            tell(&interruption(&forecast, &report));
        }
        let has_measured = total.ok > 0 && total.failed + total.lost == 0;
        Ok(match report.interrupted {
            true => Exit::Interrupted,
            false if has_measured => Exit::Success,
            false => Exit::Failure,
        })
    }

    fn ask_limits(&self, client: &mut OneShot) -> Result<Limits> {
        let addr = &self.server.addr;
        let metrics = Samples::ask(client).with_context(|| format!("is a server running at {addr}?"))?;
        Limits::of(&metrics)
            .with_context(|| format!("the STATS of {addr} name neither its queue nor its workers"))
    }

    fn plan(&self, address: SocketAddr) -> Plan {
        Plan {
            address,
            steps: self.steps.iter().map(|clients| *clients as usize).collect(),
            step_time: self.step_seconds,
            depth: self.depth as usize,
            workload: self.work.workload(PAYLOAD),
            retries: self.retry.policy(self.retries),
            timeout: self.server.timeout,
        }
    }

    fn forecast(&self, limits: Limits) -> Forecast {
        let service = self.work.spec().map(|spec| spec.duration);
        Forecast {
            limits,
            steps: self.steps.clone(),
            depth: self.depth,
            requests: format!("{} with {PAYLOAD} bytes", self.work.describe()),
            service: service.filter(|duration| !duration.is_zero()),
            retries: self.retries,
            retry_cap: self.retry.cap(),
        }
    }
}

fn as_json(ramp: &RampReport) -> String {
    let object = Object::default()
        .list("steps", ramp.steps.iter().map(step_as_json))
        .number("saturation_clients", ramp.saturation().map_or(f64::NAN, |clients| clients as f64), 0)
        .flag("recovered", ramp.recovered())
        .interrupted(ramp.interrupted);
    object.finish() + "\n"
}

fn step_as_json(step: &RampStep) -> Object {
    let total = step.total();
    Object::default()
        .count("clients", step.clients as u64)
        .number("seconds", step.elapsed.as_secs_f64(), 6)
        .count("offered", total.ended())
        .count("accepted", total.ok)
        .count("rejected", total.busy)
        .count("failed", total.failed + total.lost)
        .number("goodput_rps", step.goodput(), 1)
        .number("rejection_rate", step.rejection_rate(), 6)
        .object("latency_us", report::json(&step.attempts.accepted))
        .object("rejection_latency_us", report::json(&step.attempts.rejected))
        .number("jain", step.fairness().jain, 4)
        .number("little_error", step.little().error(), 4)
}
