//! Measurements of the capstone against other queues and pools. What they mean: benchmarks/README.md.

mod contest;
mod pools;
mod queues;

use clap::{Parser, Subcommand};
use std::time::Duration;

/// Measure the capstone against its peers: interleaved rounds, ratios within a round, and the noise beside them
#[derive(Debug, Parser)]
#[command(name = "benchmarks")]
struct Cli {
    #[command(subcommand)]
    what: What,
    /// Rounds that count, after one that warms up
    #[arg(long, global = true, default_value = "7", value_parser = clap::value_parser!(u64).range(1..=1000))]
    rounds: u64,
    /// A hundredth of the work: to see that it runs, not to measure
    #[arg(long, global = true)]
    smoke: bool,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum What {
    /// Bounded queues: throughput with 1, 2 and 4 threads on each side, and round trips
    Queues,
    /// Thread pools: a million trivial jobs, a hundred thousand jobs of 5 µs
    Pools,
}

fn main() {
    let cli = Cli::parse();
    let (rounds, share) = (cli.rounds as usize, if cli.smoke { 100 } else { 1 });
    match cli.what {
        What::Queues => measure_queues(rounds, share),
        What::Pools => measure_pools(rounds, share),
    }
}

fn measure_queues(rounds: usize, share: usize) {
    for threads in [1, 2, 4] {
        println!("queue of 1024 boxed closures, {threads} producers, {threads} consumers");
        let shape = queues::Shape { producers: threads, consumers: threads, items: 2_000_000 / share };
        println!("{}", queues::throughput(shape, rounds));
    }
    println!("hand-off and back, two queues of capacity 1");
    println!("{}", queues::round_trips(100_000 / share, rounds));
}

fn measure_pools(rounds: usize, share: usize) {
    for (workers, jobs, micros) in [(2, 1_000_000, 0), (4, 1_000_000, 0), (2, 100_000, 5), (4, 100_000, 5)] {
        let shape = pools::Shape { workers, jobs: jobs / share, work: Duration::from_micros(micros) };
        println!("pool of {workers} workers, {} jobs of {micros} µs", shape.jobs);
        println!("{}", pools::throughput(shape, rounds));
    }
}
