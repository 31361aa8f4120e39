//! lesson: 01
//! mistake: asks each second whether the member has ended: too seldom to be seen in what the thread costs
//! expect: a thread that joins must sleep, and cost nothing
use std::time::Duration;

impl Crew {
    fn join_members(&mut self) -> Vec<(String, String)> {
        let mut panics = Vec::new();
        for member in self.members.drain(..) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let ended = while_waiting(Place::Join(name.clone()), || {
                let mut nap = Duration::from_micros(100);
                while !member.is_finished() {
                    thread::sleep(nap);
                    nap = (nap * 2).min(Duration::from_secs(1));
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
