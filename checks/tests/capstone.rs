//! The capstone from outside, as one program: under load, beside bad clients, at its end, and on the command line.

#[path = "capstone/commands.rs"]
mod commands;
#[path = "capstone/drain.rs"]
mod drain;
#[path = "capstone/interruption.rs"]
mod interruption;
#[path = "capstone/load.rs"]
mod load;
#[path = "capstone/names.rs"]
mod names;
#[path = "faults/observer.rs"]
#[expect(dead_code, reason = "the fault tests use all of it")]
mod observer;
#[path = "capstone/output.rs"]
mod output;
#[path = "faults/preload.rs"]
mod preload;
#[path = "faults/subject.rs"]
#[expect(dead_code, reason = "the fault tests use all of it")]
mod subject;
#[path = "capstone/usage.rs"]
mod usage;
