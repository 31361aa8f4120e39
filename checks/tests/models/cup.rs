//! What the models of the explorer itself share: a cup, the claim about it, and how that fails.

use capstone::threads::{Condition, Lock, panic_message};
use checks::{Claim, SCHEDULES, Text, untold};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

pub(super) fn claim() -> Claim {
    Text::at("lessons/00-machinery/README.md")
        .section("Wake")
        .claim("the taker must get what the giver brings")
}

/// The message with which the claim fails for this model.
pub(super) fn failure_of(model: impl Fn() + Send + Sync + 'static) -> String {
    let explored = untold(|| catch_unwind(AssertUnwindSafe(|| claim().holds_in_schedules(SCHEDULES, model))));
    panic_message(explored.expect_err("the model passed, and should have failed"))
}

/// One place for one item, and the condition that it is there.
#[derive(Debug)]
pub(super) struct Cup {
    pub(super) item: Lock<Option<u32>>,
    /// With `item`: it is there.
    pub(super) filled: Condition,
}

impl Cup {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { item: Lock::new("cup", None), filled: Condition::new("filled") })
    }

    pub(super) fn give(&self, item: u32) {
        *self.item.lock() = Some(item);
        self.filled.notify_one();
    }

    pub(super) fn take(&self) -> u32 {
        let mut item = self.filled.wait_while(self.item.lock(), |item| item.is_none());
        item.take().expect("it was there a moment ago")
    }
}
