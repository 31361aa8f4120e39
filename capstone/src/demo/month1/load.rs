//! Week 4: the gain of the pool, the cost of its lock, and its shutdown.

use super::action::Action;
use super::bounds::{Pace, args, at_least, count, predicted_time};
use super::volley::Volley;
use crate::demo::expectation::Bound;
use crate::demo::figure::Figure;
use crate::demo::script::{Section, Step};
use std::time::Duration;

pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    Section {
        name: "pool",
        shows: "50 clients come at once, each with 10 ms of work: with workers, nobody waits for everybody",
        look: "capstone/src/threads/pool.rs (lessons/05-thread-pool)",
        steps: vec![
            Step::new("Start a server without workers", Action::Serve(args("--workers 0"))),
            Step::new("50 clients at once", Action::Volley(volley, 0))
                .expect(
                    "longest wait, 0 workers",
                    predicted_time(volley.longest(0)),
                    "N·S: one after the other",
                )
                .expect("mean wait, 0 workers", predicted_time(volley.mean(0)), "(N+1)/2·S"),
            Step::new("Start a server with 4 workers", Action::Serve(args("--workers 4"))),
            Step::new("50 clients at once", Action::Volley(volley, 4))
                .expect(
                    "longest wait, 4 workers",
                    predicted_time(volley.longest(4)),
                    "N/c rounds of S, rounded up",
                )
                .expect("mean wait, 4 workers", predicted_time(volley.mean(4)), "the mean of all rounds"),
        ],
    }
}

pub(super) fn contention(pace: Pace) -> Section<Action> {
    let frames = match pace {
        Pace::Full => 400,
        Pace::Fast => 100,
    };
    let requests = 16 * frames;
    Section {
        name: "contention",
        shows: "four workers share one queue, and hardly ever wait for its lock",
        look: "the last lines of `capstone serve` after Ctrl+C (lessons/08-contention)",
        steps: vec![
            Step::new("Start a server with 4 workers", Action::Serve(args("--workers 4"))),
            Step::new(
                "16 clients with requests of 1 ms",
                Action::Stress(args(&format!("--clients 16 --frames {frames} --sleep-us 1000"))),
            )
            .expect("ok", count(requests), "every request was served"),
            Step::new("Ask the server about the lock of its queue", Action::Contention)
                .expect("lock taken", at_least(requests), "at least once for every request")
                .expect(
                    "waiting for locks",
                    Bound::AtMost(Figure::percent(10.0)),
                    "a lock held for a microsecond in each millisecond; above 10 % it would be called high",
                ),
        ],
    }
}

pub(super) fn shutdown() -> Section<Action> {
    Section {
        name: "shutdown",
        shows: "Ctrl+C under load: whatever was accepted is done and answered",
        look: "capstone/src/net/server/drain.rs and capstone/src/threads/shutdown.rs (lessons/06-graceful-shutdown)",
        steps: vec![
            Step::new("Start a server with 4 workers", Action::Serve(args("--workers 4 --queue 64"))),
            Step::new(
                "40 clients with requests of 5 ms; then Ctrl+C",
                Action::Interrupt(args("--clients 40 --frames 1000000 --sleep-us 5000 --retries 0")),
            )
            .expect("exit code", count(0), "the drain ended in time")
            .expect("jobs accepted", at_least(100), "it was under load")
            .expect("jobs completed", Bound::SameAs("jobs accepted".to_owned()), "none was dropped")
            .expect(
                "replies received",
                Bound::SameAs("jobs accepted".to_owned()),
                "counted by the clients, who know nothing of the server's books",
            ),
        ],
    }
}
