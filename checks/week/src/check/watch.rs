//! `cargo week check --watch`: checks again whenever a file is saved, and goes on to the next lesson when one passes.

use super::Check;
use crate::lesson::Lesson;
use crate::place::Place;
use crate::process::Cancel;
use crate::terminal::Terminal;
use anyhow::{Context, Result};
use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// An editor that saves writes several times. When nothing has changed for this long it is done.
const QUIET: Duration = Duration::from_millis(150);

/// Checks the lesson, and the next when it has passed, until somebody ends it with Ctrl+C, or all have passed.
pub(crate) fn watch(place: &Place, lesson: Option<u32>, terminal: Terminal) -> Result<()> {
    let lessons = place.lessons()?;
    let mut lesson = place.lesson(&lessons, lesson)?;
    let changes = Changes::of(place, &lessons)?;
    loop {
        let cancel = changes.renewed();
        let passed = Check { place, lessons: &lessons, lesson, terminal, cancel: &cancel }.run()?;
        if passed {
            let Some(next) = lessons.iter().find(|next| next.number > lesson.number) else { return Ok(()) };
            lesson = next;
        }
        if !cancel.is_cancelled() {
            let words =
                format!("Waiting for you to save a file; then lesson {}. Ctrl+C ends it.", lesson.number);
            terminal.say(&format!("\n{}\n", terminal.faint(&words)));
        }
        changes.wait()?;
        terminal.say("\n");
    }
}

/// What changes in the folders that a learner writes in.
struct Changes {
    /// It stops when it goes.
    _watcher: RecommendedWatcher,
    heard: Receiver<()>,
    /// What a change cancels: the check that runs.
    cancels: Arc<Mutex<Cancel>>,
}

impl Changes {
    fn of(place: &Place, lessons: &[Lesson]) -> Result<Self> {
        let (sender, heard) = channel();
        let cancels = Arc::new(Mutex::new(Cancel::default()));
        let current = Arc::clone(&cancels);
        let hear = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_a_save(&event)) {
                current.lock().unwrap_or_else(PoisonError::into_inner).cancel();
                let _ = sender.send(());
            }
        };
        let mut watcher = notify::recommended_watcher(hear).context("this system cannot watch files")?;
        let files = lessons.iter().flat_map(|lesson| lesson.files());
        let folders: BTreeSet<&str> = files.filter_map(|file| file.split('/').next()).collect();
        for folder in folders.into_iter().map(|folder| place.root.join(folder)) {
            watcher
                .watch(&folder, RecursiveMode::Recursive)
                .with_context(|| format!("{} cannot be watched", folder.display()))?;
        }
        Ok(Self { _watcher: watcher, heard, cancels })
    }

    /// What the next change cancels.
    fn renewed(&self) -> Cancel {
        let cancel = Cancel::default();
        *self.cancels.lock().unwrap_or_else(PoisonError::into_inner) = cancel.clone();
        cancel
    }

    /// Waits for a change, if there was none since the last time, and until it is complete.
    fn wait(&self) -> Result<()> {
        self.heard.recv().context("files are not watched any more")?;
        while self.heard.recv_timeout(QUIET).is_ok() {}
        Ok(())
    }
}

/// Whether a file of code has another content now. To read it is no change.
fn is_a_save(event: &Event) -> bool {
    let changes = match event.kind {
        EventKind::Modify(what) => !matches!(what, ModifyKind::Metadata(_)),
        EventKind::Create(_) | EventKind::Remove(_) => true,
        _ => false,
    };
    let is_code = |path: &Path| path.extension().is_some_and(|end| end == "rs" || end == "toml");
    changes && event.paths.iter().any(|path| is_code(path))
}
