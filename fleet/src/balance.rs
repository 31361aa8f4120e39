//! What HAProxy balances in TCP mode: connections. It does not see how many requests come over each.
//!
//! The prediction: a client that pipelines gives one server far more work than the others get. After a restart, `roundrobin`
//! leaves the new server with few connections. `leastconn` gives it each new one until all servers have the same number.

use crate::balancer::Row;
use crate::group::{Fleet, NAMES};
use crate::verdict;
use anyhow::{Context, Result, ensure};
use capstone::client::{Answer, ClosedLoop, OneShot, Retries, Workload};
use capstone::net::envelope::MessageType;
use capstone::net::work::{WorkMode, WorkSpec};
use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) fn run() -> Result<bool> {
    let pipelining = pipelining()?;
    println!();
    let roundrobin = after_a_restart("roundrobin")?;
    let leastconn = after_a_restart("leastconn")?;
    println!();
    let evens_out = spread(&leastconn) <= 2 && spread(&roundrobin) >= 10;
    let all = [
        verdict("connections are even, and requests are not", pipelining),
        verdict("leastconn fills a new server, roundrobin does not", evens_out),
    ];
    Ok(all.into_iter().all(|holds| holds))
}

fn spread(rows: &[Row]) -> u64 {
    let counts = || rows.iter().map(|row| row.connections);
    counts().max().unwrap_or(0) - counts().min().unwrap_or(0)
}

/// Eleven clients keep one request in flight. One keeps 32, and sends as many requests as 32 of the others.
fn pipelining() -> Result<bool> {
    println!("12 clients, roundrobin; one of them has 32 requests in flight, the others have one each\n");
    let fleet = Fleet::start("roundrobin", &[])?;
    let address = fleet.address();
    let (heavy, light) = thread::scope(|scope| {
        let heavy = scope.spawn(move || load(address, 1, 32, 3_200));
        let light = scope.spawn(move || load(address, 11, 1, 100));
        (heavy.join().expect("a load does not panic"), light.join().expect("a load does not panic"))
    });
    let (heavy, light) = (heavy?, light?);
    ensure!(heavy + light == 3_200 + 1_100, "only {heavy} and {light} requests were served");
    println!("server  connections  requests");
    let (mut connections, mut requests) = (Vec::new(), Vec::new());
    for (row, server) in fleet.balancer.rows()?.iter().zip(&fleet.servers) {
        let count = server
            .metrics()?
            .get("capstone_requests_total{type=\"work\"}")
            .context("STATS have no requests")?;
        println!("{:<6}  {:>11}  {count:>8}", row.name, row.ever);
        connections.push(row.ever);
        requests.push(count);
    }
    Ok(connections == [4, 4, 4] && requests.contains(&3_500.0))
}

fn load(address: SocketAddr, clients: usize, depth: usize, frames: u64) -> Result<u64> {
    let work = WorkSpec { mode: WorkMode::Sleep, duration: Duration::ZERO };
    let workload = Workload::work(work, 0);
    let plan = ClosedLoop {
        address,
        clients,
        frames,
        depth,
        workload,
        retries: Retries::new(100),
        timeout: PATIENCE,
    };
    Ok(plan.run()?.ok)
}

/// 30 clients stay connected while server c restarts. Then 15 more connect.
fn after_a_restart(balance: &str) -> Result<Vec<Row>> {
    println!("{balance}: connections of {}", NAMES.join(", "));
    let mut fleet = Fleet::start(balance, &[])?;
    let mut clients = Vec::new();
    connect(&fleet, &mut clients, 30)?;
    show(&fleet.balancer.rows()?, "30 clients have connected");
    fleet.servers[2].stop()?;
    fleet.wait_until_down(2)?;
    ask_all(&mut clients)?;
    show(&fleet.balancer.rows()?, "c has ended, and its clients have connected again");
    fleet.servers[2].start_again()?;
    fleet.balancer.wait_until("c is up again", |rows| rows[2].is_up())?;
    ask_all(&mut clients)?;
    show(&fleet.balancer.rows()?, "c has started again");
    connect(&fleet, &mut clients, 15)?;
    let rows = fleet.balancer.rows()?;
    show(&rows, "15 more clients have connected");
    Ok(rows)
}

fn connect(fleet: &Fleet, clients: &mut Vec<OneShot>, count: usize) -> Result<()> {
    for _ in 0..count {
        let mut client = OneShot::new(fleet.address(), PATIENCE);
        ask(&mut client)?;
        clients.push(client);
    }
    Ok(())
}

fn ask_all(clients: &mut [OneShot]) -> Result<()> {
    clients.iter_mut().try_for_each(ask)
}

fn ask(client: &mut OneShot) -> Result<()> {
    let answer = client.ask(MessageType::Echo, b"hello").context("a client has no reply")?;
    ensure!(answer == Answer::Payload(b"hello".to_vec()), "a client got {answer:?}");
    Ok(())
}

fn show(rows: &[Row], when: &str) {
    let counts: Vec<String> = rows.iter().map(|row| format!("{:>4}", row.connections)).collect();
    println!("{}  {when}", counts.concat());
}
