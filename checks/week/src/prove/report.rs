//! What a person reads of a campaign: a line for each solution as it comes, and the sum of it.

use super::claims::Claims;
use super::outcome::Outcome;
use super::subject::Kind;
use crate::terminal::Terminal;
use std::time::Duration;

/// Writes the lines.
#[derive(Debug)]
pub(super) struct Report {
    terminal: Terminal,
}

impl Report {
    pub(super) fn new(terminal: Terminal) -> Self {
        Self { terminal }
    }

    /// What is known from earlier runs. What was not as it must be is told again.
    pub(super) fn known<'o>(&mut self, outcomes: impl Iterator<Item = &'o Outcome>) {
        let (proved, not): (Vec<&Outcome>, Vec<_>) = outcomes.partition(|outcome| outcome.is_proved());
        if proved.len() + not.len() > 0 {
            let words = format!(
                "Known from earlier runs, and nothing has changed since: {} (--fresh forgets them).\n",
                proved.len() + not.len()
            );
            self.terminal.say(&words);
        }
        not.into_iter().for_each(|outcome| self.hear(outcome));
    }

    pub(super) fn hear(&mut self, outcome: &Outcome) {
        let Outcome { lesson, name, runs, met, problem, seconds, .. } = outcome;
        let kind = word(outcome.kind);
        let more = match outcome.kind {
            Kind::Omission => format!(" and {:.1} s, {}", outcome.to_the_end, outcome.about),
            Kind::Mutation => format!(" ({})", outcome.about),
            _ => String::new(),
        };
        let line = format!("{lesson:02} {kind:<6} {name}: {met} of {runs}, {seconds:.1} s{more}");
        let said = outcome
            .first
            .as_ref()
            .filter(|_| matches!(outcome.kind, Kind::Wrong | Kind::Omission | Kind::Mutation));
        match problem {
            None => {
                let said = said.map(|said| format!("\n        {said}")).unwrap_or_default();
                self.terminal.say(&format!("  {}    {line}{said}\n", self.terminal.green("ok")));
            }
            Some(problem) => {
                let problem: String = problem.lines().map(|line| format!("        {line}\n")).collect();
                self.terminal.say(&format!("  {}  {line}\n{problem}", self.terminal.red("FAIL")));
            }
        }
    }

    pub(super) fn end(&mut self, outcomes: &[Outcome], claims: Option<&[Claims]>, took: Duration) {
        let terminal = self.terminal;
        terminal.say("\n");
        for kind in KINDS {
            let all: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.kind == kind).collect();
            let proved = all.iter().filter(|outcome| outcome.is_proved()).count();
            if !all.is_empty() {
                terminal.say(&format!("{proved} of {} {}\n", all.len(), sentence(kind)));
            }
        }
        if let Some(claims) = claims {
            terminal.say(&survivors(claims));
        }
        terminal.say(&format!("It took {}.\n", minutes(took)));
    }
}

/// In the order in which they are summed up.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Wrong, Kind::Right, Kind::Reference, Kind::Alone, Kind::Blank, Kind::Omission, Kind::Mutation];

/// Which claims are needed, and which may not be.
fn survivors(claims: &[Claims]) -> String {
    let all: usize = claims.iter().map(|claims| claims.all).sum();
    let survive: usize = claims.iter().map(|claims| claims.survive.len()).sum();
    let never_alone: usize = claims.iter().map(|claims| claims.never_alone.len()).sum();
    let mut words = format!(
        "{} of {all} claims are turned red by a wrong solution; {} by one that turns no other red.\n",
        all - survive,
        all - survive - never_alone
    );
    words += &listed("No wrong solution turns these red:", claims, |claims| {
        claims.survive.iter().map(String::as_str).collect()
    });
    words += &listed(
        "No wrong solution turns these red alone, and checks/wrong/implied.toml does not say why none can:",
        claims,
        |claims| claims.unexplained().collect(),
    );
    words += &listed(
        "A wrong solution turned these red alone, by chance or always, and checks/wrong/implied.toml says that none does:",
        claims,
        |claims| claims.stale.iter().map(String::as_str).collect(),
    );
    words
}

/// The title, and those claims behind it, if there are any.
fn listed<'a>(title: &str, claims: &'a [Claims], of: fn(&'a Claims) -> Vec<&'a str>) -> String {
    let line = |lesson: u32, claim: &str| format!("    {lesson:02} {claim}\n");
    let lines =
        claims.iter().flat_map(|claims| of(claims).into_iter().map(|claim| line(claims.lesson, claim)));
    let lines: String = lines.collect();
    if lines.is_empty() { lines } else { format!("{title}\n{lines}") }
}

pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Wrong => "wrong",
        Kind::Right | Kind::Reference | Kind::Alone => "right",
        Kind::Blank => "blank",
        Kind::Omission => "less",
        Kind::Mutation => "other",
    }
}

pub(super) fn sentence(kind: Kind) -> &'static str {
    match kind {
        Kind::Wrong => "wrong solutions are caught, each time with their diagnosis first.",
        Kind::Right => "right solutions pass.",
        Kind::Reference => "checks pass with the reference.",
        Kind::Alone => "checks pass while all later lessons are blank.",
        Kind::Blank => "blanks are told by their own names.",
        Kind::Mutation => "mutations are caught, or listed as being as right, and then they pass.",
        Kind::Omission => "calls that wake, wait or close are missed where they are left out.",
    }
}

pub(super) fn minutes(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{seconds} s"),
        seconds => format!("{} min", seconds.div_ceil(60)),
    }
}
