//! Whoever wants to know how long threads wait for locks and hold them (lesson 8).
//!
//! The threads tell it and do not know who it is. As long as nobody watches, a look at one flag is all that happens.

#![allow(clippy::disallowed_types, reason = "the switch decides what is measured, never what happens")]

use super::board::Place;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Hears of every wait and of every hold that has ended, from the thread itself.
pub(crate) trait Watcher: Sync {
    /// The calling thread is about to wait at `place`.
    fn wait_begins(&self, place: Place, now: Instant);

    /// The calling thread's wait is over.
    fn wait_ends(&self, now: Instant);

    /// The calling thread has let go of `lock`, or is about to sleep on a condition of it. If this hold was timed: how
    /// long it lasted, and how many it stands for.
    fn hold_ended(&self, lock: &'static str, timed: Option<(Duration, u32)>);
}

/// The one of this process. It stays when nobody measures any more.
static WATCHER: OnceLock<&'static dyn Watcher> = OnceLock::new();

/// How many [`Watch`]es there are. Locks look at it, each time.
static WATCHES: AtomicUsize = AtomicUsize::new(0);

/// As long as it is there, the watcher is told.
#[derive(Debug)]
pub(crate) struct Watch(());

impl Watch {
    /// From now on `watcher` is told, or the one that was named before.
    pub(crate) fn start(watcher: &'static dyn Watcher) -> Self {
        WATCHER.get_or_init(|| watcher);
        WATCHES.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        WATCHES.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether somebody wants to know. With a schedule explorer nobody does: time means nothing there.
#[inline]
pub(crate) fn is_watched() -> bool {
    // Relaxed: a thread that learns of the switch a moment late only tells of a lock less, or more.
    !cfg!(feature = "shuttle") && WATCHES.load(Ordering::Relaxed) > 0
}

/// Tells the watcher.
pub(super) fn tell(event: impl FnOnce(&dyn Watcher)) {
    if let Some(watcher) = WATCHER.get() {
        event(*watcher);
    }
}

/// A wait under way, for a lock or on a condition; dropping it ends it. Each one is timed, and only a thread that has to
/// wait pays for that. (The end is told under the lock that was waited for: there is no moment before.)
#[derive(Debug)]
pub(crate) struct Wait(());

impl Wait {
    /// Begins a wait at `place`, if somebody watches.
    #[inline]
    pub(crate) fn begin(place: &Place) -> Option<Self> {
        is_watched().then(|| {
            tell(|watcher| watcher.wait_begins(place.clone(), Instant::now()));
            Self(())
        })
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        let now = Instant::now(); // before anything else: what follows is not part of the wait
        tell(|watcher| watcher.wait_ends(now));
    }
}
