//! lesson: 13
//! mistake: gives the reason for a mean in other words than the text shows
//! expect: 68 ms the sum of all waits by N
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
                .expect("mean wait, 4 workers", predicted_time(volley.mean(4)), "the sum of all waits by N"),
        ],
    }
}
