//! How much a program that is not trusted adds to the disk: in the folders that it may write in, and in files that it holds
//! open although no folder has them any more.
//!
//! To add up takes as long as the program makes it take. So it is not for the thread that watches everything else.

use super::family;
use super::limits::Limits;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{Error, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

/// How long it rests between two looks.
const LOOK: Duration = Duration::from_millis(500);

/// What an entry takes at least: an empty file takes its place in a table.
const BLOCK: u64 = 4096;

const MIB: u64 = 1 << 20;

/// What was there before the program began, and how much more there may be.
#[derive(Debug)]
pub(super) struct Disk {
    folders: Vec<PathBuf>,
    /// In MiB.
    most: u64,
    before: Use,
}

/// What is on the disk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Use {
    bytes: u64,
    /// How many folders cannot be looked into.
    closed: usize,
}

impl Disk {
    /// Nothing, if there is no limit.
    pub(super) fn of(limits: &Limits) -> Option<Self> {
        let folders = limits.write.clone();
        Some(Self { before: Use::of(&folders), folders, most: limits.disk? })
    }

    /// Returns when the program has gone beyond the limit, with that in words.
    pub(super) fn wait_for_excess(&self) -> String {
        loop {
            thread::sleep(LOOK);
            let now = Use::of(&self.folders);
            if now.closed > self.before.closed {
                return "it made a folder that nobody can look into".to_owned();
            }
            if now.bytes + unlinked() > self.before.bytes + self.most * MIB {
                return format!("it wrote more than {} MiB to the disk", self.most);
            }
        }
    }
}

impl Use {
    fn of(folders: &[PathBuf]) -> Self {
        let mut all = Self::default();
        let mut folders = folders.to_vec();
        while let Some(folder) = folders.pop() {
            match fs::read_dir(&folder) {
                Ok(entries) => {
                    for entry in entries.flatten() {
                        let Ok(about) = entry.metadata() else { continue }; // it has gone
                        all.bytes += size(&about);
                        if about.is_dir() {
                            folders.push(entry.path());
                        }
                    }
                }
                Err(problem) => all.closed += usize::from(is_closed(&problem)),
            }
        }
        all
    }
}

/// Its owner may have locked it, or its path is too long.
fn is_closed(problem: &Error) -> bool {
    matches!(problem.kind(), ErrorKind::PermissionDenied | ErrorKind::InvalidFilename)
}

fn size(about: &Metadata) -> u64 {
    about.len().max(BLOCK)
}

/// What the files take that only those who hold them open still have, in bytes.
fn unlinked() -> u64 {
    let open = family::members().into_iter().flat_map(|member| {
        let files = fs::read_dir(format!("/proc/{}/fd", member.id)).into_iter().flatten().flatten();
        files.filter_map(|file| fs::metadata(file.path()).ok())
    });
    let unlinked = open.filter(|about| about.is_file() && about.nlink() == 0);
    // Several may hold the same.
    let sizes: BTreeMap<(u64, u64), u64> =
        unlinked.map(|about| ((about.dev(), about.ino()), size(&about))).collect();
    sizes.values().sum()
}
