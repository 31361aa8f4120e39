//! Whether two measurements differ.

use crate::month::noise::{by_chance, differ};
use crate::{NOISE, claim};

#[test]
fn two_measurements_differ_when_their_ranges_do_not_overlap() {
    claim(NOISE, "measurements must differ only if all values of one lie beyond those of the other").holds(
        || {
            // In the order in which they were measured, which is no order.
            let base = [12.0, 10.0, 14.0, 11.0, 13.0];
            let cases: [([f64; 5], bool); 8] = [
                ([16.0, 15.0, 19.0, 14.1, 17.0], true),
                ([16.0, 13.9, 19.0, 15.0, 17.0], false),
                ([9.0, 5.0, 14.5, 7.0, 8.0], false),
                ([15.0, 16.0, 17.0, 18.0, 19.0], true),
                ([9.9, 9.8, 5.0, 4.0, 1.0], true),
                ([14.0, 15.0, 16.0, 17.0, 18.0], false),
                ([13.5, 20.0, 21.0, 22.0, 23.0], false),
                ([1.0, 2.0, 12.0, 30.0, 40.0], false),
            ];
            for (other, expected) in cases {
                for (one, other) in [(base, other), (other, base)] {
                    let said = differ(&one, &other);
                    assert!(said == expected, "differ said {said} for {one:?} and {other:?}");
                }
            }
            // Sides of unequal lengths.
            let up_to_5 = [1.0, 2.0, 3.0, 4.0, 5.0];
            for (one, other, expected) in [
                (&up_to_5[..], &[6.0, 7.0, 8.0][..], true),
                (&up_to_5, &[0.3, 0.1], true),
                (&[4.0, 5.0, 6.0], &[1.0, 2.0, 3.0, 9.0], false),
                (&[2.0], &up_to_5, false),
                (&[1.0], &[4.0, 2.0, 3.0], true),
                (&[9.0], &[4.0, 2.0, 3.0], true),
            ] {
                for (one, other) in [(one, other), (other, one)] {
                    let said = differ(one, other);
                    assert!(said == expected, "differ said {said} for {one:?} and {other:?}");
                }
            }
            assert!((by_chance(5) - 1.0 / 126.0).abs() < 1e-12, "by chance this happens once in 126 times");
        },
    );
}
