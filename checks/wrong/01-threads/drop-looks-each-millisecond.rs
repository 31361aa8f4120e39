//! lesson: 01
//! mistake: a drop looks each millisecond whether the member has ended, so that no panic can come out of a join
//! expect: a thread that drops a crew must sleep until its end
use std::time::Duration;

impl Drop for Crew {
    fn drop(&mut self) {
        if self.contains_current() {
            return;
        }
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            while_waiting(Place::Join(name), || {
                while !member.is_finished() {
                    thread::sleep(Duration::from_millis(1));
                }
            });
        }
    }
}
