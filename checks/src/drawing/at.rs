//! What a thread is at between two of its steps: what it holds, and on what it sleeps.

use capstone::sync::trace::Action;
use serde_json::{Value, json};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct At {
    /// The condition that it sleeps on, and the lock that it takes when it wakes.
    asleep: Option<(&'static str, &'static str)>,
    pub(super) holds: Vec<&'static str>,
}

impl At {
    /// What it sleeps on, if it does: no longer.
    pub(super) fn wake(&mut self) -> Option<(&'static str, &'static str)> {
        self.asleep.take()
    }

    /// It takes this step.
    pub(super) fn take(&mut self, action: &Action) {
        match *action {
            Action::Unlock(lock) => self.release(lock),
            Action::Wait(condition, lock) => {
                self.release(lock);
                self.asleep = Some((condition, lock));
            }
            _ => {}
        }
    }

    /// Of two locks with this name, the one that it took last.
    fn release(&mut self, lock: &str) {
        if let Some(place) = self.holds.iter().rposition(|held| *held == lock) {
            self.holds.remove(place);
        }
    }

    /// `sleeps on not_empty`, `holds queue`.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        let sleeps = self.asleep.map(|(condition, _)| format!("sleeps on {condition}"));
        let holds = (!self.holds.is_empty()).then(|| format!("holds {}", self.holds.join(", ")));
        sleeps.into_iter().chain(holds)
    }

    pub(super) fn json(&self) -> Value {
        json!({ "asleep": self.asleep.map(|(condition, _)| condition), "holds": self.holds })
    }
}
