//! lesson: 16
//! mistake: mends the naive gate, whose mistakes the text shows
//! expect: the lesson's text must show what its programs write
//! file: lessons/16-quality-gate/before.rs

/// It passes as long as no fact fails.
fn passes(facts: &[bool]) -> bool {
    !facts.is_empty() && facts.iter().all(|fact| *fact)
}
