//! lesson: 02
//! mistake: passes a panic on to whoever waits for the lock
//! expect: a thread that waits while the holder panics must get the lock
pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    result.unwrap_or_else(|_| panic!("another thread panicked with this lock in hand"))
}
