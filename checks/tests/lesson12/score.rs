//! Whether a prediction was right.

use crate::month::score::Score;
use crate::month::spread::Spread;
use crate::{SPREAD, claim};

#[test]
fn a_ratio_is_measured_by_predicted() {
    claim(SPREAD, "the ratio must be the measured median by the predicted rate").holds(|| {
        for (median, predicted, expected) in
            [(300.0, 400.0, 0.75), (1234.5, 1000.0, 1.2345), (0.3, 0.1, 3.0), (400.0, 400.0, 1.0)]
        {
            let measured = Spread { low: median / 6.0, median, high: 1.05 * median };
            let ratio = Score::of(predicted, &measured).ratio;
            assert!(
                (ratio - expected).abs() < 1e-9,
                "it was {ratio} for a median of {median} and a prediction of {predicted}, not {expected}"
            );
        }
    });
}

#[test]
fn a_prediction_within_the_spread_or_the_tolerance_is_a_hit() {
    claim(SPREAD, "a hit must lie within the measured spread, or be off by at most 10 %").holds(|| {
        let narrow = Spread { low: 99.0, median: 100.0, high: 101.0 };
        let wide = Spread { low: 60.0, median: 100.0, high: 180.0 };
        let cases = [
            (narrow, 100.0, true),
            (narrow, 92.0, true),
            (narrow, 110.0, true),
            (narrow, 112.0, false),
            (narrow, 90.0, false),
            (wide, 60.0, true),
            (wide, 61.0, true),
            (wide, 180.0, true),
            (wide, 59.0, false),
            (wide, 181.0, false),
        ];
        for (measured, predicted, hit) in cases {
            let said = Score::of(predicted, &measured).hit;
            assert!(said == hit, "hit was {said} for a prediction of {predicted}, with {measured:?}");
        }
        // 10 % off is a hit, and a little more is none, on both sides. In binary fractions 110 by 100 is more than 1.1.
        for (median, predicted, hit) in [
            (110.0, 100.0, true),
            (90.0, 100.0, true),
            (1.1, 1.0, true),
            (0.9, 1.0, true),
            (77.0, 70.0, true),
            (363.0, 330.0, true),
            (110.2, 100.0, false),
            (89.8, 100.0, false),
            (110.04, 100.0, false),
            (89.96, 100.0, false),
            (1_100.001, 1_000.0, false),
        ] {
            let measured = Spread { low: median, median, high: median };
            let said = Score::of(predicted, &measured).hit;
            assert!(
                said == hit,
                "hit was {said} where {predicted} was predicted and {median} came each time"
            );
        }
        // Exactly 10 % off, however many digits that has.
        for predicted in 1..=1_000 {
            for tenths in [9, 11] {
                let (predicted, median) = (f64::from(predicted), f64::from(predicted * tenths) / 10.0);
                let said = Score::of(predicted, &Spread { low: median, median, high: median }).hit;
                assert!(said, "{predicted} was predicted, {median} came each time, and that was no hit");
            }
        }
    });
}
