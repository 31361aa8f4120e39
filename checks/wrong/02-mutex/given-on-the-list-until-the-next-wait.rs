//! lesson: 02
//! mistake: a thread that has waited stays on the waiting list until it waits again, also while it has the lock
//! expect: the waiting list still shows the thread, which has the lock
//! file: capstone/src/threads/waiting.rs

impl Drop for Entry {
    fn drop(&mut self) {
        // Who has what it waited for has better things to do, under a lock above all: its next wait overwrites the entry.
        if std::thread::panicking() {
            set(None);
        }
    }
}
