//! lesson: 06
//! mistake: takes SIGINT over, and not SIGTERM, which then kills the program and its jobs
//! expect: it ended with signal: 15
//! file: capstone/src/net/sys/signals.rs
pub fn catch_signals(wake: OwnedFd) -> io::Result<()> {
    WAKE_FD.store(wake.into_raw_fd(), Ordering::SeqCst);
    // SAFETY: both handlers touch atomics and call write and _exit alone, all of them async-signal-safe.
    unsafe {
        on_signal(libc::SIGINT, handle_stop)?;
        on_signal(libc::SIGUSR1, handle_report)
    }
}
