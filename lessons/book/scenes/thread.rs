//! A thread of a scene: its next step, and what it knows.

use super::scene::Focus;
use crate::sync::trace::Action;
use std::fmt;
use std::rc::Rc;

/// A step that a thread is about to take.
#[derive(Clone)]
pub(crate) enum Pending {
    Call(String),
    Door(Action),
    Poll(Rc<dyn Fn() -> bool>),
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Thread {
    pub(crate) name: String,
    pub(crate) pending: Option<Pending>,
    /// The condition that it sleeps on, and the lock that it wants when it wakes.
    pub(crate) asleep: Option<(&'static str, &'static str)>,
    /// The call that it is in.
    pub(crate) call: String,
    /// What it has done and seen since the call began: what it knows.
    pub(crate) seen: Vec<String>,
    pub(crate) results: Vec<(String, String)>,
    pub(crate) ended: bool,
    /// Whether the explorer could run it.
    pub(crate) runnable: bool,
}

impl Thread {
    /// Its next step, in words.
    pub(crate) fn words(&self, focus: Focus) -> String {
        if let Some((condition, _)) = self.asleep {
            return format!("wakes on {condition}");
        }
        match (&self.pending, focus) {
            (None, _) => String::new(),
            (Some(Pending::Call(words)), _) => format!("calls {words}"),
            (Some(Pending::Poll(_)), _) => "returns from poll".to_owned(),
            (Some(Pending::Door(Action::Read)), Focus::Atomics(reads, _)) => reads.to_owned(),
            (Some(Pending::Door(Action::Write(value))), Focus::Atomics(_, writes)) => {
                writes.replace("{}", value)
            }
            (Some(Pending::Door(action)), _) => action.to_string(),
        }
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(words) => f.write_str(words),
            Self::Door(action) => write!(f, "{action}"),
            Self::Poll(_) => f.write_str("poll"),
        }
    }
}
