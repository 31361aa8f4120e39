//! Who got how much.

use crate::FAIR;
use capstone::client::Fairness;

/// The square of so many does not fit into 64 bits.
const MANY: u64 = 1 << 40;

#[test]
fn jains_index_tells_how_many_share() {
    FAIR.claim("Jain's index must be k/n if k of n clients share evenly").holds(|| {
        for (shares, index) in [
            (&[7, 7, 7, 7][..], 1.0),
            (&[0, 9], 0.5),
            (&[0, 0, 0, 5], 0.25),
            (&[4, 4, 0, 4, 0], 0.6),
            (&[3], 1.0),
            (&[1, 0], 0.5),
            (&[0, MANY, MANY], 2.0 / 3.0),
            (&[u64::MAX, 0, u64::MAX, 0], 0.5),
        ] {
            let found = Fairness::of(shares).jain;
            assert!((found - index).abs() < 1e-9, "for {shares:?} it was {found}");
        }
        let (one, tenfold) = (Fairness::of(&[1, 2, 3]).jain, Fairness::of(&[30, 10, 20]).jain);
        assert!((one - 6.0 / 7.0).abs() < 1e-9, "for [1, 2, 3] it was {one}");
        assert!((one - tenfold).abs() < 1e-9, "for ten times that, in another order, it was {tenfold}");
    });
}

#[test]
fn nothing_for_everybody_is_fair_and_starves_everybody() {
    FAIR.claim("nothing for everybody must be fair, and nobody fed").holds(|| {
        for shares in [&[][..], &[0], &[0, 0, 0]] {
            let Fairness { jain, slowest, starved, .. } = Fairness::of(shares);
            assert_eq!(jain, 1.0, "Jain's index was {jain} for {shares:?}");
            assert_eq!(slowest, 0, "the smallest was {slowest} of {shares:?}");
            assert_eq!(starved, shares.len(), "{starved} were starved of {shares:?}");
        }
    });
}

#[test]
fn the_slowest_and_the_starved_are_counted_among_all() {
    FAIR.claim("the smallest share must be that of all, and starved must be who has nothing").holds(|| {
        for (shares, smallest, hungry) in
            [(&[1, 0, 1000, 0, 3][..], 0, 2), (&[3, 2, 4], 2, 0), (&[5, 4, 1], 1, 0), (&[1, 6], 1, 0)]
        {
            let Fairness { slowest, starved, .. } = Fairness::of(shares);
            assert_eq!(
                (slowest, starved),
                (smallest, hungry),
                "of {shares:?} the smallest was {slowest} and {starved} starved"
            );
        }
    });
}
