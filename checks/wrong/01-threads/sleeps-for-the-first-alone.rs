//! lesson: 01
//! mistake: sleeps until the first member ends, and looks each millisecond for the others: they cannot take much longer
//! expect: a thread that joins must sleep, and cost nothing, but thread `joiner` did not sleep
use std::time::Duration;

impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for (index, member) in self.members.drain(..).enumerate() {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let joined = while_waiting(Place::Join(name.clone()), || {
                while index > 0 && !member.is_finished() {
                    thread::sleep(Duration::from_millis(1));
                }
                member.join()
            });
            if let Err(payload) = joined {
                panics.push((name, panic_message(payload)));
            }
        }
        panics
    }
}
