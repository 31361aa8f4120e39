//! lesson: 08
//! mistake: the server's last words have the diagnosis, and not the figures behind it
//! expect: the server must show who waits for its locks, but the final summary lacks
//! file: capstone/src/cli/serve.rs

fn describe(report: &ServerReport) -> String {
    let ServerReport { requests, replies, errors, busy, jobs, complete, contention } = report;
    let (end, unanswered) = match requests - replies - errors {
        _ if *complete => ("every accepted request was answered", String::new()),
        0 => ("a client did not take its replies in time", String::new()),
        count => ("the drain deadline passed", format!(" + unanswered {count}")),
    };
    let contention = contention.as_ref().map_or_else(|| "not measured".to_owned(), Contention::diagnosis);
    format!(
        "stopped: {end}\nrequests {requests} = replies {replies} + errors {errors}{unanswered}\nbusy {busy}\npanics \
         {}\njobs {jobs}\nlock contention: {contention}\n",
        jobs.panicked
    )
}
