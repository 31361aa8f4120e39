//! How long a client waits before it tries again.

use crate::{BACKOFF, JITTER, ms};
use capstone::client::{Backoff, Jitter, Random};
use std::time::{Duration, Instant};

const NANOSECOND: Duration = Duration::from_nanos(1);

fn without_jitter() -> Backoff {
    Backoff { jitter: Jitter::None, ..Backoff::default() }
}

#[test]
fn the_ceiling_doubles_with_each_retry_up_to_the_cap() {
    BACKOFF.claim("the ceiling must double with each retry, from the first wait up to the cap").holds(|| {
        let ceilings = |backoff: Backoff| (1..=9).map(move |retry| backoff.ceiling(retry));
        let default: Vec<Duration> = ceilings(Backoff::default()).collect();
        assert_eq!(
            default,
            [10, 20, 40, 80, 160, 320, 640, 1000, 1000].map(ms),
            "from 10 ms to 1 s it was {default:?}"
        );
        let other = Backoff { first: ms(3), cap: ms(50), ..Backoff::default() };
        let other: Vec<Duration> = ceilings(other).collect();
        assert_eq!(other, [3, 6, 12, 24, 48, 50, 50, 50, 50].map(ms), "from 3 ms to 50 ms it was {other:?}");
        let small = Backoff { first: ms(10), cap: ms(4), ..Backoff::default() }.ceiling(1);
        assert_eq!(small, ms(4), "with a cap of 4 ms below the first wait it was {small:?}");
        let fine = Backoff { first: Duration::from_nanos(1_300), ..Backoff::default() }.ceiling(4);
        assert_eq!(fine, 8 * Duration::from_nanos(1_300), "three doublings of 1.3 µs were {fine:?}");
    });
}

#[test]
fn the_ceiling_stays_at_the_cap_for_ever() {
    // 1 << 32 does not fit into 32 bits, and 10 ms times 2 to the 64 does not fit into a Duration.
    BACKOFF.claim("the ceiling must stay at the cap, however many retries there were").holds(|| {
        for retry in (8..200).chain([1000, u32::MAX - 1, u32::MAX]) {
            let ceiling = Backoff::default().ceiling(retry);
            assert_eq!(ceiling, ms(1000), "before retry {retry} it was {ceiling:?}");
        }
        // Zero stays zero: who doubles until the cap is reached doubles a hundred million times, and four billion times later.
        let (none, begun) = (Backoff { first: Duration::ZERO, ..Backoff::default() }, Instant::now());
        let (ceiling, took) = (none.ceiling(100_000_000), begun.elapsed());
        assert!(
            ceiling.is_zero() && took < ms(500),
            "with a first wait of 0 it was {ceiling:?} before retry 100,000,000, and took {took:.1?} to compute"
        );
        let longest = Backoff { first: Duration::MAX, ..Backoff::default() }.ceiling(2);
        assert_eq!(longest, ms(1000), "twice the longest Duration was {longest:?}");
    });
}

#[test]
fn a_cap_that_is_far_away_is_reached_too() {
    BACKOFF.claim("the ceiling must double until it has reached the cap, however far that is").holds(|| {
        let hour = Duration::from_secs(3600);
        let backoff = Backoff { first: NANOSECOND, cap: hour, ..Backoff::default() };
        for (retry, expected) in
            [(33, Duration::from_nanos(1 << 32)), (42, Duration::from_nanos(1 << 41)), (43, hour), (44, hour)]
        {
            let found = backoff.ceiling(retry);
            assert_eq!(
                found, expected,
                "from 1 ns to 1 h it was {found:?} before retry {retry}, not {expected:?}"
            );
        }
        let without = Backoff { cap: Duration::MAX, ..backoff };
        for (retry, expected) in (1..).zip(std::iter::successors(Some(NANOSECOND), |it| it.checked_mul(2))) {
            let found = without.ceiling(retry);
            assert_eq!(found, expected, "from 1 ns without a cap it was {found:?} before retry {retry}");
        }
        let longest = without.ceiling(u32::MAX);
        assert_eq!(longest, Duration::MAX, "without a cap it ended at {longest:?}, not at Duration::MAX");
    });
}

#[test]
fn without_jitter_each_wait_is_its_ceiling() {
    JITTER.claim("without jitter each wait must be as long as its ceiling").holds(|| {
        let (backoff, mut random) = (without_jitter(), Random::new(1));
        for retry in 1..20 {
            let (wait, ceiling) = (backoff.wait(retry, &mut random), backoff.ceiling(retry));
            assert_eq!(wait, ceiling, "the wait before retry {retry} was {wait:?}, its ceiling {ceiling:?}");
        }
    });
}

#[test]
fn full_jitter_covers_zero_to_the_ceiling_evenly() {
    JITTER.claim("with full jitter a wait must be any time up to its ceiling, each as likely").holds(|| {
        let (backoff, mut random) = (Backoff::default(), Random::new(9));
        for retry in [4, 8, 30] {
            let ceiling = backoff.ceiling(retry);
            let mut counts = [0u32; 8];
            for _ in 0..40_000 {
                let wait = backoff.wait(retry, &mut random);
                assert!(wait <= ceiling, "before retry {retry} it was {wait:?}, over {ceiling:?}");
                let eighth = (wait.as_secs_f64() / ceiling.as_secs_f64() * 8.0) as usize;
                counts[eighth.min(7)] += 1;
            }
            // 5,000 are expected in each; chance moves that by 66, whole milliseconds move it by 300.
            assert!(
                counts.iter().all(|count| (4_600..=5_400).contains(count)),
                "of 40,000 waits before retry {retry} so many fell into each eighth of the span: {counts:?}"
            );
        }
        // Where the ceiling is so near, each of the waits shows: 10,000 are expected of each, and chance moves that by 87.
        let near = Backoff { first: 3 * NANOSECOND, ..backoff };
        let mut counts = [0u32; 4];
        for _ in 0..40_000 {
            let wait = near.wait(1, &mut random);
            assert!(wait <= near.first, "with a ceiling of 3 ns it was {wait:?}");
            counts[wait.as_nanos() as usize] += 1;
        }
        assert!(
            counts.iter().all(|count| (9_400..=10_600).contains(count)),
            "of 40,000 waits with a ceiling of 3 ns so many were 0, 1, 2 and 3 ns long: {counts:?}"
        );
    });
}

#[test]
fn a_wait_without_a_cap_can_be_of_any_length() {
    JITTER.claim("with the longest Duration as its ceiling a wait must be any time up to that").holds(|| {
        let longest = Backoff { first: Duration::MAX, cap: Duration::MAX, ..Backoff::default() };
        let mut random = Random::new(3);
        let waits: Vec<Duration> = (1..=100).map(|retry| longest.wait(retry, &mut random)).collect();
        // Of a hundred waits up to 585 thousand million years, one in ten million is below an hour by chance.
        let short = waits.iter().filter(|wait| **wait < Duration::from_secs(3_600)).count();
        assert!(short == 0, "{short} of 100 waits were shorter than an hour");
        let without = Backoff { jitter: Jitter::None, ..longest }.wait(7, &mut random);
        assert_eq!(without, Duration::MAX, "without jitter it was {without:?}");
    });
}

#[test]
fn full_jitter_covers_every_ceiling_however_long() {
    JITTER.claim("with full jitter a wait must be any time up to its ceiling, however long that is").holds(
        || {
            // More nanoseconds than this are for nobody who waits: it is enough to cover so many of them, 584 years.
            let enough = Duration::from_nanos(u64::MAX);
            for (seed, first) in (1..).zip([ms(10), Duration::from_nanos(1_300), Duration::from_secs(7)]) {
                let (backoff, mut random) =
                    (Backoff { first, cap: Duration::MAX, ..Backoff::default() }, Random::new(seed));
                for retry in 1..=100 {
                    let ceiling = backoff.ceiling(retry);
                    let waits: [Duration; 40] = std::array::from_fn(|_| backoff.wait(retry, &mut random));
                    let [shortest, longest] =
                        [waits.iter().min(), waits.iter().max()].map(|wait| *wait.unwrap());
                    // By chance, one in 10^12 times all of them are in the same half.
                    let has_both_halves = shortest < ceiling / 2 && longest > enough.min(ceiling) / 2;
                    assert!(
                        has_both_halves && longest <= ceiling,
                        "of 40 waits before retry {retry} the shortest was {shortest:.1?} and the longest \
                     {longest:.1?}, with a first wait of {first:?} and a ceiling of {ceiling:.1?}"
                    );
                }
            }
            // The rest of a division makes short waits likelier, the more so the nearer the ceiling is to the largest divisor.
            let far = Duration::from_nanos(3 << 62);
            let (far, mut random) = (Backoff { first: far, cap: far, ..Backoff::default() }, Random::new(4));
            let short = (0..40_000).filter(|_| far.wait(1, &mut random) < far.first / 3).count();
            // 13,333 are expected, and chance moves that by 94.
            assert!(
                (12_800..=13_900).contains(&short),
                "of 40,000 waits of up to 438 years {short} were in the first third"
            );
        },
    );
}

#[test]
fn clients_with_other_seeds_wait_other_times() {
    JITTER.claim("the waits must follow from the client's `random`: others with another seed").holds(|| {
        let waits = |seed| {
            let mut random = Random::new(seed);
            (1..=20).map(|retry| Backoff::default().wait(retry, &mut random)).collect::<Vec<_>>()
        };
        let same = waits(1).iter().zip(waits(2)).filter(|(one, other)| *one == other).count();
        assert!(same <= 5, "{same} of 20 waits were the same for two seeds");
        assert!(waits(1) == waits(1), "one seed gave two runs of waits");
    });
}
