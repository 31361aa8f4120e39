//! The fault catalogue: what a network, a client or a system can do to the server, done to it.
//!
//! Each test attacks one promise; its number is the row of the table in capstone/README.md. The server is a child
//! process, and after each attack it must be as good as new: see `faults/subject.rs`.

#[path = "faults/account.rs"]
mod account;
#[path = "faults/backlog.rs"]
mod backlog;
#[path = "faults/churn.rs"]
mod churn;
#[path = "faults/crowds.rs"]
mod crowds;
#[path = "faults/departed.rs"]
mod departed;
#[path = "faults/descriptors.rs"]
mod descriptors;
#[path = "faults/drain.rs"]
mod drain;
#[path = "faults/endings.rs"]
mod endings;
#[path = "faults/endless_jobs.rs"]
mod endless_jobs;
#[path = "faults/exposition.rs"]
mod exposition;
#[path = "faults/exposition_format.rs"]
mod exposition_format;
#[path = "faults/framing.rs"]
mod framing;
#[path = "faults/garbage.rs"]
mod garbage;
#[path = "faults/hangup.rs"]
mod hangup;
#[path = "faults/interrupted.rs"]
mod interrupted;
#[path = "faults/launch.rs"]
mod launch;
#[path = "faults/limits.rs"]
mod limits;
#[path = "faults/logging.rs"]
mod logging;
#[path = "faults/malformed.rs"]
mod malformed;
#[path = "faults/non_blocking.rs"]
mod non_blocking;
#[path = "faults/observer.rs"]
mod observer;
#[path = "faults/overload.rs"]
mod overload;
#[path = "faults/panics.rs"]
mod panics;
#[path = "faults/preload.rs"]
mod preload;
#[path = "faults/restart.rs"]
mod restart;
#[path = "faults/scale.rs"]
mod scale;
#[path = "faults/scratch.rs"]
mod scratch;
#[path = "faults/signals.rs"]
mod signals;
#[path = "faults/slow.rs"]
mod slow;
#[path = "faults/start_up.rs"]
mod start_up;
#[path = "faults/streams.rs"]
mod streams;
#[path = "faults/subject.rs"]
mod subject;
#[path = "faults/suspension.rs"]
mod suspension;
#[path = "faults/wall_clock.rs"]
mod wall_clock;
