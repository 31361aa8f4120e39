//! What passes as a whole, and what may be noise.

use crate::reports::{failed, passed, section};
use crate::{NOISE, VERDICT, exactly};
use capstone::demo::{Bound, Figure, Report, SectionReport, Unit};

/// Sound, with a wrong figure, and with a step that could not be done.
fn sections() -> [SectionReport; 3] {
    let wrong = section(vec![failed(&exactly(1), Some(Figure::count(2)))]);
    [
        section(vec![passed()]),
        wrong,
        SectionReport { error: Some("no".to_owned()), ..section(vec![passed()]) },
    ]
}

#[test]
fn a_section_passes_only_if_every_finding_did_and_every_step_could_be_done() {
    VERDICT.claim("a section must pass only if there is no error, and every finding passed").holds(|| {
        let wrong = || failed(&exactly(1), Some(Figure::count(2)));
        for (findings, due) in [
            (vec![passed(), passed()], true),
            (vec![wrong(), passed()], false),
            (vec![passed(), wrong()], false),
            (vec![wrong(), wrong()], false),
            (vec![passed(), wrong(), passed()], false),
        ] {
            let words = findings.iter().map(|finding| if finding.passed { "right" } else { "wrong" });
            let words = words.collect::<Vec<_>>().join(", ");
            let found = section(findings).passed();
            assert!(found == due, "with findings that are {words}, `passed` said {found}");
        }
        assert!(!sections()[2].passed(), "it passed though a step could not be done");
    });
}

#[test]
fn a_report_passes_only_if_every_planned_section_ran_and_passed() {
    VERDICT.claim("a report must pass only if every planned section ran and passed, uninterrupted").holds(
        || {
            let [sound, wrong, broken] = sections();
            let of = |sections: &[&SectionReport]| {
                let sections: Vec<_> = sections.iter().copied().cloned().collect();
                Report { planned: sections.len(), sections, interrupted: false }
            };
            let whole = of(&[&sound, &sound]);
            assert!(whole.passed(), "two of two sections passed, and the report did not");
            let short = Report { planned: 3, ..whole.clone() };
            assert!(!short.passed(), "it passed with two of three sections");
            let interrupted = Report { interrupted: true, ..whole };
            assert!(!interrupted.passed(), "it passed although it was interrupted");
            for bad in [&wrong, &broken] {
                for sections in [[bad, &sound, &sound], [&sound, bad, &sound], [&sound, &sound, bad]] {
                    assert!(!of(&sections).passed(), "one of three sections failed, and the report passed");
                }
            }
        },
    );
}

#[test]
fn only_what_depends_on_the_machine_may_be_noise() {
    NOISE.claim("what is wrong may be noise only if it was measured and every such figure is noisy").holds(
        || {
            let measured = |unit| Some(Figure { value: 7.0, unit });
            let bounds = |unit| {
                let predicted = Figure { value: 1.0, unit };
                let near = Bound::Near { predicted, low: 0.5, high: 2.0 };
                let same = Bound::SameAs("another".to_owned());
                [Bound::Exactly(predicted), Bound::AtLeast(predicted), Bound::AtMost(predicted), same, near]
            };
            for unit in [Unit::Count, Unit::Time, Unit::Rate, Unit::Percent, Unit::Ratio] {
                for bound in bounds(unit) {
                    let (due, words) = (unit.is_noisy(), format!("a wrong {unit:?}, expected {bound}"));
                    let found = section(vec![failed(&bound, measured(unit))]).may_be_noise();
                    assert!(found == due, "of {words}, it said {found}");
                    let found = section(vec![failed(&bound, None)]).may_be_noise();
                    assert!(!found, "of a {unit:?} that was not measured, expected {bound}, it said {found}");
                }
            }
            let time =
                || failed(&Bound::AtMost(Figure { value: 1.0, unit: Unit::Time }), measured(Unit::Time));
            let count = || failed(&exactly(1), measured(Unit::Count));
            for findings in [vec![time(), count()], vec![count(), time()]] {
                assert!(!section(findings).may_be_noise(), "a wrong count beside a wrong time was noise");
            }
            let broken = SectionReport { error: Some("no".to_owned()), ..section(vec![time()]) };
            assert!(!broken.may_be_noise(), "a step that could not be done, beside a wrong time, was noise");
            for findings in [vec![], vec![passed()]] {
                assert!(!section(findings).may_be_noise(), "a section that passed was noise");
            }
        },
    );
}
