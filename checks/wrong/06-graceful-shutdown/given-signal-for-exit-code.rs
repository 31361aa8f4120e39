//! lesson: 06
//! mistake: a second signal ends the program with the signal's number for an exit code, and not with 128 more
//! expect: a second SIGINT must end the program at once, with exit code 130, but it ended with exit code Some(2)
//! file: capstone/src/net/sys/signals.rs
extern "C" fn handle_stop(signal: i32) {
    if STOPS.fetch_add(1, Ordering::SeqCst) > 0 {
        // SAFETY: _exit takes an int, never returns, and is async-signal-safe.
        unsafe { libc::_exit(signal) }
    }
    wake_poll();
}
