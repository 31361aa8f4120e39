//! Whether a thread is about to notify while it holds a lock. What it wakes would have to sleep again, for that lock.

use super::{Steps, Thread};
use capstone::sync::trace::Action;

impl Steps {
    /// What the thread with this number does, in words, and where, if its next step is a notification and it holds a lock.
    pub(crate) fn notification_under_a_lock(&self, id: usize) -> Option<(String, String)> {
        let Thread { name, next, place, at, .. } = self.threads.get(&id)?;
        let (Action::NotifyOne(condition) | Action::NotifyAll(condition)) = next.as_ref()? else {
            return None;
        };
        let lock = at.holds.last()?;
        let words = format!("`{name}` notified `{condition}` while it held the lock `{lock}`");
        Some((words, place.map_or_else(String::new, |place| format!("at {place}"))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::Location;

    #[test]
    fn a_notification_is_named_only_while_a_lock_is_held() {
        let mut steps = Steps::default();
        let thread = steps.threads.entry(1).or_default();
        "main".clone_into(&mut thread.name);
        let here = Location::caller();
        thread.place = Some(here);
        thread.next = Some(Action::NotifyAll("not_empty"));
        assert_eq!(steps.notification_under_a_lock(1), None);
        steps.threads.entry(1).or_default().at.holds.push("queue");
        let words = "`main` notified `not_empty` while it held the lock `queue`".to_owned();
        assert_eq!(steps.notification_under_a_lock(1), Some((words, format!("at {here}"))));
        steps.threads.entry(1).or_default().next = Some(Action::Read);
        assert_eq!(steps.notification_under_a_lock(1), None);
        assert_eq!(steps.notification_under_a_lock(2), None, "nobody has told anything of that thread");
    }
}
