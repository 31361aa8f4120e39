//! One measurement of one run: the load, and what it kept busy.

use super::books::Books;
use crate::month::model::Service;
use crate::month::plan::{Load, PlannedRun};
use crate::month::task::Task;
use crate::month::utilisation::Utilisation;
use crate::processes::cpu_time::{self, ThreadTimes};
use crate::processes::running::Running;
use crate::processes::subject::Subject;
use anyhow::{Result, ensure};
use capstone::client::{ClosedLoop, ClosedTally, OneShot, Retries, Samples};
use capstone::observe::Summary;
use std::time::{Duration, Instant};

/// How long a request may take before it is given up.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A server warms up with this part of its requests.
pub(crate) const WARM_UP: u64 = 10;

/// What was measured.
#[derive(Debug, Clone)]
pub(crate) struct Trial {
    /// Requests a second.
    pub(crate) rate: f64,
    pub(crate) latency: Summary,
    pub(crate) utilisation: Utilisation,
    pub(crate) times: Times,
    /// CPU time of the server, all its threads together, for one request, in seconds.
    pub(crate) server_cpu: Option<f64>,
    /// What other programs had of all CPUs, and what a hypervisor took away.
    pub(crate) others: Option<f64>,
    /// The share of the time for which the event loop could have run and had no CPU.
    pub(crate) delay: Option<f64>,
    /// How long threads waited for locks, as a share of the time of one thread.
    pub(crate) lock_wait: Option<f64>,
}

/// Where a request spent its time, on average, in seconds.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Times {
    /// Outside of what the server sees: in the client, in the system, in a socket that is not read yet.
    pub(crate) outside: f64,
    /// From the request read to a worker taking it.
    pub(crate) queue: f64,
    /// The work, as long as it takes without load.
    pub(crate) work: f64,
    /// What is left: from the worker back to the event loop, until the reply is made.
    pub(crate) back: f64,
}

/// What all trials of a benchmark have in common.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bench {
    pub(crate) load: Load,
    pub(crate) service: Service,
    pub(crate) cpus: usize,
}

impl Bench {
    pub(crate) fn start(&self, run: &PlannedRun) -> Result<Running> {
        Subject::new(run.workers, self.load.queue).start()
    }

    /// Sends the server some requests that do not count.
    pub(crate) fn warm_up(&self, run: &PlannedRun, server: &Running) -> Result<()> {
        self.put_load(run.task, run.frames.div_ceil(WARM_UP), server).map(drop)
    }

    pub(crate) fn measure(&self, run: &PlannedRun, server: &Running) -> Result<Trial> {
        let look = || -> Result<_> {
            Ok((
                Books::from(&Samples::ask(&mut OneShot::new(server.address(), TIMEOUT))?),
                server.thread_times(),
            ))
        };
        let (books_before, server_before) = look()?;
        let (machine_before, mine_before) = (cpu_time::of_all_cpus(), cpu_time::of_this_thread());
        let begun = Instant::now();
        let tally = self.put_load(run.task, run.frames, server)?;
        let elapsed = begun.elapsed();
        let (machine, mine) = (cpu_time::of_all_cpus(), cpu_time::of_this_thread());
        let (books, server) = look()?;
        let books = books.since(books_before);
        let cpu = server.zip(server_before).map(|(now, before)| now.since(before));
        let mine = mine.zip(mine_before).map(|(now, before)| now - before);
        let per_second = |time: Duration| time.as_secs_f64() / elapsed.as_secs_f64();
        let utilisation = self.utilisation(run, tally.throughput(), cpu, mine, per_second);
        let machine = machine.zip(machine_before).map(|(now, before)| now.saturating_sub(before));
        let all = machine.map(|machine| per_second(machine) / self.cpus as f64);
        Ok(Trial {
            rate: tally.throughput(),
            utilisation,
            others: all.zip(utilisation.cpus).map(|(all, ours)| (all - ours).max(0.0)),
            times: self.times(run.task, &tally, books),
            server_cpu: cpu.map(|cpu| cpu.all.as_secs_f64() / tally.ok as f64),
            delay: cpu.map(|cpu| per_second(cpu.event_loop_delay)),
            lock_wait: books.lock_seconds.map(|seconds| seconds / elapsed.as_secs_f64()),
            latency: tally.latency,
        })
    }

    fn put_load(&self, task: Task, frames: u64, server: &Running) -> Result<ClosedTally> {
        let tally = ClosedLoop {
            address: server.address(),
            clients: self.load.clients,
            frames,
            depth: 1,
            workload: task.workload(self.load.payload),
            retries: Retries::new(5),
            timeout: TIMEOUT,
        }
        .run()?;
        ensure!(tally.is_clean(), "not every request was answered: {:?}", tally.first_fault);
        Ok(tally)
    }

    fn utilisation(
        &self,
        run: &PlannedRun,
        rate: f64,
        cpu: Option<ThreadTimes>,
        mine: Option<Duration>,
        per_second: impl Fn(Duration) -> f64,
    ) -> Utilisation {
        // The utilisation law: what X requests a second, each of S, keep busy.
        let working = rate * self.service.work(run.task);
        // Without workers the loop sleeps in the requests; its CPU time does not show that.
        let asleep = if run.workers == 0 && run.task == Task::Sleep { working } else { 0.0 };
        let workers = match run.task {
            Task::Echo => cpu.map(|cpu| per_second(cpu.workers)),
            Task::Sleep | Task::Spin => Some(working),
        };
        Utilisation {
            event_loop: cpu.map(|cpu| per_second(cpu.event_loop) + asleep),
            workers: workers.filter(|_| run.workers > 0).map(|busy| busy / run.workers as f64),
            cpus: cpu.zip(mine).map(|(cpu, mine)| per_second(cpu.all + mine) / self.cpus as f64),
            generator: mine.map(per_second),
        }
    }

    fn times(&self, task: Task, tally: &ClosedTally, books: Books) -> Times {
        let count = books.requests.max(1.0);
        let (request, queue) = (books.request_seconds / count, books.queue_seconds / count);
        let all = tally.latency.mean().as_secs_f64();
        let queue = queue.min(all);
        let work = self.service.work(task).min(all - queue);
        // Without workers the server's clock stands still while the loop works, so that nothing is left for this.
        let back = (request - queue - work).clamp(0.0, all - queue - work);
        Times { outside: all - queue - work - back, queue, work, back }
    }
}
