//! Puts this process behind its limits, for good, and becomes the program that is not trusted.
//!
//! No root is needed. What the system cannot do is left out: files and signals are confined by Landlock, which Linux has
//! had since 5.13 and 6.12. The guard watches the rest.

use super::guard::NOT_STARTED;
use super::limits::Limits;
use rustix::process::{Resource, Rlimit, setrlimit};
use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

/// A process may have much more address space than memory: each thread reserves some for its stack.
const ADDRESSES: u64 = 4;

const MIB: u64 = 1 << 20;

/// Runs the program of this command line, within the limits.
pub(crate) fn confine(limits: &Limits, command: &[OsString]) -> ExitCode {
    let Some((program, args)) = command.split_first() else { return ExitCode::from(NOT_STARTED) };
    limit(Resource::Core, Some(0));
    limit(Resource::As, limits.memory.map(|size| ADDRESSES * size * MIB));
    limit(Resource::Fsize, limits.disk.map(|size| size * MIB));
    if let Err(problem) = files::confine(limits) {
        eprintln!("files cannot be confined: {problem}");
        return ExitCode::from(NOT_STARTED);
    }
    let error = Command::new(program).args(args).exec();
    eprintln!("{} cannot be run: {error}", program.display());
    ExitCode::from(NOT_STARTED)
}

/// A limit that is lower already stays.
fn limit(resource: Resource, most: Option<u64>) {
    if most.is_some() {
        let _ = setrlimit(resource, Rlimit { current: most, maximum: most });
    }
}

/// Whether files can be confined on this machine.
pub(crate) fn confines_files() -> bool {
    files::are_confined()
}

#[cfg(target_os = "linux")]
mod files {
    use super::Limits;
    use landlock::{
        ABI, Access, AccessFs, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
        path_beneath_rules,
    };
    use std::thread;

    const NEWEST: ABI = ABI::V6;

    /// What everybody writes to.
    const DEVICES: [&str; 5] = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

    pub(super) fn confine(limits: &Limits) -> Result<(), RulesetError> {
        if !limits.read.is_empty() || !limits.write.is_empty() {
            restrict(limits)?;
        }
        Ok(())
    }

    fn restrict(limits: &Limits) -> Result<RulesetStatus, RulesetError> {
        let (read, all) = (AccessFs::from_read(NEWEST), AccessFs::from_all(NEWEST));
        let ruleset = Ruleset::default().handle_access(all)?.scope(Scope::Signal)?.create()?;
        let ruleset = ruleset.add_rules(path_beneath_rules(&limits.read, read))?;
        let ruleset = ruleset.add_rules(path_beneath_rules(DEVICES, AccessFs::from_file(NEWEST)))?;
        Ok(ruleset.add_rules(path_beneath_rules(&limits.write, all))?.restrict_self()?.ruleset)
    }

    /// A thread that tries is confined for the rest of its life.
    pub(super) fn are_confined() -> bool {
        let tried = thread::spawn(|| {
            restrict(&Limits::default()).is_ok_and(|status| status != RulesetStatus::NotEnforced)
        });
        tried.join().unwrap_or(false)
    }
}

#[cfg(not(target_os = "linux"))]
mod files {
    use super::Limits;

    pub(super) fn confine(_: &Limits) -> Result<(), std::convert::Infallible> {
        Ok(())
    }

    pub(super) fn are_confined() -> bool {
        false
    }
}
