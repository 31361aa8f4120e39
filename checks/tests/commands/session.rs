//! A table's row: commands that belong together, and how they are run.

use std::env;

/// Commands of one text, in the order in which somebody types them. A server among them stays until the last of the
/// others has ended, and then gets Ctrl+C.
#[derive(Debug)]
pub(crate) struct Session {
    /// The text's path from the workspace's root.
    pub(crate) text: &'static str,
    pub(crate) steps: &'static [Step],
    pub(crate) beside: Beside,
    pub(crate) output: Output,
    /// Why it is no part of `cargo test` as it stands in the text: only the campaign runs it so.
    pub(crate) long: Option<&'static str>,
    /// Whether the text says that other systems cannot do this.
    pub(crate) on_linux: bool,
    /// A program that is none of ours, and not on every machine.
    pub(crate) needs: Option<&'static str>,
}

#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) command: &'static str,
    /// Arguments that are always added: only those that keep a run from touching the repository.
    pub(crate) more: &'static str,
    /// Arguments with which a long command is quick enough for `cargo test`, if there are any.
    pub(crate) quick: Option<&'static str>,
    /// How it has to end.
    pub(crate) code: i32,
}

/// What runs beside a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Nothing,
    Server,
    /// A server with one worker, at work, and four more requests in its queue of four.
    FullServer,
}

/// How what the commands write is held against what the text shows below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// As `shape.rs` says.
    Shown,
    /// The same, but there may be more lines.
    AmongOthers,
    /// Not at all, because of this.
    Not(&'static str),
}

impl Session {
    pub(crate) const fn of(text: &'static str, steps: &'static [Step]) -> Self {
        Self {
            text,
            steps,
            beside: Beside::Nothing,
            output: Output::Shown,
            long: None,
            on_linux: false,
            needs: None,
        }
    }

    pub(crate) const fn beside(mut self, beside: Beside) -> Self {
        self.beside = beside;
        self
    }

    pub(crate) const fn output(mut self, output: Output) -> Self {
        self.output = output;
        self
    }

    pub(crate) const fn long(mut self, why: &'static str) -> Self {
        self.long = Some(why);
        self
    }

    pub(crate) const fn on_linux(mut self) -> Self {
        self.on_linux = true;
        self
    }

    pub(crate) const fn needs(mut self, program: &'static str) -> Self {
        self.needs = Some(program);
        self
    }

    /// Whether this system can do it. Says so if it lacks a program.
    pub(crate) fn can_run(&self) -> bool {
        let lacks = self.needs.filter(|program| !is_in_path(program));
        if let Some(program) = lacks {
            eprintln!("skipped: {} needs {program}, which is not here", self.text);
        }
        lacks.is_none() && (!self.on_linux || cfg!(target_os = "linux"))
    }

    /// Whether `cargo test` runs it, if need be with other arguments.
    pub(crate) fn is_for_every_test(&self) -> bool {
        self.long.is_none() || self.steps.iter().all(|step| step.quick.is_some())
    }

    /// Whether it runs this. With `--quiet` cargo says less; what runs is the same.
    pub(crate) fn has(&self, command: &str) -> bool {
        let loud = |command: &str| command.replace(" --quiet", "");
        self.steps.iter().any(|step| loud(step.command) == loud(command))
    }
}

impl Step {
    pub(crate) const fn new(command: &'static str) -> Self {
        Self { command, more: "", quick: None, code: 0 }
    }

    pub(crate) const fn more(mut self, more: &'static str) -> Self {
        self.more = more;
        self
    }

    pub(crate) const fn quick(mut self, quick: &'static str) -> Self {
        self.quick = Some(quick);
        self
    }

    pub(crate) const fn code(mut self, code: i32) -> Self {
        self.code = code;
        self
    }
}

fn is_in_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|folder| folder.join(program).exists())
}
