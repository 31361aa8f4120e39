//! What a batch costs that is much longer than the queue: it must be linear in its length.

use crate::contest::rounds::{Contender, contest};
use crate::contest::standings::Standings;
use capstone::threads::BoundedQueue;
use std::thread;
use std::time::Instant;

/// The names that the targets refer to.
pub(crate) const LONG: &str = "push_batch of 800,000";
pub(crate) const SHORT: &str = "push_batch of 25,000";

const CAPACITY: usize = 64;

/// The time in seconds that one push of a batch takes while another thread pops. `share` divides both lengths.
pub(crate) fn times(share: usize, rounds: usize) -> Standings {
    let contenders = vec![
        Contender::new(LONG, || time_of(800_000 / share)),
        Contender::new(SHORT, || time_of(25_000 / share)),
    ];
    contest("s", rounds, contenders)
}

fn time_of(items: usize) -> f64 {
    let queue = BoundedQueue::new(CAPACITY);
    let mut batch: Vec<usize> = (0..items).collect();
    thread::scope(|scope| {
        let consumer = scope.spawn(|| count(&queue));
        let start = Instant::now();
        queue.push_batch(&mut batch).expect("nobody has closed it");
        let took = start.elapsed().as_secs_f64();
        queue.close();
        assert_eq!(consumer.join().expect("a consumer does not panic"), items, "items that came through");
        took
    })
}

/// Pops until the queue is closed and empty.
fn count(queue: &BoundedQueue<usize>) -> usize {
    let mut popped = Vec::with_capacity(CAPACITY);
    let mut sum = 0;
    while queue.pop_batch(CAPACITY, &mut popped) > 0 {
        sum += popped.len();
        popped.clear();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_items_come_through() {
        assert!(time_of(1000) > 0.0, "it asserts the number itself");
    }
}
