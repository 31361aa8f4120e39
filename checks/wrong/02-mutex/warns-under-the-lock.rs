//! lesson: 02
//! mistake: each entry into a poisoned lock writes a warning to stderr, while others wait for the lock
//! expect: a lock must write nothing
pub(super) fn enter<G>(result: Result<G, PoisonError<G>>) -> G {
    result.unwrap_or_else(|poisoned| {
        eprintln!("warning: a thread panicked while it held this lock");
        poisoned.into_inner()
    })
}
