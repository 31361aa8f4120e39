//! `capstone load`: an open loop, with honest latencies.

use super::args::{ServerArgs, WorkArgs, seconds, whole};
use super::console::{print, tell};
use super::exit::{Exit, heed_ctrl_c};
use super::json::Object;
use super::report::{self, human};
use super::result_file::ResultFile;
use super::usage::Usage;
use anyhow::{Result, bail};
use capstone::client::{Control, Invalid, OpenLoop, OpenTally, Random, Schedule};
use capstone::observe::Hgrm;
use clap::{Args, ValueEnum};
use std::fmt::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// Bytes of payload in a request.
const PAYLOAD: usize = 100;

/// The most requests of a schedule: each takes 16 bytes of memory.
const MAX_REQUESTS: f64 = 10_000_000.0;

/// Send requests when a schedule says so, whatever the server does, and measure what their users would; Ctrl+C shows what
/// came so far
#[derive(Debug, Args)]
pub(super) struct Load {
    /// Requests a second
    #[arg(long, value_name = "R", value_parser = rate)]
    rate: f64,
    #[command(flatten)]
    server: ServerArgs,
    /// Seconds for which requests are due
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    duration: Duration,
    /// Connections, each with one request outstanding at most
    #[arg(long, value_name = "N", default_value = "50", value_parser = whole(1, 100_000))]
    connections: u64,
    /// When requests are due: every 1/R seconds, or independently of each other, R a second on average
    #[arg(long, value_name = "KIND", default_value = "fixed")]
    arrivals: Arrivals,
    /// Which random arrivals: the same seed gives the same ones
    #[arg(long, value_name = "N", default_value = "1", value_parser = whole(0, u64::MAX))]
    seed: u64,
    #[command(flatten)]
    work: WorkArgs,
    /// Write the corrected latencies to this file, in milliseconds, as HdrHistogram's tools read them
    #[arg(long, value_name = "FILE")]
    hgrm: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Arrivals {
    Fixed,
    Poisson,
}

/// Parses requests a second, perhaps with a fraction.
fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.001..=1e6).contains(&rate) => Ok(rate),
        _ => Err("expected requests a second from 0.001 to 1000000".to_owned()),
    }
}

impl Load {
    pub(super) fn run(self) -> Result<Exit> {
        self.require_few_requests()?;
        let found = self.server.addr.find(self.server.timeout)?;
        let plan = self.plan(found.address);
        let hgrm = self.hgrm.as_deref().map(ResultFile::at).transpose()?;
        let signals = heed_ctrl_c()?;
        let tally = plan.run_with(Control { connected: found.connected, stop: Some(&signals) })?;
        if let Some(why) = &tally.unreachable {
            bail!("{why}; is a server running at {}?", self.server.addr);
        }
        let total = tally.total();
        anyhow::ensure!(total.is_settled(), "the load generator has lost count: {total:?}");
        if let Some(hgrm) = hgrm.filter(|_| total.ok > 0 && !tally.interrupted) {
            hgrm.replace(&Hgrm(&tally.corrected).to_string())?;
        }
        let text = if self.json { self.as_json(&tally) } else { self.as_text(&tally) };
        print(text.as_bytes())?;
        if self.json
            && let Some(fault) = &tally.first_fault
        {
            tell(fault);
        }
        if self.json && tally.interrupted {
            tell(&self.interruption(&tally));
        }
        let has_measured = total.ok > 0 && total.failed + total.lost == 0;
        Ok(match tally.interrupted {
            true => Exit::Interrupted,
            false if has_measured => Exit::Success,
            false => Exit::Failure,
        })
    }

    fn require_few_requests(&self) -> Result<(), Usage> {
        if self.rate * self.duration.as_secs_f64() > MAX_REQUESTS {
            return Err(Usage(format!("--rate times --duration: expected at most {MAX_REQUESTS} requests")));
        }
        Ok(())
    }

    fn plan(&self, address: SocketAddr) -> OpenLoop {
        let (rate, duration) = (self.rate, self.duration);
        OpenLoop {
            address,
            schedule: match self.arrivals {
                Arrivals::Fixed => Schedule::fixed(rate, duration),
                Arrivals::Poisson => Schedule::poisson(rate, duration, &mut Random::new(self.seed)),
            },
            connections: self.connections as usize,
            workload: self.work.workload(PAYLOAD),
            timeout: self.server.timeout,
        }
    }

    fn as_json(&self, tally: &OpenTally) -> String {
        let total = tally.total();
        let object = Object::default()
            .number("rate", self.rate, 3)
            .number("duration_s", tally.duration.as_secs_f64(), 3)
            .count("scheduled", tally.scheduled)
            .count("sent", total.attempts)
            .count("ok", total.ok)
            .count("busy", total.busy)
            .count("lost", total.failed + total.lost)
            .number("achieved_rate", tally.achieved_rate(), 3)
            .flag("valid", tally.invalid().is_none())
            .object("lag_us", report::json(&tally.lag))
            .object("corrected_us", report::json(&tally.corrected))
            .object("uncorrected_us", report::json(&tally.uncorrected))
            .interrupted(tally.interrupted);
        object.finish() + "\n"
    }

    fn as_text(&self, tally: &OpenTally) -> String {
        let total = tally.total();
        let arrivals = match self.arrivals {
            Arrivals::Fixed => "at a fixed rate".to_owned(),
            Arrivals::Poisson => format!("as a Poisson process with seed {}", self.seed),
        };
        let mut text = format!(
            "{} requests/s for {} s {arrivals}, {} connections: {} with {PAYLOAD} bytes\n\n",
            self.rate,
            self.duration.as_secs_f64(),
            self.connections,
            self.work.describe()
        );
        let counts = [
            ("scheduled", tally.scheduled, "requests due"),
            ("sent", total.attempts, "requests sent"),
            ("ok", total.ok, "answered with the right bytes"),
            ("busy", total.busy, "refused by a busy server"),
            ("failed", total.failed, "answered with another error or wrong bytes"),
            ("lost", total.lost, "not answered"),
        ];
        // Writing to a String cannot fail.
        for (name, count, meaning) in counts {
            let _ = writeln!(text, "{name:<12}{count:>10}  {meaning}");
        }
        if tally.resent > 0 {
            let _ = writeln!(text, "{}", report::resent(tally.resent));
        }
        let (rate, goodput) = (tally.achieved_rate(), tally.goodput());
        let _ =
            writeln!(text, "\nsent        {rate:>10.0}  requests/s\nserved      {goodput:>10.0}  requests/s");
        let _ = writeln!(text, "\n{}", report::heading());
        let _ = writeln!(text, "{}  from the intended time", report::row("corrected", &tally.corrected));
        let _ = writeln!(text, "{}  from the actual send", report::row("uncorrected", &tally.uncorrected));
        if total.busy > 0 {
            let _ = writeln!(text, "{}  from the actual send", report::row("refused", &tally.rejected));
        }
        let _ = writeln!(text, "{}  of the sender itself", report::row("lag", &tally.lag));
        text.push('\n');
        if tally.interrupted {
            text += &(self.interruption(tally) + "\n");
        }
        text + &verdict(tally) + "\n"
    }

    fn interruption(&self, tally: &OpenTally) -> String {
        let (lasted, planned) = (tally.duration.as_secs_f64(), self.duration.as_secs_f64());
        format!("INTERRUPTED after {lasted:.2} of {planned} s: these are the figures so far")
    }
}

/// The last lines: what went wrong, and whether the figures may be believed.
fn verdict(tally: &OpenTally) -> String {
    let fault = tally.first_fault.as_ref().map_or(String::new(), |fault| format!("first fault: {fault}\n"));
    let verdict = match tally.invalid() {
        None => "VALID: the sender kept to its schedule".to_owned(),
        Some(Invalid::Empty) => "NO VERDICT: no request was served, so there is no latency".to_owned(),
        Some(Invalid::Slow(share)) => format!(
            "INVALID: requests left at {:.1} % of the rate, for all connections waited for replies: try more \
             --connections or a lower --rate",
            share * 100.0
        ),
        Some(Invalid::Late { lag, p50 }) => format!(
            "INVALID: the sender was late by {} (p99), more than a tenth of the corrected p50 of {}",
            human(lag),
            human(p50)
        ),
    };
    fault + &verdict
}
