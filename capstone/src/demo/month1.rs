//! The Month 1 demo: four weeks, a section for each thing to show. Each can fail, and says beforehand what
//! must come.
//!
//! The numbers come from formulas. None was tuned until it fitted: where a machine may be slower than the
//! arithmetic, the bound says by how much.

mod basics;
mod limits;
mod load;

use super::action::Action;
use super::expectation::Bound;
use super::figure::Figure;
use super::script::Script;
use std::time::Duration;

/// How thorough a demo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// For people: long enough to watch, under two minutes.
    Full,
    /// For checks: the same sections with shorter loads, about ten seconds.
    Fast,
}

/// The script of the Month 1 demo.
pub fn month1(pace: Pace) -> Script<Action> {
    Script {
        sections: vec![
            basics::logger(),
            basics::server(),
            basics::protocol(),
            load::pool(),
            basics::robustness(),
            limits::backpressure(),
            limits::overload(pace),
            load::contention(pace),
            load::shutdown(),
        ],
    }
}

/// A prediction of time. Sleeps never end early, but a busy machine ends them late.
fn predicted_time(time: Duration) -> Bound {
    Bound::Near { predicted: Figure::time(time), low: 0.98, high: 2.5 }
}

fn count(count: u64) -> Bound {
    Bound::Exactly(Figure::count(count))
}

fn at_least(count: u64) -> Bound {
    Bound::AtLeast(Figure::count(count))
}

/// Arguments, split at the blanks.
fn args(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_has_no_flaw_at_any_pace() {
        for pace in [Pace::Full, Pace::Fast] {
            assert_eq!(month1(pace).flaws(), [""; 0]);
        }
    }

    #[test]
    fn every_section_says_what_it_shows_and_where_to_look() {
        for section in month1(Pace::Full).sections {
            assert!(!section.shows.is_empty() && section.look.contains("lessons/"), "{}", section.name);
        }
    }
}
