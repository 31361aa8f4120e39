//! Whether the running check hangs, as far as is known.
//!
//! Its watcher suspects it when nothing moves. A thread that waits for something then looks once more, gives up, and says
//! what it has waited for. A suspicion may be wrong: on a busy machine that very thread, or one that was woken, may not have
//! had a processor for a while. So the suspicion is withdrawn as soon as something moves, unless somebody has given up.

use super::is_watched;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// What is known.
#[derive(Debug, Clone, Copy)]
enum Hang {
    No,
    Suspected(Instant),
    /// A thread that waited for something has given up, and says so.
    GivenUp(Instant),
}

static HANG: Mutex<Hang> = Mutex::new(Hang::No);

/// A check begins.
pub(crate) fn forget() {
    *hang() = Hang::No;
}

/// Nothing moves.
pub(crate) fn suspect() {
    let mut hang = hang();
    if matches!(*hang, Hang::No) {
        *hang = Hang::Suspected(Instant::now());
    }
}

/// Something moves.
pub(crate) fn withdraw() {
    let mut hang = hang();
    if matches!(*hang, Hang::Suspected(_)) {
        *hang = Hang::No;
    }
}

/// Whether the suspicion is younger than what has begun at `began`: then that was among what did not move.
pub(crate) fn is_suspected_since(began: Instant) -> bool {
    match *hang() {
        Hang::No => false,
        Hang::Suspected(at) => at >= began,
        Hang::GivenUp(_) => true,
    }
}

/// Whether a thread that has looked once more, in vain, may give up: not if something has moved meanwhile.
pub(crate) fn give_up() -> bool {
    let mut hang = hang();
    if let Hang::Suspected(_) = *hang {
        *hang = Hang::GivenUp(Instant::now());
    }
    matches!(*hang, Hang::GivenUp(_))
}

/// Whether a hang is suspected, or somebody has given up because of it.
pub(crate) fn is_known() -> bool {
    !matches!(*hang(), Hang::No)
}

/// For how long a thread that has given up has said nothing; or, if no thread waits for something and could give up, for how
/// long the hang has been suspected.
pub(crate) fn silence() -> Option<Duration> {
    match *hang() {
        Hang::Suspected(at) if !is_watched() => Some(at.elapsed()),
        Hang::GivenUp(at) => Some(at.elapsed()),
        Hang::No | Hang::Suspected(_) => None,
    }
}

fn hang() -> MutexGuard<'static, Hang> {
    HANG.lock().unwrap_or_else(PoisonError::into_inner)
}
