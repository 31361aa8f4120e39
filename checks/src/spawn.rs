//! The threads of a check: named, and a panic in one is told by the check.

use crate::panics::{Keep, keep_panics_of_this_thread, text_of};
use capstone::sync::thread::{Builder, JoinHandle};

/// Starts a thread whose name shows in the diagnosis. In a model it is one of the explorer's threads.
///
/// If it panics, nothing is printed: the check tells it, if it fails.
///
/// # Panics
///
/// If the system refuses the thread.
pub fn spawn_named<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let body = move || {
        // The explorer runs all threads of a model on one, which is the check's own.
        let of_a_model = cfg!(feature = "shuttle");
        keep_panics_of_this_thread(if of_a_model { Keep::Last } else { Keep::ForTheCheck });
        body()
    };
    Builder::new().name(name.to_owned()).spawn(body).expect("the system refused to make a thread")
}

/// Waits for the thread's end and returns its result.
///
/// # Panics
///
/// If the thread panicked: with its message, which `JoinHandle::join().unwrap()` would hide.
#[track_caller]
pub fn join<T>(thread: JoinHandle<T>) -> T {
    let name = thread.thread().name().unwrap_or("unnamed").to_owned();
    thread.join().unwrap_or_else(|payload| panic!("thread `{name}` panicked: {}", text_of(payload.as_ref())))
}
