//! What a program that is not trusted may use.

use clap::Args;
use std::ffi::OsString;
use std::path::PathBuf;

/// The limits of a program and of what it starts. Without any it is trusted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(crate) struct Limits {
    /// How many processes there may be at a time.
    #[arg(long)]
    pub(crate) processes: Option<usize>,
    /// How much memory all of them may have in use, in MiB.
    #[arg(long)]
    pub(crate) memory: Option<u64>,
    /// How much they may add to what is in the folders that they may write in, in MiB.
    #[arg(long)]
    pub(crate) disk: Option<u64>,
    /// What they may read and run. Where the system can do that, nothing else.
    #[arg(long)]
    pub(crate) read: Vec<PathBuf>,
    /// Where they may write.
    #[arg(long)]
    pub(crate) write: Vec<PathBuf>,
}

impl Limits {
    pub(super) fn is_trusted(&self) -> bool {
        *self == Self::default()
    }

    /// The same as options of a command line.
    pub(super) fn options(&self) -> Vec<OsString> {
        let numbers = [
            ("--processes", self.processes.map(|count| count.to_string())),
            ("--memory", self.memory.map(|size| size.to_string())),
            ("--disk", self.disk.map(|size| size.to_string())),
        ];
        let numbers = numbers.into_iter().filter_map(|(name, value)| Some([name.into(), value?.into()]));
        let paths = |name: &'static str, paths: &[PathBuf]| {
            paths
                .iter()
                .map(|path| [name.into(), path.as_os_str().to_owned()])
                .collect::<Vec<[OsString; 2]>>()
        };
        numbers.chain(paths("--read", &self.read)).chain(paths("--write", &self.write)).flatten().collect()
    }
}
