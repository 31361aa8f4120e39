//! lesson: 08
//! mistake: binds the wait to `_`, which drops it at once: each wait counts, and takes no time
//! expect: each thread that finds the lock taken must count, with the time it waited, but they waited
//! file: capstone/src/threads/waiting.rs

fn wait_for<R>(wanted: Wanted, block: impl FnOnce() -> R) -> R {
    let _ = Wait::begin(&wanted.place);
    let _entry = Entry::begin(wanted);
    block()
}
