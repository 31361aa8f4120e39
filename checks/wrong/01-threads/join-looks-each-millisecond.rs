//! lesson: 01
//! mistake: `join` looks each millisecond whether the member has ended, and joins when all have; a drop sleeps
//! expect: a thread that joins must sleep, and cost nothing, but thread `joiner` did not sleep
use std::time::Duration;

impl Crew {
    pub fn join(mut self) -> Result<(), CrewPanic> {
        let size = self.members.len();
        // When all have ended, no join below has to wait.
        for member in &self.members {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            while_waiting(Place::Join(name), || {
                while !member.is_finished() {
                    thread::sleep(Duration::from_millis(1));
                }
            });
        }
        let panics = self.join_members();
        if panics.is_empty() { Ok(()) } else { Err(CrewPanic { size, panics }) }
    }
}
