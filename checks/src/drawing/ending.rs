//! What stands below the last step: what each thread is at then, and what failed.

use super::{Steps, Thread};
use capstone::sync::trace::Action;

impl Steps {
    /// A line for each thread that holds or waits for something, and then the failure.
    pub(super) fn ending(&self) -> Vec<String> {
        let drawn = self.drawn();
        let names = self.names(&drawn);
        let name_of = |id: usize| {
            let column = drawn.iter().position(|other| *other == id);
            column.map_or("a thread", |column| &names[column])
        };
        let end = |(id, name): (&usize, &String)| {
            let waits = self.awaited(*id).map(|(lock, holders)| match holders[..] {
                [holder] => format!("waits for {lock}, which {} holds", name_of(holder)),
                _ => format!("waits for {lock}"),
            });
            let said: Vec<String> = waits.into_iter().chain(self.threads[id].at.words()).collect();
            (!said.is_empty()).then(|| format!("at the end: {name} {}", said.join(", and ")))
        };
        drawn.iter().zip(&names).filter_map(end).chain(self.failure.clone()).collect()
    }

    /// Whether there is a line for this thread.
    pub(super) fn is_at_something(&self, id: usize) -> bool {
        self.awaited(id).is_some() || self.threads[&id].at.words().next().is_some()
    }

    /// The lock that a thread waits for, and who holds one of this name: two locks may have the same.
    fn awaited(&self, id: usize) -> Option<(&'static str, Vec<usize>)> {
        let Some(Action::Lock(lock)) = self.threads[&id].next else { return None };
        let holds = |(other, thread): &(&usize, &Thread)| **other != id && thread.at.holds.contains(&lock);
        let holders: Vec<usize> = self.threads.iter().filter(holds).map(|(id, _)| *id).collect();
        (!holders.is_empty()).then_some((lock, holders))
    }

    /// The thread that ran last, as the drawing calls it: the one to blame for a panic.
    pub(crate) fn running(&self) -> String {
        let drawn = self.drawn();
        let column = drawn.iter().position(|id| *id == self.running);
        let name = column.and_then(|column| self.names(&drawn).into_iter().nth(column));
        name.unwrap_or_else(|| {
            self.threads.get(&self.running).map_or("main", |thread| &thread.name).to_owned()
        })
    }
}
