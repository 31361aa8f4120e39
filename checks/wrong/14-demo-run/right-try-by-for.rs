//! lesson: 14
//! right: counts the attempts in a `for`

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    for attempt in 1..ATTEMPTS {
        let found = SectionReport { attempts: attempt, ..run_section(section, stage, audience) };
        stage.clear();
        if stage.interrupted() || !found.may_be_noise() {
            return found;
        }
        audience.again(attempt + 1, &found);
        stage.calm_down();
    }
    let last = run_section(section, stage, audience);
    stage.clear();
    SectionReport { attempts: ATTEMPTS, ..last }
}
