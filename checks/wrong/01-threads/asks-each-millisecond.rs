//! lesson: 01
//! mistake: asks each millisecond whether the member has ended
//! expect: a thread that joins must sleep, and cost nothing
use std::time::Duration;

impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let ended = while_waiting(Place::Join(name.clone()), || {
                while !member.is_finished() {
                    thread::sleep(Duration::from_millis(1));
                }
                member.join()
            });
            if let Err(payload) = ended {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}
