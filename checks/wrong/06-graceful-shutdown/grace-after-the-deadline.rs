//! lesson: 06
//! mistake: at the deadline, gives the jobs that run one more second, so that fewer are abandoned
//! expect: a shutdown must return at its deadline, and not give the jobs any time beyond it
use std::time::Duration;

/// So that a job that is nearly done need not be abandoned.
const GRACE: Duration = Duration::from_secs(1);

impl<J: Job> ThreadPool<J> {
    fn end(mut self, how: Shutdown, deadline: Option<Instant>) -> ShutdownReport {
        self.close();
        let inside = self.crew.contains_current();
        let crew = mem::take(&mut self.crew);
        let mut discarded = match how {
            Shutdown::Discard => self.discard_waiting(),
            Shutdown::Drain => 0,
        };
        let all_ended = match deadline {
            None => !inside,
            Some(deadline) if inside => {
                if Instant::now() >= deadline {
                    discarded += self.discard_waiting();
                }
                false
            }
            Some(deadline) => {
                self.shared.working.wait_until(deadline) || {
                    discarded += self.discard_waiting();
                    self.shared.working.wait_until(Instant::now() + GRACE)
                }
            }
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
