//! What the bounded queue has to reach.

use super::target::Target;
use crate::contest::bound::Bound::{AtLeast, AtMost};
use crate::queues::batches;
use crate::queues::{self, Traffic};

pub(super) fn judge(rounds: usize, share: usize) {
    for threads in [1, 2, 4] {
        let traffic = Traffic { producers: threads, consumers: threads, items: 1_000_000 / share };
        let standings = queues::throughput(traffic, rounds);
        let target =
            |what: &str, ours, peer, least| Target::new(what, ours, peer, AtLeast(least)).report(&standings);
        target(&format!("queue, {threads} x {threads}"), queues::OURS, queues::CROSSBEAM, 0.5);
        target("  aim", queues::OURS, queues::CROSSBEAM, 1.0);
        target("  batches of 32", queues::BATCHES, queues::CROSSBEAM, 1.2);
        target("  one at a time", queues::OURS, queues::STD, 0.8);
    }
    let round_trips = queues::round_trips(50_000 / share, rounds);
    Target::new("hand-off and back", queues::OURS, queues::STD, AtLeast(1.0)).report(&round_trips);
    let times = batches::times(share, rounds);
    Target::new("push_batch of 800,000, time", batches::LONG, batches::SHORT, AtMost(40.0)).report(&times);
}
