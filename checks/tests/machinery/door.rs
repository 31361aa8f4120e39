//! Something that threads wait at.

use capstone::threads::{Condition, Lock};
use std::sync::Arc;

/// A door that threads wait at.
#[derive(Clone)]
pub(crate) struct Door(pub(crate) Arc<(Lock<bool>, Condition)>);

impl Door {
    pub(crate) fn new() -> Self {
        Self(Arc::new((Lock::new("door", false), Condition::new("opened"))))
    }

    pub(crate) fn wait(&self) {
        drop(self.0.1.wait_while(self.0.0.lock(), |open| !*open));
    }

    pub(crate) fn open(&self) {
        *self.0.0.lock() = true;
        self.0.1.notify_all();
    }
}
