//! The list that workers put their completions in, and the one that the loop takes them out of.

use crate::BUILD;
use capstone::net::Completions;

#[test]
fn the_lists_are_used_again() {
    let claim = BUILD.claim("`collect` must use both lists again, so that in the long run no post allocates");
    claim.holds(|| {
        let completions = Completions::new().unwrap();
        let mut room = Vec::with_capacity(1_000);
        let mut capacities = Vec::new();
        for round in 0..6 {
            (0..3).for_each(|number| completions.post(3 * round + number));
            completions.collect(false, &mut room);
            assert_eq!(room, [0, 1, 2].map(|number| 3 * round + number), "the loop found something else");
            capacities.push(room.capacity());
            room.clear();
        }
        assert!(
            capacities[1..].iter().any(|capacity| *capacity >= 1_000),
            "a list with room for 1000 never came back: those that came had room for {capacities:?}"
        );
    });
}
