//! lesson: 01
//! mistake: a drop looks each millisecond whether the member has ended, and joins it then
//! expect: a thread that drops a crew must sleep until its end
use std::time::Duration;

impl Drop for Crew {
    fn drop(&mut self) {
        if self.contains_current() {
            return;
        }
        for member in mem::take(&mut self.members) {
            let name = member.thread().name().unwrap_or("unnamed").to_owned();
            let ended = while_waiting(Place::Join(name), || {
                while !member.is_finished() {
                    thread::sleep(Duration::from_millis(1));
                }
                member.join()
            });
            drop(ended.map_err(panic_message));
        }
    }
}
