//! lesson: 13
//! mistake: at the fast pace, the demo allows any share of the time to be spent waiting for the lock
//! expect: it has ["section contention allows every value of waiting for locks"]
//! file: capstone/src/demo/month1/load.rs

pub(super) fn contention(pace: Pace) -> Section<Action> {
    let (frames, most) = match pace {
        Pace::Full => (400, 10.0),
        // So short a run says little about shares.
        Pace::Fast => (100, f64::INFINITY),
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
                    Bound::AtMost(Figure::percent(most)),
                    "a lock held for a microsecond in each millisecond; above 10 % it would be called high",
                ),
        ],
    }
}
