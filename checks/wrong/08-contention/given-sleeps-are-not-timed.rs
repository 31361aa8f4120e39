//! lesson: 08
//! mistake: does not time the sleeps on conditions, since nobody waits for a lock there: they look like work
//! expect: of it count as idle
//! file: capstone/src/observe/contention/collect.rs

impl Observer for Collector {
    fn wait_begins(&self, place: Place, now: Instant) {
        if !matches!(place, Place::Condition(_)) {
            with_figures(|figures| figures.profile.begin_wait(place, now));
        }
    }
}
