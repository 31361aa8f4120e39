//! lesson: 16
//! mistake: tells only those points that take minutes
//! expect: the name of no point must be wrong usage, and told all names
//! file: checks/src/quality/args.rs

fn names() -> String {
    names_of(|point| point.slow)
}
