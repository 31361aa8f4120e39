//! The gate: it opens for every member, and who waits at it sleeps.

use crate::{GATE, WATCHED};
use capstone::threads::Crew;
use checks::{cpu_time_of_this_thread, switches_of_this_thread};
use std::sync::mpsc;
use std::time::Duration;

#[test]
fn a_crew_starts_every_time() {
    let claim = GATE.claim("every member must begin, however the opening gate and its arrival fall together");
    claim.within(Duration::from_secs(30)).holds(|| {
        // The gate opens while some members are about to wait at it: each crew has that many chances to lose a wake-up. Of a
        // large one most sleep there, and the first of them are back before the last is awake, also on a single CPU.
        let sizes = [2, 3, 8, 32].into_iter().cycle().take(300);
        for size in sizes.chain([100; 10]) {
            let (sender, begun) = mpsc::channel();
            let crew = Crew::spawn("member", size, move |index| sender.send(index).unwrap());
            // Not by the join, which may be wrong in ways of its own.
            assert_eq!(begun.iter().take(size).count(), size, "a member ended without having run");
            drop(crew);
        }
    });
}

#[test]
fn a_member_sleeps_at_the_gate() {
    const SIZE: usize = 100;
    let claim = GATE.claim("a member that waits at the gate must sleep, and cost nothing");
    claim.beside_others().within(WATCHED).holds(|| {
        let (tell, told) = mpsc::channel();
        // Of one crew the creator may be so quick that nobody waits for long.
        for _ in 0..10 {
            let tell = tell.clone();
            let crew = Crew::spawn("member", SIZE, move |index| {
                // Before it waits for anything else.
                let cost = (cpu_time_of_this_thread(), switches_of_this_thread().unwrap_or(0));
                // The first wait longest. Who has let the crew go may have stopped listening.
                let _ = (index < 10).then(|| tell.send(cost));
            });
            drop(crew.expect("so many threads can be created"));
        }
        let (times, switches): (Vec<Duration>, Vec<u64>) = told.try_iter().unzip();
        // A thread that begins and sleeps once costs a twentieth of a millisecond.
        let time = times.iter().sum::<Duration>().as_micros() / 100;
        assert!(
            time <= 500,
            "a member used {time} µs of CPU before the gate was open, on the average of 100"
        );
        // One sleep is enough. But who is woken may find a lock taken, and sleep again.
        let switches = switches.iter().sum::<u64>() / 100;
        assert!(
            switches <= 10,
            "a member gave up its core {switches} times before the gate was open, on the average of 100"
        );
    });
}
