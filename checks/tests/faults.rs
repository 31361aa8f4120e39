//! The fault catalogue: what a network, a client or a system can do to the server, done to it.
//!
//! Each test attacks one promise; its number is the row of the table in capstone/README.md. The server is a child
//! process, and after each attack it must be as good as new: see `faults/subject.rs`.

#[path = "faults/crowds.rs"]
mod crowds;
#[path = "faults/descriptors.rs"]
mod descriptors;
#[path = "faults/endings.rs"]
mod endings;
#[path = "faults/framing.rs"]
mod framing;
#[path = "faults/garbage.rs"]
mod garbage;
#[path = "faults/interrupted.rs"]
mod interrupted;
#[path = "faults/malformed.rs"]
mod malformed;
#[path = "faults/observer.rs"]
mod observer;
#[path = "faults/slow.rs"]
mod slow;
#[path = "faults/subject.rs"]
mod subject;
