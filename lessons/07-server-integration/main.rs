//! Lesson 7: fifty clients against the event loop alone, then a pool; and one request, traced by its id.

use capstone::client::{Answer, ClosedLoop, OneShot, Retries, Workload};
use capstone::net::work::{WorkMode, WorkSpec};
use capstone::net::{Server, ServerConfig, envelope::MessageType, frame::put_frame};
use capstone::{observe::Level, observe::Logger, observe::Sink, println};
use std::io::{BufRead, BufReader, Write, pipe};
use std::{error::Error, net::SocketAddr, net::TcpStream, sync::Arc, thread, time::Duration, time::Instant};

const SPEC: WorkSpec = WorkSpec { mode: WorkMode::Sleep, duration: Duration::from_millis(10) };

fn main() -> Result<(), Box<dyn Error>> {
    let ((rate, waits), (pool_rate, pool_waits)) = (measure(0, 5)?, measure(8, 24)?);
    println!("50 clients, a request sleeps 10 ms      no workers        8 workers");
    println!("served, predicted                   100 requests/s   800 requests/s");
    println!("served                              {rate:>3.0} requests/s   {pool_rate:>3.0} requests/s");
    println!("a client waits, predicted                  500.0ms           62.5ms");
    let titles = ["a client waits, median", "99 of 100 wait less than", "an ECHO waits", "a STATS waits"];
    let rows = titles.iter().zip(waits).zip(pool_waits);
    rows.for_each(|((title, wait), pool)| println!("{title:34} {wait:>15.1?}  {pool:>15.1?}"));
    trace()
}

/// Requests a second, and waits: the median of 50 clients, their 99th percentile, an ECHO, and a STATS.
fn measure(workers: usize, frames: u64) -> Result<(f64, [Duration; 4]), Box<dyn Error>> {
    let address = serve(workers, Logger::to_stderr(Level::Error)?)?;
    let (workload, retries, timeout) = (Workload::work(SPEC, 5), Retries::new(0), Duration::from_secs(30));
    let load = ClosedLoop { address, clients: 50, frames, depth: 1, workload, retries, timeout };
    let load = thread::spawn(|| load.run());
    let mut one_more = OneShot::new(address, timeout);
    let all_there = |text: &[u8]| String::from_utf8_lossy(text).contains("connections_open 51\n");
    while !matches!(one_more.ask(MessageType::Stats, b"")?, Answer::Payload(text) if all_there(&text)) {}
    let [_, stats, echo] = [MessageType::Echo, MessageType::Stats, MessageType::Echo].map(|msg_type| {
        let asked = Instant::now(); // the first ECHO is not shown: not all fifty may have asked by then
        one_more.ask(msg_type, b"hello").map(|_| asked.elapsed())
    });
    let load = load.join().expect("the clients do not panic")?;
    Ok((load.throughput(), [load.latency.quantile(0.5), load.latency.quantile(0.99), echo?, stats?]))
}

/// Sends requests 41 and 42 together to a single worker, and shows what the log says of 42.
fn trace() -> Result<(), Box<dyn Error>> {
    let (log_text, log) = pipe()?;
    let log = Logger::to_sink(Arc::new(Sink::new("log", 1 << 16, log)?), Level::Debug);
    let (mut client, mut frames) = (TcpStream::connect(serve(1, log)?)?, Vec::new());
    [41, 42].iter().for_each(|id| put_frame(&mut frames, MessageType::Work, *id, 0, &SPEC.encode()));
    client.write_all(&frames)?;
    println!("the log of request 42, which came with 41 to a single worker");
    let lines = BufReader::new(log_text).lines().map_while(Result::ok);
    lines.filter(|line| line.contains("\t42\t")).take(4).for_each(|line| println!("{}", &line[25..]));
    Ok(())
}

/// Starts a server in this process, with which it also ends.
fn serve(workers: usize, log: Logger) -> Result<SocketAddr, Box<dyn Error>> {
    let server = Server::bind("127.0.0.1:0".parse()?, ServerConfig { workers, ..Default::default() }, log)?;
    let address = server.local_addr()?;
    thread::spawn(|| server.run());
    Ok(address)
}
