//! The scaling law.

use crate::month::usl::Usl;
use crate::{SCALING, claim};

#[test]
fn the_scaling_law_has_its_three_terms() {
    claim(SCALING, "X(n) must be lambda n / (1 + sigma (n - 1) + kappa n (n - 1))").holds(|| {
        for (n, sigma, kappa, expected) in [
            (8.0, 0.0, 0.0, 800.0),
            (8.0, 0.05, 0.0, 592.593),
            (8.0, 0.05, 0.01, 418.848),
            (1.0, 0.05, 0.01, 100.0),
            (2.5, 0.05, 0.01, 224.719),
        ] {
            let rate = Usl { lambda: 100.0, sigma, kappa }.throughput(n);
            assert!(
                (rate - expected).abs() < 0.001,
                "it was {rate:.3}, not {expected}, for lambda = 100, sigma = {sigma}, kappa = {kappa}, n = {n}"
            );
        }
        let law = Usl { lambda: 1000.0, sigma: 0.03, kappa: 0.002 };
        let points = [1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0].map(|n| (n, law.throughput(n)));
        let fitted = Usl::fit(&points).expect("8 points are enough for a fit");
        let same = |one: f64, other: f64| (one / other - 1.0).abs() < 1e-6;
        assert!(
            same(fitted.lambda, law.lambda) && same(fitted.sigma, law.sigma) && same(fitted.kappa, law.kappa),
            "points of {law:?} were fitted by {fitted:?}"
        );
        assert!(Usl::fit(&points[..5]).is_none(), "five points were fitted, and any would do");
    });
}

#[test]
fn the_throughput_is_greatest_at_the_peak() {
    claim(SCALING, "the peak must be sqrt((1 - sigma) / kappa), and none if the curve never falls").holds(
        || {
            let law = Usl { lambda: 100.0, sigma: 0.04, kappa: 0.01 };
            let peak = law.peak().expect("the curve falls with kappa > 0");
            assert!((peak - 9.798).abs() < 0.001, "it was {peak} for sigma = 0.04 and kappa = 0.01");
            let [before, at, after] = [peak - 0.5, peak, peak + 0.5].map(|n| law.throughput(n));
            assert!(at > before && at > after, "the throughput was {before}, {at} and {after} around it");
            // The record has a kappa of 0.000029. However small, it makes the curve fall in the end.
            // A large one makes it fall from the beginning.
            for (kappa, expected) in [(0.000_029, 185.695), (1e-9, 31_622.777), (4.0, 0.5)] {
                let peak = Usl { lambda: 100.0, sigma: 0.0, kappa }.peak();
                assert!(
                    peak.is_some_and(|peak| (peak / expected - 1.0).abs() < 1e-5),
                    "it was {peak:?}, not {expected}, for sigma = 0 and kappa = {kappa}"
                );
            }
            for (sigma, kappa) in [(0.04, 0.0), (0.0, 0.0), (1.0, 0.01), (1.5, 0.01)] {
                let peak = Usl { lambda: 100.0, sigma, kappa }.peak();
                assert!(peak.is_none(), "it was {peak:?} for sigma = {sigma} and kappa = {kappa}");
            }
        },
    );
}
