//! What a run of these tests may take: time, and descriptors.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::sync::{Mutex, PoisonError};

/// Whether there is time for attacks of their full size: with more connections, and for longer. `cargo test`
/// tries them scaled down, `CAMPAIGN=1 cargo test` in full.
pub(crate) fn is_campaign() -> bool {
    std::env::var_os("CAMPAIGN").is_some_and(|value| !value.is_empty() && value != "0")
}

/// Raises this process's limit on descriptors to `needed` if that is allowed, and otherwise as far as it is.
/// Returns the limit. The tests run side by side, so nobody may lower it.
pub(crate) fn allow_descriptors(needed: u64) -> u64 {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let (current, most) = (current.unwrap_or(u64::MAX), maximum.unwrap_or(u64::MAX));
    let wanted = needed.min(most);
    if current >= wanted {
        return current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum }) {
        Ok(()) => wanted,
        Err(_) => current, // macOS has a further limit, which no call tells
    }
}
