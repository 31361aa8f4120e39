//! Many clients at the same moment, and how long each waits.

use super::chart::columns;
use super::child::sleep_until_ready;
use super::client::{PATIENCE, RawClient, frame};
use super::sandbox::Sandbox;
use crate::demo::evidence::Evidence;
use crate::demo::figure::Figure;
use crate::demo::month1::Volley;
use crate::net::envelope::MessageType;
use crate::net::work::{WorkMode, WorkSpec};
use anyhow::{Result, ensure};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

/// How high the tallest column is, in lines.
const HEIGHT: usize = 5;

/// One column for each client, in the order in which they were served. The scale is that of a server
/// without workers, so that two charts can be compared.
pub(super) fn volley(sandbox: &mut Sandbox, volley: Volley, workers: u32) -> Result<Evidence> {
    let waits = fire(sandbox, volley)?;
    let seconds: Vec<f64> = waits.iter().map(Duration::as_secs_f64).collect();
    let top = volley.longest(0);
    let longest = waits.last().copied().unwrap_or_default();
    let mean = waits.iter().sum::<Duration>() / volley.clients.max(1);
    let mut evidence = Evidence::default()
        .with(format!("longest wait, {workers} workers"), Figure::time(longest))
        .with(format!("mean wait, {workers} workers"), Figure::time(mean));
    for (number, line) in columns(&seconds, top.as_secs_f64(), HEIGHT).into_iter().enumerate() {
        let label = Figure::time(top.mul_f64((HEIGHT - number) as f64 / HEIGHT as f64)).to_string();
        evidence = evidence.line(format!("{label:>7} |{line}"));
    }
    Ok(evidence.line(format!("{:>7} +{} one column a client", "", "-".repeat(waits.len()))))
}

/// The clients' waits, shortest first, all from the moment at which the first request was sent.
fn fire(sandbox: &Sandbox, volley: Volley) -> Result<Vec<Duration>> {
    let mut clients = Vec::new();
    for _ in 0..volley.clients {
        let mut client = RawClient::connect(sandbox.address()?)?;
        ensure!(client.lives(), "a client is not served at all");
        clients.push(client);
    }
    let work = WorkSpec { mode: WorkMode::Sleep, duration: volley.service };
    let request = frame(MessageType::Work, 1, &work.encode());
    let began = Instant::now();
    for client in &mut clients {
        client.send(&request)?;
    }
    let mut waits = Vec::new();
    while !clients.is_empty() {
        ensure!(began.elapsed() < 10 * PATIENCE, "{} clients got no reply", clients.len());
        let sockets: Vec<_> = clients.iter().map(|client| client.stream.as_fd()).collect();
        sleep_until_ready(&sockets, PATIENCE, &sandbox.signals)?;
        waits.extend(take_replies(&mut clients, began)?);
    }
    waits.sort();
    Ok(waits)
}

/// Removes the clients whose reply has come, and returns how long each has waited.
fn take_replies(clients: &mut Vec<RawClient>, began: Instant) -> Result<Vec<Duration>> {
    let (mut waits, mut others) = (Vec::new(), Vec::new());
    for mut client in clients.drain(..) {
        client.stream.set_nonblocking(true)?;
        let is_there = client.stream.peek(&mut [0]).is_ok();
        client.stream.set_nonblocking(false)?;
        if is_there {
            let reply = client.expect()?;
            ensure!(reply.msg_type == MessageType::Work, "a client was answered {:?}", reply.error());
            waits.push(began.elapsed());
        } else {
            others.push(client);
        }
    }
    *clients = others;
    Ok(waits)
}
