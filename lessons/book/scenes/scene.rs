//! What a scene is: its threads, what a reader sees of what they share, and what must not come of it.

use super::run;
use super::thread::Pending;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The calls of one thread.
pub(crate) type Part = Box<dyn FnOnce() + Send>;

/// A scene, in both versions.
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    pub(crate) lesson: u32,
    pub(crate) title: &'static str,
    /// What goes on.
    pub(crate) story: &'static str,
    /// What to try, in the wrong version.
    pub(crate) task: &'static str,
    /// What is wrong with the wrong version. Shown when it is broken.
    pub(crate) mistake: &'static str,
    /// The fragment that makes the wrong version; empty if the mistake is the caller's.
    pub(crate) wrong: &'static str,
    /// What a reader sees of what is shared: what it is called, and what it is called in its `Debug`.
    pub(crate) fields: &'static [(&'static str, &'static str)],
    /// Between which steps another thread may go on.
    pub(crate) focus: Focus,
    /// The threads, and what they share.
    pub(crate) set: fn(wrong: bool) -> Set,
    /// What has gone wrong, if something has that a sleeper for ever does not tell.
    pub(crate) judge: fn(&Facts) -> Option<String>,
}

/// Which steps are told apart. All others happen together with the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Those with locks and conditions.
    Locks,
    /// Those with atomics, which `.0` reads and `.1` writes, in words.
    Atomics(&'static str, &'static str),
}

/// A scene that is about to begin.
pub(crate) struct Set {
    pub(crate) threads: Vec<(&'static str, Part)>,
    /// What they share, as its `Debug` shows it.
    pub(crate) watch: Box<dyn Fn() -> String>,
}

/// What is known at some point of a scene.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// Each call that has returned, with what it returned.
    pub(crate) results: Vec<(String, String)>,
    /// All threads have ended.
    pub(crate) over: bool,
}

impl Facts {
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether a call whose words begin so has returned this.
    pub(crate) fn returned(&self, call: &str, result: &str) -> bool {
        self.results.iter().any(|(words, returned)| words.starts_with(call) && returned == result)
    }
}

/// A call of the calling thread, as a step that others may come before.
pub(crate) fn call(words: &str, body: impl FnOnce() -> String) {
    run::with(|run, me| run.say(me, Pending::Call(words.to_owned())));
    shuttle::thread::yield_now();
    let result = body();
    run::with(|run, me| run.returned(me, words, &result));
}

/// The calling thread, a worker, begins a job: what it has done before does not matter any more.
pub(crate) fn job(words: &str) {
    run::with(|run, me| run.begin_job(me, words));
}

/// A sleep in poll(2): the calling thread goes on when `ready` says so.
pub(crate) fn poll(ready: impl Fn() -> bool + 'static) {
    run::with(|run, me| run.say(me, Pending::Poll(Rc::new(ready))));
    shuttle::thread::yield_now();
}

/// Nothing that a sleeper for ever would not tell.
pub(crate) fn no_judge(_: &Facts) -> Option<String> {
    None
}
