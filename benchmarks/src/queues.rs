//! The bounded queue against other bounded queues.

pub(crate) mod batches;

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use capstone::println;
use capstone::threads::{BoundedQueue, Task};
use std::hint::black_box;
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Instant;

const CAPACITY: usize = 1024;
const BATCH: usize = 32;

/// The names that the targets refer to.
pub(crate) const OURS: &str = "BoundedQueue";
pub(crate) const BATCHES: &str = "BoundedQueue, batches of 32";
pub(crate) const CROSSBEAM: &str = "crossbeam-channel bounded";
pub(crate) const STD: &str = "std sync_channel behind a Mutex";

/// How one contest is set up: threads on either side, and boxed closures that cross in all.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traffic {
    pub(crate) producers: usize,
    pub(crate) consumers: usize,
    pub(crate) items: usize,
}

/// Prints the standings of each contest. `share` divides the work.
pub(crate) fn measure(rounds: usize, share: usize) {
    for threads in [1, 2, 4] {
        println!("queue of {CAPACITY} boxed closures, {threads} producers, {threads} consumers");
        let traffic = Traffic { producers: threads, consumers: threads, items: 2_000_000 / share };
        println!("{}", throughput(traffic, rounds));
    }
    println!("hand-off and back, two queues of capacity 1");
    println!("{}", round_trips(100_000 / share, rounds));
}

/// Million items a second through each queue.
pub(crate) fn throughput(traffic: Traffic, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(OURS, || through(&BoundedQueue::new(CAPACITY), traffic)),
        Contender::new(BATCHES, || through_in_batches(traffic)).twice(),
        Contender::new(CROSSBEAM, || through(&crossbeam_channel::bounded(CAPACITY), traffic)),
        Contender::new("flume bounded", || through(&flume::bounded(CAPACITY), traffic)),
        Contender::new(STD, || through(&shared_std(CAPACITY), traffic)),
    ];
    contest("million items/s", rounds, contenders)
}

/// Thousand round trips a second between two threads, through two queues of capacity 1.
pub(crate) fn round_trips(trips: usize, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(OURS, || back_and_forth(&BoundedQueue::new(1), &BoundedQueue::new(1), trips)),
        Contender::new(STD, || back_and_forth(&shared_std(1), &shared_std(1), trips)),
        Contender::new(CROSSBEAM, || {
            back_and_forth(&crossbeam_channel::bounded(1), &crossbeam_channel::bounded(1), trips)
        }),
    ];
    contest("thousand round trips/s", rounds, contenders)
}

/// A bounded queue, whoever wrote it. `None` tells one consumer to stop: so the end costs every contender the same.
trait Channel: Sync {
    fn send(&self, item: Option<Task>);
    fn receive(&self) -> Option<Task>;
}

impl Channel for BoundedQueue<Option<Task>> {
    fn send(&self, item: Option<Task>) {
        self.push(item).expect("nobody closes it");
    }

    fn receive(&self) -> Option<Task> {
        self.pop().flatten()
    }
}

type Ends<S, R> = (S, R);

impl Channel for Ends<crossbeam_channel::Sender<Option<Task>>, crossbeam_channel::Receiver<Option<Task>>> {
    fn send(&self, item: Option<Task>) {
        self.0.send(item).expect("both ends live");
    }

    fn receive(&self) -> Option<Task> {
        self.1.recv().expect("both ends live")
    }
}

impl Channel for Ends<flume::Sender<Option<Task>>, flume::Receiver<Option<Task>>> {
    fn send(&self, item: Option<Task>) {
        self.0.send(item).expect("both ends live");
    }

    fn receive(&self) -> Option<Task> {
        self.1.recv().expect("both ends live")
    }
}

/// The standard channel has one consumer; several have to share it, with a lock.
impl Channel for Ends<mpsc::SyncSender<Option<Task>>, Mutex<mpsc::Receiver<Option<Task>>>> {
    fn send(&self, item: Option<Task>) {
        self.0.send(item).expect("both ends live");
    }

    fn receive(&self) -> Option<Task> {
        self.1.lock().expect("no consumer panics").recv().expect("both ends live")
    }
}

fn shared_std(capacity: usize) -> Ends<mpsc::SyncSender<Option<Task>>, Mutex<mpsc::Receiver<Option<Task>>>> {
    let (sender, receiver) = mpsc::sync_channel(capacity);
    (sender, Mutex::new(receiver))
}

fn task(number: usize) -> Task {
    Box::new(move || {
        black_box(number);
    })
}

fn through(channel: &impl Channel, traffic: Traffic) -> f64 {
    let produce = |count| (0..count).for_each(|n| channel.send(Some(task(n))));
    let consume = || {
        while let Some(task) = channel.receive() {
            task();
        }
    };
    let stop = || (0..traffic.consumers).for_each(|_| channel.send(None));
    run(traffic, produce, consume, stop)
}

fn through_in_batches(traffic: Traffic) -> f64 {
    let queue = BoundedQueue::new(CAPACITY);
    let produce = |count| {
        let mut batch = Vec::with_capacity(BATCH);
        for n in 0..count {
            batch.push(task(n));
            if batch.len() == BATCH || n + 1 == count {
                queue.push_batch(&mut batch).expect("nobody closes it yet");
            }
        }
    };
    let consume = || {
        let mut batch = Vec::with_capacity(BATCH);
        while queue.pop_batch(BATCH, &mut batch) > 0 {
            batch.drain(..).for_each(|task| task());
        }
    };
    run(traffic, produce, consume, || queue.close())
}

/// Runs all producers and consumers to their end. `stop` is called when the last producer is done.
fn run(
    traffic: Traffic,
    produce: impl Fn(usize) + Sync,
    consume: impl Fn() + Sync,
    stop: impl FnOnce(),
) -> f64 {
    let Traffic { producers, consumers, items } = traffic;
    let start = Instant::now();
    thread::scope(|scope| {
        (0..consumers).for_each(|_| drop(scope.spawn(&consume)));
        let all: Vec<_> = (0..producers).map(|_| scope.spawn(|| produce(items / producers))).collect();
        all.into_iter().for_each(|producer| producer.join().expect("a producer does not panic"));
        stop();
    });
    (items / producers * producers) as f64 / start.elapsed().as_secs_f64() / 1e6
}

fn back_and_forth(there: &impl Channel, back: &impl Channel, trips: usize) -> f64 {
    let start = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| {
            while let Some(ball) = there.receive() {
                back.send(Some(ball));
            }
        });
        let mut ball = task(0);
        for _ in 0..trips {
            there.send(Some(ball));
            ball = back.receive().expect("the ball comes back");
        }
        there.send(None);
    });
    trips as f64 / start.elapsed().as_secs_f64() / 1e3
}
