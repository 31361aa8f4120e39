//! lesson: 13
//! mistake: one upper ratio, 3.84, for both waits with 4 workers: 255 ms, the mean without workers, meets that of the mean
//! expect: the waits of a server without any must fail
pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    // 500 ms are 3.85 times 130 ms: as wide as a busy machine may need, and narrow enough for one worker to fail.
    let with_workers = |time| Bound::Near { predicted: Figure::time(time), low: 0.98, high: 3.84 };
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
                    with_workers(volley.longest(4)),
                    "N/c rounds of S, rounded up",
                )
                .expect("mean wait, 4 workers", with_workers(volley.mean(4)), "the mean of all rounds"),
        ],
    }
}
