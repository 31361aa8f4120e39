//! Lesson 16, before: a gate that passes because nothing failed, and that repeats every failure.

use capstone::println;

/// A server that loses a reply in two of three runs.
fn replies_lost(run: u32) -> u32 {
    u32::from(!run.is_multiple_of(3))
}

/// It passes as long as no fact fails.
fn passes(facts: &[bool]) -> bool {
    facts.iter().all(|fact| *fact)
}

fn main() {
    let verdict = |passed| if passed { "PASS" } else { "FAIL" };

    // The server did not start, so nothing was measured.
    let facts = [];
    println!("the server did not start:          {} facts, {}", facts.len(), verdict(passes(&facts)));

    let mut attempt = 1;
    while attempt < 3 && replies_lost(attempt) > 0 {
        attempt += 1;
    }
    println!("a reply lost in 2 of 3 runs:       attempt {attempt}, {}", verdict(replies_lost(attempt) == 0));

    let gates = 900;
    let caught =
        (0..gates).filter(|gate| (1..=3).all(|attempt| replies_lost(3 * gate + attempt) > 0)).count();
    println!("caught by {gates} gates with 3 attempts: {caught}");

    // Only the quick half ran. The line does not show that.
    let (passed, points) = (5, 5);
    println!("half of the points left out:       {passed} of {points}, {}", verdict(passed == points));
}
