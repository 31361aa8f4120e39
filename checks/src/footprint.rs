//! What a process holds: its descriptors, threads and memory. After a fault, they must be what they were
//! before.

/// What `/proc` shows of a process. Linux only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Footprint {
    /// Open descriptors.
    pub descriptors: usize,
    /// Threads.
    pub threads: usize,
    /// Memory in use, in bytes (the resident set).
    pub memory: u64,
    /// Memory that it may use, in bytes: its address space.
    pub address_space: u64,
}

impl Footprint {
    /// The process's footprint now; `None` if it has ended, or on a system without `/proc`.
    pub fn of(process_id: u32) -> Option<Self> {
        system::footprint(process_id)
    }

    /// That of the calling process.
    pub fn own() -> Option<Self> {
        Self::of(std::process::id())
    }
}

/// Into how many mappings the memory of the calling process falls. The stack of a thread is one at least, until the thread has
/// ended and was joined or detached.
///
/// # Panics
///
/// On a system without `/proc`.
pub fn mappings() -> usize {
    let maps = std::fs::read_to_string("/proc/self/maps").expect("a process may read its own mappings");
    maps.lines().count()
}

#[cfg(target_os = "linux")]
mod system {
    use super::Footprint;
    use std::fs;
    use std::path::PathBuf;

    pub(super) fn footprint(process_id: u32) -> Option<Footprint> {
        let process = PathBuf::from(format!("/proc/{process_id}"));
        let status = fs::read_to_string(process.join("status")).ok()?;
        // `Threads: 8` or `VmRSS: 1234 kB`; an ended process that nobody waited for has no line of the second kind.
        let number = |key: &str| {
            let value = status.lines().find_map(|line| line.strip_prefix(key))?;
            value.trim().trim_end_matches(" kB").parse::<u64>().ok()
        };
        Some(Footprint {
            descriptors: fs::read_dir(process.join("fd")).ok()?.count(),
            threads: number("Threads:")? as usize,
            memory: 1024 * number("VmRSS:")?,
            address_space: 1024 * number("VmSize:")?,
        })
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use super::Footprint;

    pub(super) fn footprint(_process_id: u32) -> Option<Footprint> {
        None
    }
}
