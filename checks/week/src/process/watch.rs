//! Watches what a program that is not trusted uses, beside what the system itself limits.

use super::family;
use super::limits::Limits;
use std::fs;
use std::path::Path;
use std::time::Duration;
use std::{iter, thread};

/// How often it looks.
const LOOK: Duration = Duration::from_millis(50);

/// To add up what is in folders takes longer, so that is done each so many times.
const SELDOM: usize = 10;

const MIB: u64 = 1 << 20;

/// Returns when the program has gone beyond one of its limits, with that in words.
pub(super) fn wait_for_excess(limits: &Limits) -> String {
    let before = if limits.disk.is_some() { size_of_all(limits) } else { 0 };
    for turn in 1.. {
        thread::sleep(LOOK);
        let family = family::members();
        if let Some(most) = limits.processes.filter(|most| family.len() > *most) {
            return format!("it started more than {most} processes");
        }
        let memory: u64 = family.iter().map(|member| member.memory).sum();
        if let Some(most) = limits.memory.filter(|most| memory > most * MIB) {
            return format!("it took more than {most} MiB of memory");
        }
        if turn % SELDOM == 0
            && let Some(most) = limits.disk.filter(|most| size_of_all(limits) > before + most * MIB)
        {
            return format!("it wrote more than {most} MiB to the disk");
        }
    }
    unreachable!("the turns do not end")
}

fn size_of_all(limits: &Limits) -> u64 {
    limits.write.iter().map(|folder| size(folder)).sum()
}

/// What the files below the folder take, in bytes.
fn size(folder: &Path) -> u64 {
    let mut folders = vec![folder.to_owned()];
    let files = iter::from_fn(|| {
        let entries = fs::read_dir(folders.pop()?).into_iter().flatten().flatten();
        let (inner, files): (Vec<_>, Vec<_>) =
            entries.partition(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.extend(inner.into_iter().map(|entry| entry.path()));
        Some(files.iter().filter_map(|file| file.metadata().ok()).map(|about| about.len()).sum::<u64>())
    });
    files.sum()
}
