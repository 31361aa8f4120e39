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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_is_named_only_while_a_lock_is_held() {
        let mut steps = Steps::default();
        let thread = steps.threads.entry(1).or_default();
        "main".clone_into(&mut thread.name);
        thread.next = Some(Action::NotifyAll("not_empty"));
        assert_eq!(steps.notification_under_a_lock(1), None);
        steps.threads.entry(1).or_default().at.holds.push("queue");
        let words = "`main` notified `not_empty` while it held the lock `queue`";
        assert_eq!(steps.notification_under_a_lock(1).as_deref(), Some(words));
        steps.threads.entry(1).or_default().next = Some(Action::Read);
        assert_eq!(steps.notification_under_a_lock(1), None);
        assert_eq!(steps.notification_under_a_lock(2), None, "nobody has told anything of that thread");
    }
}
