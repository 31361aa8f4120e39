//! Which resource was the limit.

use crate::month::utilisation::{Resource, Utilisation};
use crate::{BUSY, claim};

#[test]
fn the_bottleneck_is_the_busiest_resource() {
    claim(BUSY, "the bottleneck must be the busiest resource").holds(|| {
        let idle =
            Utilisation { event_loop: Some(0.1), workers: Some(0.2), cpus: Some(0.3), generator: Some(0.15) };
        let cases = [
            (Utilisation { event_loop: Some(0.97), ..idle }, Resource::EventLoop),
            (Utilisation { workers: Some(0.97), cpus: Some(0.9), ..idle }, Resource::Workers),
            (Utilisation { workers: Some(0.9), cpus: Some(0.97), ..idle }, Resource::Cpus),
            (Utilisation { generator: Some(0.98), event_loop: Some(0.96), ..idle }, Resource::Generator),
            (Utilisation { workers: Some(0.95), ..Utilisation::default() }, Resource::Workers),
            // Less than a hundredth apart, or than a thousandth, and more than all of the time.
            (Utilisation { workers: Some(0.969), cpus: Some(0.961), ..idle }, Resource::Workers),
            (Utilisation { workers: Some(0.961), cpus: Some(0.969), ..idle }, Resource::Cpus),
            (Utilisation { workers: Some(0.9694), cpus: Some(0.9691), ..idle }, Resource::Workers),
            (Utilisation { workers: Some(0.9691), cpus: Some(0.9694), ..idle }, Resource::Cpus),
            (Utilisation { event_loop: Some(1.03), workers: Some(1.01), ..idle }, Resource::EventLoop),
        ];
        for (shares, expected) in cases {
            let found = shares.bottleneck();
            let said = found.map_or("nothing", Resource::name);
            assert!(found == Some(expected), "it was said to be {said}, not {expected}, for {shares:?}");
        }
    });
}

#[test]
fn a_resource_that_had_time_to_spare_is_no_bottleneck() {
    claim(BUSY, "where no resource was busy for 80 % of the time, there must be no bottleneck").holds(|| {
        for (share, expected) in [(0.79, None), (0.7999, None), (0.8, Some(Resource::Workers))] {
            let found =
                Utilisation { workers: Some(share), cpus: Some(0.5), ..Utilisation::default() }.bottleneck();
            assert!(
                found == expected,
                "it was {found:?} with workers that were busy for {share} of the time"
            );
        }
        let found = Utilisation::default().bottleneck();
        assert!(found.is_none(), "it was {found:?} although nothing was known");
    });
}
