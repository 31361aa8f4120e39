//! lesson: 14
//! mistake: the command `demo` wants each figure to be the same in all runs, and no two runs take equally long
//! expect: other figures were the same in all runs; 3 of 3 runs passed
//! file: capstone/src/cli/demo/scorecard.rs

pub(super) fn compare(reports: &[Report], transcript: &mut Transcript) -> bool {
    let comparison = Comparison::of(reports);
    let Comparison { passed, runs, .. } = comparison;
    transcript.say(Style::Plain, "");
    transcript.say(Style::Title, format!("== {runs} runs, side by side"));
    let heading =
        format!("  {:<13}{:<44}{:>10}{:>10}{:>10}", "section", "figure", "lowest", "middle", "highest");
    transcript.say(Style::Plain, heading);
    for row in comparison.rows.iter().filter(|row| !row.is_steady()) {
        let style = if row.exact { Style::Fail } else { Style::Shown };
        transcript.say(style, line(row));
    }
    let steady = comparison.rows.iter().filter(|row| row.is_steady()).count();
    let agrees = passed == runs && steady == comparison.rows.len();
    let style = if agrees { Style::Pass } else { Style::Fail };
    transcript.say(
        style,
        format!("{steady} other figures were the same in all runs; {passed} of {runs} runs passed"),
    );
    agrees
}
