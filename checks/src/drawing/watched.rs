//! What a model's threads share, so that the drawing shows it: values that stand in its `Debug`.

use capstone::sync::trace::value_of;
use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::{Arc, Weak};

/// Column titles, each with the name of the value in the subject's `Debug`.
pub type Fields = &'static [(&'static str, &'static str)];

struct Watched {
    fields: Fields,
    /// The subject's `Debug`, as long as it is there.
    look: Box<dyn Fn() -> Option<String>>,
}

thread_local! {
    /// Of the schedule that runs now. All its threads run on one thread of the system.
    static WATCHED: RefCell<Vec<Watched>> = const { RefCell::new(Vec::new()) };
}

/// From now on the drawing of this schedule shows some values of the subject, each in a column of its own. What is behind a
/// lock it shows as it was when the lock was free.
///
/// The subject's `Debug` must take no lock of `capstone`: it is asked between two steps.
pub fn show<T: Debug + 'static>(subject: &Arc<T>, fields: Fields) {
    let subject: Weak<T> = Arc::downgrade(subject);
    let look = Box::new(move || subject.upgrade().map(|subject| format!("{subject:?}")));
    WATCHED.with_borrow_mut(|watched| watched.push(Watched { fields, look }));
}

/// A new schedule begins.
pub(super) fn forget() {
    WATCHED.with_borrow_mut(Vec::clear);
}

/// How many columns there are.
pub(super) fn count() -> usize {
    WATCHED.with_borrow(|watched| watched.iter().map(|watched| watched.fields.len()).sum())
}

/// The columns, each with the value that can be seen now.
pub(super) fn look() -> Vec<(&'static str, Option<String>)> {
    let values = |Watched { fields, look }: &Watched| {
        let shown = look().unwrap_or_default();
        fields.iter().map(move |(title, key)| (*title, value_of(key, &shown).map(str::to_owned)))
    };
    WATCHED.with_borrow(|watched| watched.iter().flat_map(values).collect())
}
