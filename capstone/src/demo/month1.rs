//! The Month 1 demo: four weeks, a section for each subject. Each section can fail, and states its predictions first.
//!
//! The numbers come from formulas. None was tuned until it fitted: where a machine may be slower than the
//! arithmetic, the bound says by how much.

mod action;
mod basics;
mod bounds;
mod limits;
mod load;
mod volley;

pub use action::Action;
pub use bounds::Pace;
pub use volley::Volley;

use super::script::Script;

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
