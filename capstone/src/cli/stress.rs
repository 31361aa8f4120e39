//! `capstone stress`: a closed loop of clients, and whether each request got its one right reply.

use super::args::{RetryArgs, ServerArgs, WorkArgs, whole};
use super::console::{print, tell};
use super::exit::{Exit, heed_ctrl_c};
use super::json::Object;
use super::report;
use anyhow::{Result, bail};
use capstone::client::{ClosedLoop, ClosedTally, Control};
use clap::Args;
use std::fmt::Write;
use std::net::SocketAddr;

/// Run clients that send a request when the one before is answered, and check every reply; Ctrl+C shows what came so far
#[derive(Debug, Args)]
pub(super) struct Stress {
    #[command(flatten)]
    server: ServerArgs,
    /// Clients, each with a connection of its own
    #[arg(long, value_name = "N", default_value = "50", value_parser = whole(1, 100_000))]
    clients: u64,
    /// Requests that each client sends
    #[arg(long, value_name = "N", default_value = "100", value_parser = whole(1, 1_000_000_000))]
    frames: u64,
    /// Bytes of payload in a request
    #[arg(long, value_name = "BYTES", default_value = "100", value_parser = whole(0, 16_777_216))]
    payload: u64,
    /// Requests that each client has outstanding at most
    #[arg(long, value_name = "N", default_value = "1", value_parser = whole(1, ClosedLoop::MAX_DEPTH as u64))]
    depth: u64,
    #[command(flatten)]
    work: WorkArgs,
    /// How often a request is tried again while the server is busy
    #[arg(long, value_name = "N", default_value = "5", value_parser = whole(0, 1000))]
    retries: u64,
    #[command(flatten)]
    retry: RetryArgs,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Stress {
    pub(super) fn run(self) -> Result<Exit> {
        let found = self.server.addr.find(self.server.timeout)?;
        let plan = self.plan(found.address);
        let size = plan.workload.size() as u64;
        let signals = heed_ctrl_c()?;
        let tally = plan.run_with(Control { connected: found.connected, stop: Some(&signals) })?;
        anyhow::ensure!(tally.attempts.are_settled(), "the load generator has lost count: {tally:?}");
        if self.json {
            print(self.as_json(size, &tally).as_bytes())?;
            if tally.interrupted || !tally.is_clean() {
                tell(&self.verdict(&tally));
            }
        } else if let (Some(why), 0, false) =
            (&tally.unreachable, tally.attempts.total().attempts, tally.interrupted)
        {
            bail!("{why}; is a server running at {}?", self.server.addr);
        } else {
            print(self.as_text(size, &tally).as_bytes())?;
        }
        Ok(match tally.interrupted {
            true => Exit::Interrupted,
            false if tally.is_clean() => Exit::Success,
            false => Exit::Failure,
        })
    }

    fn plan(&self, address: SocketAddr) -> ClosedLoop {
        ClosedLoop {
            address,
            clients: self.clients as usize,
            frames: self.frames,
            depth: self.depth as usize,
            workload: self.work.workload(self.payload as usize),
            retries: self.retry.policy(self.retries),
            timeout: self.server.timeout,
        }
    }

    fn as_json(&self, size: u64, tally: &ClosedTally) -> String {
        let object = Object::default()
            .count("clients", self.clients)
            .count("frames", self.frames)
            .count("depth", self.depth)
            .count("payload", size)
            .count("ok", tally.ok)
            .count("lost", tally.lost)
            .count("duplicated", tally.duplicated)
            .count("corrupted", tally.corrupted)
            .count("failed", tally.failed)
            .count("busy", tally.busy())
            .count("retries", tally.retries)
            .number("elapsed_s", tally.elapsed.as_secs_f64(), 6)
            .number("throughput_rps", tally.throughput(), 1)
            .object("latency_us", report::json(&tally.latency))
            .interrupted(tally.interrupted);
        object.finish() + "\n"
    }

    fn as_text(&self, size: u64, tally: &ClosedTally) -> String {
        let Self { clients, frames, depth, .. } = self;
        let what = self.work.describe();
        let mut text = format!(
            "{clients} clients, each sends {frames} requests, {depth} at a time: {what} with {size} bytes\n\n"
        );
        let counts = [
            ("ok", tally.ok, "requests answered with the right bytes"),
            ("lost", tally.lost, "requests without a reply"),
            ("duplicated", tally.duplicated, "replies too many"),
            ("corrupted", tally.corrupted, "wrong replies"),
            ("failed", tally.failed, "requests refused for good"),
            ("busy", tally.busy(), "attempts refused by a busy server"),
            ("retries", tally.retries, "attempts made again"),
        ];
        // Writing to a String cannot fail.
        for (name, count, meaning) in counts {
            let _ = writeln!(text, "{name:<12}{count:>10}  {meaning}");
        }
        if tally.resent > 0 {
            let _ = writeln!(text, "{}", report::resent(tally.resent));
        }
        let rate = tally.throughput();
        let _ = writeln!(
            text,
            "\nthroughput  {rate:>10.0}  requests/s over {:.3} s\n",
            tally.elapsed.as_secs_f64()
        );
        let _ = writeln!(text, "{}\n{}", report::heading(), report::row("latency", &tally.latency));
        if tally.busy() > 0 {
            // The latency of a request spans its refusals and waits; these two show what one attempt took.
            let _ = writeln!(text, "{}", report::row("  accepted", &tally.attempts.accepted));
            let _ = writeln!(text, "{}", report::row("  refused", &tally.attempts.rejected));
        }
        text + "\n" + &self.verdict(tally) + "\n"
    }

    /// The last line: what was found, and why.
    fn verdict(&self, tally: &ClosedTally) -> String {
        let ClosedTally { ok, lost, corrupted, failed, .. } = tally;
        let (ended, all) = (ok + lost + corrupted + failed, self.clients * self.frames);
        match tally.interrupted {
            true => format!("INTERRUPTED after {ended} of {all} requests; so far {}", verdict(tally)),
            false => verdict(tally),
        }
    }
}

fn verdict(tally: &ClosedTally) -> String {
    let ClosedTally { ok, lost, duplicated, corrupted, failed, .. } = tally;
    let Some(first) = &tally.first_fault else {
        return format!("PASS: each of {ok} requests got its one right reply");
    };
    let mut text = format!(
        "FAIL: {lost} lost, {duplicated} duplicated, {corrupted} corrupted, {failed} failed; first: {first}"
    );
    if let Some(later) = tally.unreachable.as_ref().filter(|later| *later != first) {
        text.push_str("; later: ");
        text.push_str(later);
    }
    text
}
