//! What the locks' meter costs: nothing to speak of while it is off, little while it is on.
//!
//! "Off" is compared with a queue and a pool that have no place for a meter at all (`bare.rs`). Those are compiled twice,
//! because two copies of the same code may differ by where in memory they come to lie: that, too, is noise.

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::{Cost, Standings};
use crate::{bare, bare_again};
use capstone::observe::Meter;
use capstone::println;
use capstone::threads;
use std::hint::{black_box, spin_loop};
use std::time::{Duration, Instant};

const CAPACITY: usize = 1024;

/// Jobs in one run of a pool, and how long each keeps a CPU busy. A run is short, so that on a machine that is not quiet
/// most of them are left in peace.
const JOBS: usize = 500;
const WORK: Duration = Duration::from_micros(5);

/// Items that go through a queue in one run.
const ITEMS: usize = 10_000;

/// What the meter may cost while it is on.
const BUDGET: f64 = 0.05;

const BARE: &str = "no meter";
const COPY: &str = "no meter, a second copy";
const OFF: &str = "meter off";
const ON: &str = "meter on";

/// Million jobs a second. The three kinds of pool have the same functions, and no type in common.
macro_rules! run_jobs {
    ($pool:path, $workers:expr) => {{
        let pool = <$pool>::new($workers, CAPACITY).expect("threads can be created");
        let start = Instant::now();
        (0..JOBS).for_each(|_| pool.submit(Box::new(|| spend(WORK))).expect("the pool is open"));
        drop(pool); // runs what was submitted, then joins the workers
        JOBS as f64 / start.elapsed().as_secs_f64() / 1e6
    }};
}

/// Million items a second, each pushed and popped by the same thread: nobody waits, so nothing hides the lock's price.
macro_rules! pass_items {
    ($queue:path) => {{
        let queue = <$queue>::new(CAPACITY);
        let start = Instant::now();
        for item in 0..ITEMS {
            queue.push(black_box(item)).expect("the queue is open");
            black_box(queue.pop());
        }
        ITEMS as f64 / start.elapsed().as_secs_f64() / 1e6
    }};
}

/// Prints the standings of each contest, and what they say of the meter.
pub(crate) fn measure(rounds: usize) {
    println!("queue of {CAPACITY}, one thread pushes and pops, {rounds} rounds");
    let queues = queues(rounds);
    println!("{queues}{}", conclusion(&queues, false));
    for workers in [1, 2] {
        println!("pool of {workers} workers, jobs of 5 µs, {rounds} rounds");
        let pools = pools(workers, rounds);
        println!("{pools}{}", conclusion(&pools, true));
    }
}

/// A pool of `workers` with jobs of 5 µs.
fn pools(workers: usize, rounds: usize) -> Standings {
    let ours = || run_jobs!(threads::ThreadPool, workers);
    let contenders = vec![
        Contender::new(BARE, || run_jobs!(bare::ThreadPool, workers)),
        Contender::new(COPY, || run_jobs!(bare_again::ThreadPool, workers)),
        Contender::new(OFF, ours),
        Contender::new(ON, || metered(ours)),
    ];
    contest("million jobs/s", rounds, contenders)
}

/// A queue with nothing but itself to do: the worst case.
fn queues(rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(BARE, bare_queue),
        Contender::new(COPY, bare_queue_again),
        Contender::new(OFF, our_queue),
        Contender::new(ON, || metered(our_queue)),
    ];
    contest("million items/s", rounds, contenders)
}

// Functions of their own, so that all three are compiled in the same surroundings.
#[inline(never)]
fn bare_queue() -> f64 {
    pass_items!(bare::BoundedQueue<usize>)
}

#[inline(never)]
fn bare_queue_again() -> f64 {
    pass_items!(bare_again::BoundedQueue<usize>)
}

#[inline(never)]
fn our_queue() -> f64 {
    pass_items!(threads::BoundedQueue<usize>)
}

/// What the figures say about the meter that is off, and about the one that is on if it has a budget.
fn conclusion(standings: &Standings, has_budget: bool) -> String {
    let costs = [COPY, &format!("{BARE} again")].map(|name| standings.cost(name));
    let noise = costs.iter().map(|cost| cost.low.abs().max(cost.high.abs())).fold(0.0, f64::max);
    let (off, on) = (standings.cost(OFF), standings.cost(ON));
    let on_says = match on {
        _ if !has_budget => "no budget, for nothing else is done here",
        Cost { high, .. } if high <= BUDGET => "within its 5 %",
        Cost { low, .. } if low > BUDGET => "OVER its 5 %",
        _ => "inconclusive: more rounds, or a quieter machine",
    };
    let off_says = match off {
        Cost { median, .. } if median < -noise => "no slower: the compiler happened to do better",
        Cost { median, .. } if median <= noise => "within the noise",
        Cost { low, .. } if low > noise => "ABOVE the noise",
        _ => "inconclusive: more rounds, or a quieter machine",
    };
    format!(
        "  noise (no meter against itself)   {:>5.1} %\n  meter off costs {}   {off_says}\n  meter on costs  {}   \
         {on_says}\n",
        noise * 100.0,
        percent(off),
        percent(on)
    )
}

fn percent(Cost { median, low, high }: Cost) -> String {
    format!("{:>7.1} % ({:.1} to {:.1} %)", median * 100.0, low * 100.0, high * 100.0)
}

fn metered(run: impl FnOnce() -> f64) -> f64 {
    let _meter = Meter::start();
    run()
}

fn spend(work: Duration) {
    let start = Instant::now();
    while start.elapsed() < work {
        spin_loop();
    }
}
