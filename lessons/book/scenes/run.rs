//! One run of a scene: what each thread is about to do, who holds which lock, and who sleeps where.

use super::scene::{Facts, Focus};
use super::thread::{Pending, Thread};
use crate::sync::trace::{Action, Event};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The task that sets the scene. It is no part of it.
pub(crate) const STAGE: usize = 0;

thread_local! {
    static RUN: RefCell<Option<Run>> = const { RefCell::new(None) };
}

/// See the module.
pub(crate) struct Run {
    pub(crate) threads: BTreeMap<usize, Thread>,
    pub(crate) holders: BTreeMap<&'static str, usize>,
    /// By condition: of each notification that nobody has taken yet, the threads that may take it.
    pub(crate) signals: BTreeMap<&'static str, Vec<BTreeSet<usize>>>,
    /// Whether all threads of the scene are there.
    pub(crate) set: bool,
    /// The scene is taken down: what happens now is no part of it.
    pub(crate) stopped: bool,
    pub(crate) fields: BTreeMap<&'static str, String>,
    /// Of a scene whose shared state cannot be watched: how each lock's, and the atomics', has come about. Where it comes
    /// about in the same way, it is the same.
    pub(crate) versions: Option<BTreeMap<&'static str, u64>>,
    /// The threads that the scene names. Others belong to a crew, and say nothing when they end.
    pub(crate) named: Vec<&'static str>,
    focus: Focus,
}

/// Begins a run.
pub(crate) fn begin(focus: Focus) {
    RUN.set(Some(Run {
        threads: BTreeMap::new(),
        holders: BTreeMap::new(),
        signals: BTreeMap::new(),
        set: false,
        stopped: false,
        fields: BTreeMap::new(),
        versions: None,
        named: Vec::new(),
        focus,
    }));
}

/// Ends it, and forgets it.
pub(crate) fn end() {
    RUN.set(None);
}

/// For the scheduler, which is no thread of the scene.
pub(crate) fn of_scheduler<R>(body: impl FnOnce(&mut Run) -> R) -> R {
    RUN.with_borrow_mut(|run| body(run.as_mut().expect("a run is under way")))
}

/// For the thread that calls, as long as the scene goes on.
pub(crate) fn with(body: impl FnOnce(&mut Run, usize)) {
    let me = usize::from(shuttle::current::me());
    let _ = RUN.try_with(|run| {
        if let Ok(mut run) = run.try_borrow_mut()
            && let Some(run) = run.as_mut().filter(|run| !run.stopped)
        {
            body(run, me);
        }
    });
}

impl Run {
    fn thread(&mut self, id: usize) -> &mut Thread {
        self.threads.entry(id).or_default()
    }

    /// The thread's next step.
    pub(crate) fn say(&mut self, me: usize, pending: Pending) {
        if me != STAGE {
            self.thread(me).pending = Some(pending);
        }
    }

    /// What the door tells of the thread.
    pub(crate) fn hear(&mut self, me: usize, event: Event) {
        if me == STAGE {
            return;
        }
        match event {
            Event::Next(action) if self.is_told(&action) => self.say(me, Pending::Door(action)),
            // It happens at once: nobody is asked in between.
            Event::Next(Action::NotifyOne(condition)) => self.notify_one(condition),
            Event::Next(_) => {}
            Event::Took(lock) => {
                self.holders.insert(lock, me);
                self.find_version(me, lock);
            }
            Event::Freed(lock) => self.free(me, lock),
            Event::Woke(_) | Event::TimedOut(_) => self.thread(me).asleep = None,
            Event::At(_) => {}
        }
    }

    pub(crate) fn focus(&self) -> Focus {
        self.focus
    }

    fn is_told(&self, action: &Action) -> bool {
        let with_atomics = matches!(action, Action::Read | Action::Write(_));
        match self.focus {
            Focus::Locks => !with_atomics,
            Focus::Atomics(..) => with_atomics || matches!(action, Action::Wait(..)),
        }
    }

    /// A call of the thread has returned.
    pub(crate) fn returned(&mut self, me: usize, words: &str, result: &str) {
        let thread = self.thread(me);
        thread.results.push((words.to_owned(), result.to_owned()));
        thread.call.clear();
        thread.seen.clear();
    }

    /// A worker has a job, and knows nothing else.
    pub(crate) fn begin_job(&mut self, me: usize, words: &str) {
        self.thread(me).seen = vec![words.to_owned()];
    }

    /// The thread takes its next step now, and finds what is `found`.
    pub(crate) fn step(&mut self, id: usize, found: u64) {
        let thread = self.thread(id);
        let words = format!("{} {found:x}", thread.words(Focus::Locks));
        if let Some((condition, lock)) = thread.asleep.take() {
            thread.pending = Some(Pending::Door(Action::Lock(lock)));
            thread.seen.push(words);
            self.take_signal(condition, id);
            return;
        }
        let pending = thread.pending.take();
        thread.seen.push(words);
        match pending {
            Some(Pending::Call(words)) => {
                thread.seen.clear();
                thread.call = words;
            }
            Some(Pending::Door(Action::Wait(condition, lock))) => {
                thread.asleep = Some((condition, lock));
                self.free(id, lock);
            }
            Some(Pending::Door(Action::Read)) => self.find_version(id, "the atomics"),
            Some(Pending::Door(Action::Write(_))) => self.change_version(id, "the atomics"),
            Some(Pending::Door(Action::NotifyOne(condition))) => self.notify_one(condition),
            _ => {}
        }
    }

    fn free(&mut self, me: usize, lock: &'static str) {
        self.holders.remove(lock);
        self.change_version(me, lock);
    }

    /// The thread finds what is there now.
    fn find_version(&mut self, me: usize, what: &'static str) {
        if let Some(versions) = &self.versions {
            let version = versions.get(what).copied().unwrap_or_default();
            self.thread(me).seen.push(format!("{what} {version:x}"));
        }
    }

    /// The thread may have changed it, by what it knows.
    fn change_version(&mut self, me: usize, what: &'static str) {
        let thread = self.thread(me);
        let knows = hash(&format!("{me} {:?} {:?}", thread.seen, thread.results));
        if let Some(versions) = &mut self.versions {
            let version = versions.entry(what).or_default();
            *version = hash(&format!("{version} {knows}"));
        }
    }

    fn notify_one(&mut self, condition: &'static str) {
        let sleepers = self.sleepers(condition);
        if !sleepers.is_empty() {
            self.signals.entry(condition).or_default().push(sleepers);
        }
    }

    fn sleepers(&self, condition: &str) -> BTreeSet<usize> {
        let sleeps = |thread: &Thread| thread.asleep.is_some_and(|(on, _)| on == condition);
        self.threads.iter().filter(|(_, thread)| sleeps(thread)).map(|(id, _)| *id).collect()
    }

    /// As the explorer's condition variable does: the first notification that may be this thread's is used up.
    fn take_signal(&mut self, condition: &'static str, id: usize) {
        let signals = self.signals.entry(condition).or_default();
        if let Some(at) = signals.iter().position(|eligible| eligible.contains(&id)) {
            signals.remove(at);
        }
        signals.iter_mut().for_each(|eligible| drop(eligible.remove(&id)));
        signals.retain(|eligible| !eligible.is_empty());
    }

    /// Whether the thread can take its next step now.
    pub(crate) fn can_step(&self, id: usize) -> bool {
        let thread = &self.threads[&id];
        if thread.asleep.is_some() {
            return thread.runnable;
        }
        match &thread.pending {
            Some(Pending::Door(Action::Lock(lock))) => !self.holders.contains_key(lock),
            Some(Pending::Poll(ready)) => ready(),
            Some(_) => thread.runnable,
            None => false,
        }
    }

    pub(crate) fn facts(&self, over: bool) -> Facts {
        let results = self.threads.values().flat_map(|thread| thread.results.clone()).collect();
        Facts { fields: self.fields.clone(), results, over }
    }

    /// What tells this point of the scene from others.
    pub(crate) fn key(&self, watched: &str) -> String {
        let thread = |(id, thread): (&usize, &Thread)| {
            let Thread { asleep, call, seen, results, ended, runnable, .. } = thread;
            format!(
                "{id} {} {asleep:?} {call} {seen:?} {results:?} {ended} {}\n",
                thread.words(self.focus),
                asleep.is_some() && *runnable
            )
        };
        let threads: String = self.threads.iter().map(thread).collect();
        format!("{threads}{:?} {:?} {:?} {:?} {watched}", self.holders, self.signals, self.fields, self.versions)
    }
}

/// A number that stands for some words.
pub(crate) fn hash(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
