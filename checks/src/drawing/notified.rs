//! Whether a thread is about to notify while it holds a lock. What it wakes would have to sleep again, for that lock.

use super::{Steps, Thread};
use capstone::sync::trace::Action;

impl Steps {
    /// What the thread with this number does, in words, if its next step is a notification and it holds a lock.
    pub(crate) fn notification_under_a_lock(&self, id: usize) -> Option<String> {
        let Thread { name, next, at, .. } = self.threads.get(&id)?;
        let (Action::NotifyOne(condition) | Action::NotifyAll(condition)) = next.as_ref()? else {
            return None;
        };
        let lock = at.holds.last()?;
        Some(format!("`{name}` notified `{condition}` while it held the lock `{lock}`"))
    }
}
