//! Bytes that mean nothing, or nearly something.
//!
//! The seed is printed when it finds something, and SEED=N begins with that one. CAMPAIGN=1 runs a hundred times as many
//! connections.

use crate::limits::is_campaign;
use crate::subject::{Subject, promise};
use checks::{End, Garbage, RawClient};
use std::time::Duration;
use std::{env, thread};

const CONNECTIONS: u64 = 3_000;

/// One connection: some messages, then one of the ways to leave.
fn bother(subject: &Subject, garbage: &mut Garbage) {
    let mut client = subject.connect();
    for _ in 0..=garbage.below(4) {
        // The server may have had enough by now.
        let _ = client.try_send(garbage.message());
    }
    match garbage.below(4) {
        0 => client.reset(),
        1 => drop(client),
        _ => hear_out(client),
    }
}

/// Half-closes, and reads whatever the server has to say; each reply must be well formed, and the end must come.
fn hear_out(mut client: RawClient) {
    client.half_close();
    loop {
        match client.try_reply() {
            Ok(_) => {}
            Err(End::Eof | End::Reset) => return,
            Err(End::Silence) => panic!("the server neither answered nor closed"),
        }
    }
}

#[test]
fn f52_thousands_of_connections_of_random_bytes_do_no_harm() {
    let setting = |name: &str| env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (connections, limit) = if is_campaign() { (100 * CONNECTIONS, 3600) } else { (CONNECTIONS, 300) };
    let seed = setting("SEED").unwrap_or(1);
    let claim =
        promise("3,000 connections of random bytes must do no harm").within(Duration::from_secs(limit));
    claim.holds(move || {
        // No WORK may take long, for random ones would.
        let subject = Subject::start(&["--max-work-ms", "1", "--queue", "4096"]);
        thread::scope(|scope| {
            for first in 0..4 {
                let subject = &subject;
                scope.spawn(move || {
                    for connection in (first..connections).step_by(4) {
                        let told = Told { seed, connection };
                        bother(subject, &mut Garbage::new(seed, connection));
                        drop(told);
                    }
                });
            }
        });
        let stopped = subject.assert_unharmed();
        let panic = stopped.stderr.lines().find(|line| line.contains("panicked at"));
        assert_eq!(panic, None, "with SEED={seed}, a thread of the server panicked");
    });
}

/// Says which bytes they were, if sending them fails.
struct Told {
    seed: u64,
    connection: u64,
}

impl Drop for Told {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("that was connection {} of SEED={}", self.connection, self.seed);
        }
    }
}
