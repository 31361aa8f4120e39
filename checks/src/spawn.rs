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

/// Starts a thread like [`spawn_named`], but when it is woken, it does not run in the place of whoever woke it.
///
/// On a busy machine a woken thread often runs at once, on the processor of the one who woke it. What that one does next is
/// then late each time, however often it is tried. A thread with the policy `SCHED_BATCH` waits its turn: sched(7) speaks of a
/// penalty at wake-ups, and Linux's fair scheduler lets no such thread preempt another when it wakes (kernel/sched/fair.c).
/// Elsewhere, and where the system refuses the policy, this is [`spawn_named`].
///
/// # Panics
///
/// If the system refuses the thread.
pub fn spawn_unhurried<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    spawn_named(name, || {
        #[cfg(target_os = "linux")]
        be_unhurried();
        body()
    })
}

#[cfg(target_os = "linux")]
fn be_unhurried() {
    // Linux's `struct sched_param` is one int; musl's function for this call does nothing.
    let priority: libc::c_int = 0;
    // SAFETY: 0 is the calling thread, and the call reads `priority` and nothing else. It may be refused.
    let _ = unsafe { libc::syscall(libc::SYS_sched_setscheduler, 0, libc::SCHED_BATCH, &raw const priority) };
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
