//! From how many clients on more of them gain nothing.

use crate::SATURATION;
use capstone::client::saturation;

#[test]
fn the_saturation_point_is_the_fewest_clients_with_nearly_the_best_goodput() {
    let claim =
        SATURATION.claim("the saturation point must be the fewest clients within 10 % of the best goodput");
    claim.holds(|| {
        let cases: [(&[(usize, f64)], usize); 10] = [
            (&[(1, 900.0), (4, 3600.0), (50, 3900.0), (500, 3850.0)], 4),
            (&[(1, 91.0), (2, 100.0)], 1),
            (&[(1, 89.0), (2, 100.0)], 2),
            (&[(5, 95.0), (10, 70.0), (20, 100.0)], 5),
            (&[(100, 100.0), (10, 95.0), (5, 60.0)], 10),
            // Exactly 10 % less is within; and whole percents, or whole requests a second, are too coarse.
            (&[(1, 90.0), (2, 100.0)], 1),
            (&[(1, 896.0), (2, 1000.0)], 2),
            (&[(1, 0.25), (3, 0.5), (7, 0.375)], 3),
            // A ramp comes back to where it was.
            (&[(1, 50.0), (2, 100.0), (4, 100.0), (2, 40.0)], 2),
            (&[(2, 40.0), (4, 100.0), (2, 100.0), (1, 50.0)], 2),
        ];
        for (steps, expected) in cases {
            let found = saturation(steps);
            assert!(
                found == Some(expected),
                "it was {found:?} instead of {expected} for the steps {steps:?}"
            );
        }
    });
}

#[test]
fn where_nothing_was_served_there_is_no_saturation_point() {
    SATURATION.claim("steps in which nothing was served must have no saturation point").holds(|| {
        for steps in [&[][..], &[(5, 0.0), (10, 0.0)]] {
            let found = saturation(steps);
            assert!(found.is_none(), "it was {found:?} for the steps {steps:?}");
        }
    });
}
