//! What the model predicts.

use crate::month::model::{Model, Service};
use crate::month::task::Task;
use crate::month::utilisation::Resource;
use crate::{CPUS, GENERATOR, LEAST, LOOP, WORKERS};
use std::time::Duration;

/// e = 10 µs, g = 20 µs, a sleep of 10 ms and 50 µs of computing.
const SERVICE: Service = Service { echo_us: 10.0, client_us: 20.0, sleep_us: 10_000.0, spin_us: 50.0 };
const MODEL: Model = Model { cpus: 4, clients: 50, service: SERVICE };

/// One of which no time is a whole number of anything, and no number divides another.
const ODD: Model = Model {
    cpus: 3,
    clients: 7,
    service: Service { echo_us: 10.7, client_us: 21.3, sleep_us: 10_070.4, spin_us: 53.9 },
};

/// Whether two rates are equal but for rounding.
fn same(one: f64, other: f64) -> bool {
    one == other || (one - other).abs() < 1e-6 * other.abs()
}

#[track_caller]
fn assert_rate(what: &str, found: f64, expected: f64) {
    // Without what binary fractions leave of a whole number.
    let [shown, due] = [found, expected].map(|rate| (1e3 * rate).round() / 1e3);
    assert!(same(found, expected), "{what} the bound was {shown} requests/s, not {due}");
}

#[test]
fn sleeping_workers_end_c_requests_every_s() {
    WORKERS.claim("c workers must be bound to c / S requests a second").holds(|| {
        for (model, task, workers, us) in [
            (MODEL, Task::Sleep, 1, 10_000.0),
            (MODEL, Task::Sleep, 8, 10_000.0),
            (MODEL, Task::Spin, 4, 50.0),
            (ODD, Task::Sleep, 5, 10_070.4),
            (ODD, Task::Spin, 7, 53.9),
        ] {
            let (bound, expected) = (model.bound_of_workers(task, workers), workers as f64 * 1e6 / us);
            assert_rate(&format!("for {workers} and {task} with S = {us} µs"), bound, expected);
        }
        for (task, workers) in [(Task::Echo, 4), (Task::Sleep, 0), (Task::Echo, 0)] {
            let bound = MODEL.bound_of_workers(task, workers);
            let why = if workers == 0 { "there are none" } else { "an ECHO is no work" };
            assert!(bound == f64::INFINITY, "the bound of {workers} workers was {bound} although {why}");
        }
    });
}

#[test]
fn no_more_workers_are_busy_than_there_are_clients() {
    WORKERS.claim("a worker without a client must not be counted").holds(|| {
        let model = Model { clients: 3, ..MODEL };
        for (task, rate) in [(Task::Sleep, 300.0), (Task::Spin, 60_000.0)] {
            assert_rate(
                &format!("for 16 workers, 3 clients and {task}"),
                model.bound_of_workers(task, 16),
                rate,
            );
        }
    });
}

#[test]
fn without_workers_the_loop_does_the_work_as_well() {
    LOOP.claim("without workers the loop must be bound to 1 / (S + e)").holds(|| {
        for (model, task, us) in [
            (MODEL, Task::Echo, 10.0),
            (MODEL, Task::Sleep, 10_010.0),
            (MODEL, Task::Spin, 60.0),
            (ODD, Task::Sleep, 10_081.1),
            (ODD, Task::Spin, 64.6),
        ] {
            let bound = model.bound_of_loop(task, 0);
            assert_rate(&format!("for {task} and S + e = {us} µs"), bound, 1e6 / us);
        }
    });
}

#[test]
fn with_workers_the_work_is_no_business_of_the_loop() {
    LOOP.claim("with workers the loop must be bound to 1 / e, whatever the work").holds(|| {
        for task in Task::ALL {
            for workers in [1, 2, 16] {
                for (model, us) in [(MODEL, 10.0), (ODD, 10.7)] {
                    let bound = model.bound_of_loop(task, workers);
                    assert_rate(&format!("for {task}, {workers} workers and e = {us} µs"), bound, 1e6 / us);
                }
            }
        }
    });
}

#[test]
fn only_work_that_computes_needs_a_cpu_of_its_own() {
    CPUS.claim("the CPUs must be bound to P / (g + e), and to P / (g + e + S) if the work computes").holds(
        || {
            for (model, task, us) in [
                (MODEL, Task::Echo, 30.0),
                (MODEL, Task::Sleep, 30.0),
                (MODEL, Task::Spin, 80.0),
                (ODD, Task::Sleep, 32.0),
                (ODD, Task::Spin, 85.9),
                (Model { clients: 2, ..MODEL }, Task::Echo, 30.0),
            ] {
                let cpus = model.cpus;
                let what = format!("for {task} on {cpus} CPUs and {us} µs of computing");
                assert_rate(&what, model.bound_of_cpus(task), cpus as f64 * 1e6 / us);
            }
        },
    );
}

#[test]
fn the_client_is_a_resource_too() {
    GENERATOR.claim("the load generator must be bound to 1 / g").holds(|| {
        for (model, us) in [(MODEL, 20.0), (ODD, 21.3)] {
            assert_rate(&format!("with g = {us} µs"), model.bound_of_generator(), 1e6 / us);
        }
    });
}

/// The bounds are those that the model itself has: whether they are right is the business of their own claims.
#[test]
fn the_least_bound_is_the_prediction_and_names_the_bottleneck() {
    LEAST.claim("the prediction must be the least bound, and the bottleneck whose it is").holds(|| {
        let two_cpus = Model { cpus: 2, ..MODEL };
        let slow_loop = Model { service: Service { echo_us: 25.0, ..SERVICE }, ..MODEL };
        // Two bounds that are less than a microsecond a request apart, in either order.
        let [close, close_too] = [(6.1, 6.9), (6.95, 6.9)]
            .map(|(echo_us, client_us)| Model { service: Service { echo_us, client_us, ..SERVICE }, ..MODEL });
        // Work of ten seconds: each bound is less than one request a second.
        let long = Service { sleep_us: 1e7, spin_us: 1e7, ..SERVICE };
        let slow_work = Model { cpus: 2, service: long, ..MODEL };
        // Client and server on one CPU: that is the least, with a pool or without.
        let one_cpu = Model { cpus: 1, ..MODEL };
        for model in [MODEL, ODD, two_cpus, slow_loop, close, close_too, slow_work, one_cpu] {
            for (task, workers) in
                Task::ALL.into_iter().flat_map(|task| [0, 1, 3, 4, 8].map(|count| (task, count)))
            {
                let bounds = [
                    (Resource::Generator, model.bound_of_generator()),
                    (Resource::EventLoop, model.bound_of_loop(task, workers)),
                    (Resource::Workers, model.bound_of_workers(task, workers)),
                    (Resource::Cpus, model.bound_of_cpus(task)),
                ];
                assert!(
                    bounds.iter().all(|(_, bound)| !bound.is_nan()),
                    "a bound for {task} and {workers} workers is not a number"
                );
                let least = bounds.iter().map(|(_, bound)| *bound).fold(f64::INFINITY, f64::min);
                let said = model.predict(task, workers);
                let (rate, name) = (said.rate, said.bottleneck);
                assert!(
                    same(rate, least) && bounds.iter().any(|bound| bound.0 == name && same(bound.1, rate)),
                    "for {task} and {workers} workers it was {rate:.3} requests/s by the {name}, with the bounds {}",
                    bounds.map(|(name, bound)| format!("{bound:.3} of the {name}")).join(", ")
                );
            }
        }
    });
}

#[test]
fn the_latency_follows_from_littles_law() {
    LEAST.claim("the latency must be N / X").holds(|| {
        for (model, rate, nanos) in [
            (MODEL, 400.0, 125_000_000),
            (MODEL, 397.3, 125_849_484),
            (MODEL, 157_000.0, 318_471),
            (ODD, 0.7, 10_000_000_000),
        ] {
            let (latency, expected) = (model.latency(rate), Duration::from_nanos(nanos));
            let clients = model.clients;
            assert!(
                latency.abs_diff(expected) <= Duration::from_nanos(2),
                "{clients} clients and {rate} requests/s gave {latency:?}, not {expected:?}"
            );
        }
    });
}
