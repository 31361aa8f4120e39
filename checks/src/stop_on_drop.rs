//! The end of what repeats itself in other threads.

use std::sync::atomic::{AtomicBool, Ordering};

/// Sets its flag when it is dropped: also when whoever holds it panics, for a scope waits for its threads in any case.
///
/// ```
/// use checks::StopOnDrop;
/// use std::sync::atomic::{AtomicBool, Ordering};
///
/// let stop = AtomicBool::new(false);
/// std::thread::scope(|scope| {
///     scope.spawn(|| while !stop.load(Ordering::SeqCst) {});
///     let _stop = StopOnDrop(&stop);
/// });
/// ```
#[derive(Debug)]
pub struct StopOnDrop<'a>(pub &'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}
