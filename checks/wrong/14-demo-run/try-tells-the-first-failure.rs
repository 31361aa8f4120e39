//! lesson: 14
//! mistake: if no attempt passes, reports what the first of them has measured and not the last
//! expect: the last attempt ended after step 3, and the report is of step Some(Figure { value: 1.0

fn try_section<S: Stage>(
    section: &Section<S::Action>,
    stage: &mut S,
    audience: &mut impl Audience<S::Action>,
) -> SectionReport {
    let (mut attempts, mut first) = (1, None);
    loop {
        let mut report = run_section(section, stage, audience);
        stage.clear();
        report.attempts = attempts;
        if stage.interrupted() || !report.may_be_noise() {
            return report;
        }
        if attempts == ATTEMPTS {
            // The others were there to see whether it was noise. It was not, so the first is as good.
            return SectionReport { attempts, ..first.unwrap_or(report) };
        }
        attempts += 1;
        audience.again(attempts, &report);
        stage.calm_down();
        first = first.or(Some(report));
    }
}
