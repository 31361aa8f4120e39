//! All points of a scene, and the file that a page reads them from.
//!
//! What a thread shows and what is shared are the same at many points, so they stand in tables of their own.

use super::run::Run;
use super::thread::{Pending, Thread};
use super::scene::Scene;
use crate::sync::trace::Action;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::collections::HashMap;

/// See the module.
#[derive(Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    points: HashMap<String, usize>,
    /// The last choice: of a run that panics it is the one to blame.
    pub(crate) last: Option<(usize, usize)>,
}

/// A point of a scene.
pub(crate) struct Node {
    threads: BTreeMap<usize, (String, Value)>,
    shared: Vec<String>,
    verdict: Option<String>,
    over: bool,
    /// The choices that lead here first.
    path: Vec<usize>,
    /// Who can go on, and where that leads, if it has been tried.
    ways: BTreeMap<usize, Option<usize>>,
}

impl Node {
    pub(crate) fn new(
        run: &Run,
        can: &[usize],
        verdict: Option<String>,
        over: bool,
        path: Vec<usize>,
    ) -> Self {
        let threads =
            run.threads.iter().map(|(id, thread)| (*id, (thread.name.clone(), shown(run, thread)))).collect();
        // Nothing comes after what has gone wrong.
        let ways =
            if verdict.is_none() { can.iter().map(|id| (*id, None)).collect() } else { BTreeMap::new() };
        Self { threads, shared: run.fields.values().cloned().collect(), verdict, over, path, ways }
    }

    pub(crate) fn unexplored(&self) -> Option<usize> {
        self.ways.iter().find(|(_, way)| way.is_none()).map(|(id, _)| *id)
    }
}

/// What a page shows of a thread: its state, what that is about, its next step, its call, and what has returned.
fn shown(run: &Run, thread: &Thread) -> Value {
    let words = thread.words(run.focus());
    let (state, about) = match (&thread.pending, thread.asleep) {
        _ if thread.ended => ("ended", String::new()),
        (_, Some((condition, _))) if thread.runnable => ("notified", condition.to_owned()),
        (_, Some((condition, _))) => ("asleep", condition.to_owned()),
        (Some(Pending::Door(Action::Lock(lock))), _) if run.holders.contains_key(lock) => {
            ("waits", format!("{lock}, which {} holds", run.threads[&run.holders[lock]].name))
        }
        (Some(Pending::Poll(ready)), _) if !ready() => ("asleep", "poll(2)".to_owned()),
        (Some(_), _) => ("ready", String::new()),
        (None, _) => ("blocked", String::new()),
    };
    let holds: Vec<&str> = run
        .holders
        .iter()
        .filter(|(_, id)| run.threads.get(id).is_some_and(|holder| holder.name == thread.name))
        .map(|(lock, _)| *lock)
        .collect();
    let results: Vec<String> =
        thread.results.iter().map(|(call, result)| format!("{call} → {result}")).collect();
    json!([state, about, words, thread.call, holds.join(", "), results])
}

impl Graph {
    /// The point with this key.
    pub(crate) fn point(&mut self, key: String, node: impl FnOnce() -> Node) -> usize {
        let next = self.nodes.len();
        let point = *self.points.entry(key).or_insert(next);
        if point == next {
            self.nodes.push(node());
        }
        point
    }

    pub(crate) fn lead(&mut self, from: usize, thread: usize, to: usize) {
        let before = self.nodes[from].ways.insert(thread, Some(to));
        assert!(
            before.flatten().is_none_or(|before| before == to),
            "a point is two: what tells them apart is not seen"
        );
    }

    /// The choices that lead to one that has not been made.
    pub(crate) fn unexplored(&self) -> Option<Vec<usize>> {
        let node = self.nodes.iter().find(|node| node.unexplored().is_some())?;
        Some(node.path.iter().copied().chain(node.unexplored()).collect())
    }

    /// The last choice has led to a panic.
    pub(crate) fn panicked(&mut self, words: &str, scene: &str) {
        let (from, thread) =
            self.last.unwrap_or_else(|| panic!("{scene} panics before it has begun: {words}"));
        assert!(words.starts_with("attempt to"), "{scene} panics: {words}");
        let before = &self.nodes[from];
        let path = before.path.iter().copied().chain([thread]).collect();
        let node = Node {
            threads: before.threads.clone(),
            shared: before.shared.clone(),
            verdict: Some(format!("A panic: {words}.")),
            over: false,
            path,
            ways: BTreeMap::new(),
        };
        let point = self.point(format!("panic after {from} {thread}"), || node);
        self.lead(from, thread, point);
    }

    pub(crate) fn summary(&self) -> String {
        let bad = self.nodes.iter().filter(|node| node.verdict.is_some()).count();
        let over = self.nodes.iter().filter(|node| node.over).count();
        format!("{} points, {bad} of them bad, {over} at the end", self.nodes.len())
    }

    /// The file: a line for each table, and one for the points.
    pub(crate) fn json(&self, scene: &Scene, wrong: bool) -> String {
        let (mut shown, mut shared, mut verdicts) = (Table::default(), Table::default(), Table::default());
        let names = self.names();
        let row = |node: &Node| {
            let threads: Vec<usize> = names
                .keys()
                .map(|id| node.threads.get(id).map_or(0, |(_, value)| 1 + shown.place(value.to_string())))
                .collect();
            let ways: Vec<usize> = node
                .ways
                .iter()
                .flat_map(|(id, way)| {
                    [names.keys().position(|known| known == id).unwrap_or(0), way.unwrap_or(0)]
                })
                .collect();
            let verdict =
                node.verdict.as_ref().map_or(0, |verdict| 1 + verdicts.place(json!(verdict).to_string()));
            let shared = shared.place(json!(node.shared).to_string());
            json!([threads, shared, verdict, usize::from(node.over), ways]).to_string()
        };
        let points: Vec<String> = self.nodes.iter().map(row).collect();
        let names: Vec<&String> = names.values().collect();
        let mut fields: Vec<&str> = scene.fields.iter().map(|(shown, _)| *shown).collect();
        fields.sort_unstable();
        let head = json!({
            "name": scene.name, "lesson": scene.lesson, "title": scene.title, "story": scene.story,
            "task": scene.task, "mistake": scene.mistake, "wrong": wrong, "threads": names, "fields": fields,
        });
        let head = head.to_string();
        format!(
            "{},\n\"shown\":[{}],\n\"shared\":[{}],\n\"verdicts\":[{}],\n\"points\":[\n{}\n]}}\n",
            head.trim_end_matches('}'),
            shown.join(),
            shared.join(),
            verdicts.join(),
            points.join(",\n")
        )
    }

    /// All threads that there ever are, in the order in which they come.
    fn names(&self) -> BTreeMap<usize, String> {
        self.nodes
            .iter()
            .flat_map(|node| node.threads.iter().map(|(id, (name, _))| (*id, name.clone())))
            .collect()
    }
}

/// Values, each once.
#[derive(Default)]
struct Table {
    values: Vec<String>,
    places: HashMap<String, usize>,
}

impl Table {
    fn place(&mut self, value: String) -> usize {
        let next = self.values.len();
        let place = *self.places.entry(value.clone()).or_insert(next);
        if place == next {
            self.values.push(value);
        }
        place
    }

    fn join(&self) -> String {
        self.values.join(",")
    }
}
