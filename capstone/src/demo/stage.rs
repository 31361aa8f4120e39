//! The stage of the Month 1 demo, made of child processes: it performs each action of the script.
//!
//! It starts programs as a user starts them, so the demo shows what a user gets. An action is a function on the
//! sandbox, in the file that is named after its subject.

mod chart;
mod child;
mod cleanup;
mod client;
mod framing;
mod load;
mod logs;
mod misbehave;
mod numbers;
mod ramp;
mod sandbox;
mod stats;
mod volley;

pub use cleanup::clean_up_after;

use super::evidence::Evidence;
use super::figure::Figure;
use super::month1::Action;
use super::run::Stage;
use crate::net::Signals;
use crate::sync::thread;
use anyhow::Result;
use sandbox::Sandbox;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A short sleep, and how many of them must take no more than twice as long before the machine counts as calm.
const NAP: Duration = Duration::from_millis(2);
const CALM: u32 = 100;

/// How long the demo waits for that.
const STORM: Duration = Duration::from_secs(10);

/// A stage on which `capstone` runs as child processes. Nothing of it is left behind, however the demo ends.
pub struct ProcessStage(Sandbox);

impl ProcessStage {
    /// Makes the stage: a folder for its files, and the guard process that cleans up after a demo that is killed.
    ///
    /// `program` is started as `capstone`, in place of this very executable. `show` gets lines to show in place of those
    /// before: what the server looks like while it works; with no lines, they are taken away.
    ///
    /// # Errors
    ///
    /// If the system has no room for a process or a folder.
    pub fn open(
        program: Option<PathBuf>,
        signals: Signals,
        show: impl FnMut(&[String]) + 'static,
    ) -> Result<Self> {
        Ok(Self(Sandbox::open(program, signals, Box::new(show))?))
    }

    fn act(&mut self, action: &Action) -> Result<Evidence> {
        let sandbox = &mut self.0;
        match action {
            Action::Serve(args) => {
                let line = sandbox.serve(args)?;
                let shown = format!("$ capstone serve --addr 127.0.0.1:0 {}", args.join(" "));
                Ok(Evidence::default().line(shown).line(line))
            }
            Action::Stop => {
                let code = sandbox.interrupt_server()?.exit_code();
                Ok(Evidence::default().with("exit code", Figure::count(code)))
            }
            Action::Echo(text) => logs::echo(sandbox, text),
            Action::Log(texts) => logs::log_texts(sandbox, texts),
            Action::Offend => misbehave::offend(sandbox),
            Action::Find(name, filters) => logs::find(sandbox, name, filters),
            Action::ReadBack(texts) => logs::read_back(sandbox, texts),
            Action::Dissect(text) => framing::dissect(sandbox, text),
            Action::Fragment => framing::fragment(sandbox),
            Action::Misbehave => misbehave::misbehave(sandbox),
            Action::Volley(volley, workers) => volley::volley(sandbox, *volley, *workers),
            Action::Stress(args) => load::stress(sandbox, args),
            Action::StressBesideBadClients(args) => misbehave::stress_beside_bad_clients(sandbox, args),
            Action::Stats(names) => stats::show_stats(sandbox, names),
            Action::Ramp(args) => ramp::ramp(sandbox, args),
            Action::Contention => stats::contention(sandbox),
            Action::Interrupt(args) => load::interrupt(sandbox, args),
        }
    }
}

impl Stage for ProcessStage {
    type Action = Action;

    fn perform(&mut self, action: &Action) -> Result<Evidence, String> {
        self.act(action).map_err(|error| format!("{error:#}"))
    }

    fn clear(&mut self) {
        self.0.clear();
    }

    /// Calm is when a short sleep takes about as long as it should, many times in a row.
    fn calm_down(&mut self) {
        let began = Instant::now();
        let mut calm = 0;
        while calm < CALM && began.elapsed() < STORM && !self.interrupted() {
            let slept = Instant::now();
            thread::sleep(NAP);
            calm = if slept.elapsed() < 2 * NAP { calm + 1 } else { 0 };
        }
    }

    fn interrupted(&self) -> bool {
        self.0.signals.stop_requested()
    }
}
