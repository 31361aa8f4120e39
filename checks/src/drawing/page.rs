//! The drawing for a page that goes through it step by step.

use super::{Step, Steps, Thread};
use serde_json::{Value, json};

impl Steps {
    /// The last steps, each with what its thread is at then; what every thread was at before the first, and would do after
    /// the last; what the threads share, before the first step and after each; and the lines below the drawing.
    pub(crate) fn json(&self) -> Value {
        let drawn = self.drawn();
        let thread = |(id, name): (&usize, String)| {
            let Thread { next, before, .. } = &self.threads[id];
            let next = next.as_ref().map(ToString::to_string).unwrap_or_default();
            json!({ "name": name, "before": before.json(), "next": next })
        };
        let column = |id: &usize| drawn.iter().position(|column| column == id);
        let step = |Step { id, words, after, shared }: &Step| {
            let shared = self.values(shared);
            json!({ "thread": column(id), "step": words, "after": after.json(), "shared": shared })
        };
        json!({
            "earlier": self.earlier,
            "threads": drawn.iter().zip(self.names(&drawn)).map(thread).collect::<Vec<_>>(),
            "steps": self.last.iter().map(step).collect::<Vec<_>>(),
            "fields": self.titles,
            "shared": self.values(&self.shared_before),
            "ending": self.ending(),
        })
    }

    /// One for each column: a step may be older than a column.
    fn values<'v>(&self, values: &'v [String]) -> Vec<&'v str> {
        (0..self.titles.len()).map(|column| values.get(column).map_or("", String::as_str)).collect()
    }
}
