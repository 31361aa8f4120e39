//! lesson: 13
//! right: makes the two halves of the section with one function

pub(super) fn pool() -> Section<Action> {
    let volley = Volley { clients: 50, service: Duration::from_millis(10) };
    Section {
        name: "pool",
        shows: "50 clients come at once, each with 10 ms of work: with workers, nobody waits for everybody",
        look: "capstone/src/threads/pool.rs (lessons/05-thread-pool)",
        steps: [half(volley, 0), half(volley, 4)].concat(),
    }
}
fn half(volley: Volley, workers: u32) -> Vec<Step<Action>> {
    let (starts, longest, mean) = match workers {
        0 => ("Start a server without workers", "N·S: one after the other", "(N+1)/2·S"),
        _ => ("Start a server with 4 workers", "N/c rounds of S, rounded up", "the mean of all rounds"),
    };
    vec![
        Step::new(starts, Action::Serve(args(&format!("--workers {workers}")))),
        Step::new("50 clients at once", Action::Volley(volley, workers))
            .expect(
                format!("longest wait, {workers} workers"),
                predicted_time(volley.longest(workers)),
                longest,
            )
            .expect(format!("mean wait, {workers} workers"), predicted_time(volley.mean(workers)), mean),
    ]
}
