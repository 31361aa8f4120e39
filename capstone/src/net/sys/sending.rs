//! Signals that we send: to a child, and to all processes of a group.

use super::check;
use std::io;

/// Sends SIGINT to a child, as Ctrl+C does. No code may have waited for `child` yet: then its id cannot belong to
/// another process.
///
/// # Errors
///
/// What kill(2) reports.
pub fn interrupt(child: u32) -> io::Result<()> {
    let id = libc::pid_t::try_from(child).map_err(io::Error::other)?;
    // SAFETY: kill takes no pointer.
    check(unsafe { libc::kill(id, libc::SIGINT) })?;
    Ok(())
}

/// Kills every process of this one's process group, itself among them. It returns only if that fails.
///
/// # Errors
///
/// What kill(2) reports.
pub fn kill_own_group() -> io::Result<()> {
    // SAFETY: kill takes no pointer; id 0 stands for the caller's own group.
    check(unsafe { libc::kill(0, libc::SIGKILL) })?;
    Ok(())
}
