//! lesson: 03
//! mistake: a thread that has notified gives the one that it woke the first go, and sleeps before it looks; if nobody was
//! woken, it sleeps for ever
//! expect: a thread that finds what it wants must not wait for a notification, but all its threads wait
//! file: capstone/src/threads/condition.rs
use crate::sync::Mutex;
use crate::sync::thread::{self, ThreadId};

/// A place to sleep for threads that wait until a lock's value has changed.
#[derive(Debug)]
pub struct Condition {
    name: &'static str,
    condvar: Condvar,
    /// Who was the last to wake one.
    notifier: Mutex<Option<ThreadId>>,
}

impl Condition {
    /// A condition on which no thread waits; the waiting list shows it as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, condvar: sync::condvar(name), notifier: Mutex::new(None) }
    }

    pub fn wait_while<'a, T>(
        &self,
        mut guard: Guard<'a, T>,
        mut blocked: impl FnMut(&mut T) -> bool,
    ) -> Guard<'a, T> {
        let me = thread::current().id();
        let is_notifier = enter(self.notifier.lock()).take_if(|notifier| *notifier == me).is_some();
        if is_notifier {
            // It is awake, and would be quicker than the thread that it has just woken.
            guard = self.wait(guard);
        }
        while blocked(&mut guard) {
            guard = self.wait(guard);
        }
        guard
    }

    #[track_caller]
    pub fn notify_one(&self) {
        *enter(self.notifier.lock()) = Some(thread::current().id());
        self.condvar.notify_one();
    }
}
