//! lesson: 06
//! mistake: from inside a job, waits until all other workers have ended: one of their jobs may wait for this one
//! expect: inside a job, shutdown must not wait for the jobs of the other workers, either
use crate::sync::thread;
use std::time::Duration;

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let inside = self.crew.contains_current();
        let crew = mem::take(&mut self.crew);
        let mut discarded = match how {
            Shutdown::Discard => self.discard_waiting(),
            Shutdown::Drain => 0,
        };
        let has_passed = || deadline.is_some_and(|deadline| Instant::now() >= deadline);
        let all_ended = if inside {
            // This worker cannot end before its job has returned. The others can: a report that counts them as abandoned
            // would say less than it could.
            while self.shared.working.remaining() > 1 && !has_passed() {
                thread::sleep(Duration::from_millis(1));
            }
            if has_passed() {
                discarded += self.discard_waiting();
            }
            false
        } else if let Some(deadline) = deadline {
            let in_time = self.shared.working.wait_until(deadline);
            if !in_time {
                discarded += self.discard_waiting();
            }
            in_time
        } else {
            true
        };
        if all_ended {
            let _ = crew.join();
        } else {
            crew.detach();
        }
        self.account(discarded)
    }

    fn discard_waiting(&self) -> u64 {
        let jobs = self.shared.queue.take_all();
        let count = jobs.len() as u64;
        jobs.into_iter().for_each(drop_quietly);
        count
    }

    fn account(&self, discarded: u64) -> ShutdownReport {
        let totals = self.totals();
        let abandoned = totals.accepted - (totals.completed + totals.panicked + discarded);
        ShutdownReport {
            accepted: totals.accepted,
            completed: totals.completed,
            panicked: totals.panicked,
            discarded,
            abandoned,
        }
    }
}
