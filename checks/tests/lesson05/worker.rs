//! What a worker takes, in which order, and what it costs while there is nothing to take.

use crate::{Count, LESSON, LONG, hold, pool, submit};
use capstone::threads::{Task, ThreadPool};
use checks::{Gate, Section, assert_sleeps, until};
use std::sync::mpsc;
use std::thread;

const ALONE: Section = LESSON.section("One job at a time");

#[test]
fn a_worker_takes_one_job_at_a_time() {
    ALONE.claim("a worker must take one job at a time").holds(|| {
        // Nobody else waits, or a crowd, up to the last place: who takes more when there is more takes too much then.
        let lengths = [(64, 0), (64, 30), (64, 62), (4, 2), (2, 0)].into_iter();
        for ((capacity, behind), closed) in lengths.flat_map(|length| [(length, false), (length, true)]) {
            let pool = pool(2, capacity);
            let (busy, second_ran, first_ended) = (Gate::new(), Gate::new(), Count::default());
            hold(&pool, &busy, 2);
            submit_two_of_which_the_first_waits(&pool, &second_ran, &first_ended);
            (0..behind).for_each(|_| submit(&pool, || ()));
            if closed {
                pool.close(); // nothing comes after them
            }
            busy.open();
            let when = if closed { ", after close" } else { "" };
            until(&format!("a job that waits for the one behind it ended, with a worker free{when}"), || {
                first_ended.get() == 1
            });
        }
        // Whoever has run many short jobs may expect another.
        let pool = pool(2, 8_192);
        let (busy, first_ended) = (Gate::new(), Count::default());
        hold(&pool, &busy, 2);
        let gates: [Gate; 8] = Default::default();
        for (short, second_ran) in (600..).zip(&gates) {
            (0..short).for_each(|_| submit(&pool, || ()));
            submit_two_of_which_the_first_waits(&pool, second_ran, &first_ended);
        }
        busy.open();
        until("eight jobs that wait for the ones behind them ended, among many short ones", || {
            first_ended.get() == gates.len()
        });
    });
}

/// The first waits until the second has run, and counts itself then.
fn submit_two_of_which_the_first_waits(pool: &ThreadPool, second_ran: &Gate, first_ended: &Count) {
    let (pass, opener, ended) = (second_ran.pass(), second_ran.pass(), first_ended.clone());
    submit(pool, move || {
        pass.wait();
        ended.add();
    });
    submit(pool, move || opener.open());
}

#[test]
fn a_batch_of_jobs_all_run_and_in_order() {
    ALONE.claim("jobs that are handed over together must all run, and begin in order").holds(|| {
        let pool = pool(1, 100); // two batches at least
        let (ran, inbox) = mpsc::channel();
        let job = |number: u32| -> Task {
            let ran = ran.clone();
            Box::new(move || ran.send(number).unwrap())
        };
        let mut jobs: Vec<Task> = (0..200).map(job).collect();
        pool.submit_batch(&mut jobs).expect("the pool is open");
        drop(ran);
        let numbers: Vec<u32> = inbox.iter().take(200).collect();
        assert!(numbers.is_sorted(), "one worker ran 200 jobs in another order: {numbers:?}");
        assert_eq!(numbers.len(), 200, "of 200 jobs {} ran", numbers.len());
    });
}

#[test]
fn idle_workers_sleep() {
    LESSON.section("Why").claim("a worker without a job must sleep, and cost nothing").within(LONG).holds(
        || {
            let pool = pool(2, 4);
            let (sender, names) = mpsc::channel();
            let gate = Gate::new();
            for number in 1..=2 {
                let (pass, sender) = (gate.pass(), sender.clone());
                submit(&pool, move || {
                    sender.send(thread::current().name().map(str::to_owned)).unwrap();
                    pass.wait();
                });
                until("each worker runs a job", || gate.waiting() == number);
            }
            gate.open();
            until("both have ended", || pool.totals().completed == 2);
            for name in names.iter().take(2) {
                assert_sleeps(&name.expect("a worker has no name, and so nobody can find it"));
            }
        },
    );
}
