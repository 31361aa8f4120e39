//! The sections about an overload: refusals, retries, and the recovery.

use super::action::Action;
use super::bounds::{Pace, args, at_least, count, predicted_time};
use crate::client::Limits;
use crate::demo::expectation::Bound;
use crate::demo::figure::Figure;
use crate::demo::script::{Section, Step};
use std::time::Duration;

pub(super) fn backpressure() -> Section<Action> {
    let limits = Limits { queue: 4, workers: 4 };
    let (clients, frames, service) = (50, 10, Duration::from_millis(10));
    let requests = clients * frames;
    let shortest = Duration::from_secs_f64(requests as f64 / limits.capacity(service));
    Section {
        name: "backpressure",
        shows: "a full queue says no at once, the clients come again, and in the end all are served",
        look: "capstone/src/threads/queue.rs and capstone/src/client/retry/backoff.rs (lessons/09-backpressure)",
        steps: vec![
            Step::new("Start a server with room for 8", Action::Serve(args("--workers 4 --queue 4"))),
            Step::new(
                "50 clients send 10 requests of 10 ms each, with up to 20 retries",
                Action::Stress(args("--clients 50 --frames 10 --sleep-us 10000 --retries 20")),
            )
            .expect("ok", count(requests), "50 clients, 10 requests each")
            .expect("failed", count(0), "20 retries are enough for everybody")
            .expect("lost", count(0), "a refusal is an answer too")
            .expect("busy", at_least(1), "50 in flight, and 8 fit")
            .expect("retries", Bound::SameAs("busy".to_owned()), "every refusal was followed by a retry")
            .expect(
                "elapsed",
                Bound::AtLeast(Figure::time(shortest)),
                "500 requests of 10 ms in 4 hands",
            ),
            Step::new(
                "Ask the server for its side",
                Action::Stats(vec!["busy_total", "jobs_accepted_total", "jobs_completed_total"]),
            )
            .expect(
                "server: busy_total",
                Bound::SameAs("busy".to_owned()),
                "both have counted the same refusals",
            )
            .expect("server: jobs_accepted_total", count(requests), "each request was accepted once")
            .expect("server: jobs_completed_total", count(requests), "and ran once"),
        ],
    }
}

pub(super) fn overload(pace: Pace) -> Section<Action> {
    let (limits, service) = (Limits { queue: 64, workers: 4 }, Duration::from_millis(2));
    let seconds = match pace {
        Pace::Full => "3",
        Pace::Fast => "0.5",
    };
    let mut ramp = Step::new(
        "5, 20, 50, 100 and 10 clients, one after the other, with requests of 2 ms",
        Action::Ramp(args(&format!(
            "--steps 5,20,50,100,10 --step-seconds {seconds} --sleep-us 2000 --retries 5"
        ))),
    );
    for clients in [5, 20, 50, 100] {
        let (name, out) = (format!("refused with {clients} clients"), limits.most_in_pool());
        ramp = if limits.can_refuse(clients, 1) {
            ramp.expect(name, at_least(1), format!("{clients} can be out at once, and {out} fit"))
        } else {
            ramp.expect(name, count(0), format!("{clients} can be out at once, and {out} fit"))
        };
    }
    let (mean, capacity) = (limits.latency(50, service), limits.capacity(service));
    Section {
        name: "overload",
        shows: "where refusals begin can be predicted, goodput does not fall, and afterwards all is as before",
        look: "capstone/src/client/ramp.rs and ramp/limits.rs (lessons/10-overload)",
        steps: vec![
            Step::new("Start a server with room for 68", Action::Serve(args("--workers 4 --queue 64"))),
            ramp.expect("refused with 10 clients", count(0), "the overload has left nothing behind")
                .expect("mean wait with 50 clients", predicted_time(mean), "N·S/c")
                .expect(
                    "goodput with 100 clients",
                    Bound::Near { predicted: Figure::rate(capacity), low: 0.4, high: 1.02 },
                    "c/S",
                )
                .expect(
                    "deepest queue seen",
                    Bound::AtMost(Figure::count(limits.queue)),
                    "a bound that is exceeded is none",
                )
                .expect("exit code", count(0), "every request has one outcome"),
        ],
    }
}
