//! Bytes that mean nothing, or nearly something.
//!
//! The seed is printed when it finds something, and SEED=N begins with that one. CAMPAIGN=1 runs a hundred times as many
//! connections.

use crate::limits::is_campaign;
use crate::subject::{Subject, promise};
use checks::{End, RawClient, RawFrame};
use std::time::Duration;
use std::{env, thread};

const CONNECTIONS: u64 = 3_000;

/// A generator of numbers that look random and can be repeated (Marsaglia, *Xorshift RNGs*, 2003).
pub(crate) struct Random(u64);

impl Random {
    /// A stream of numbers of its own for each connection of each seed.
    pub(crate) fn new(seed: u64, connection: u64) -> Self {
        let mixed = (seed << 32 | connection).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self(mixed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        (self.next() >> 11) % limit
    }

    fn bytes(&mut self, count: u64) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }

    /// Noise, a frame of which some bytes are others, or a sound length before noise.
    fn message(&mut self) -> Vec<u8> {
        let len = self.below(300);
        match self.below(3) {
            0 => self.bytes(len),
            1 => {
                let mut frame = RawFrame::new(self.below(6) as u8, self.next(), self.bytes(len)).bytes();
                for _ in 0..self.below(4) {
                    let place = self.below(frame.len() as u64) as usize;
                    frame[place] = self.next() as u8;
                }
                frame
            }
            _ => [(len as u32).to_be_bytes().to_vec(), self.bytes(len)].concat(),
        }
    }
}

/// One connection: some messages, then one of the ways to leave.
fn bother(subject: &Subject, random: &mut Random) {
    let mut client = subject.connect();
    for _ in 0..=random.below(4) {
        // The server may have had enough by now.
        let _ = client.try_send(random.message());
    }
    match random.below(4) {
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
                        bother(subject, &mut Random::new(seed, connection));
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
