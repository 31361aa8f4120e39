//! `cargo week quiz`: asks a lesson's questions, one after the other, and says why a choice is wrong.

use crate::lesson::Lesson;
use crate::place::Place;
use crate::quiz::{Question, questions};
use crate::terminal::{Terminal, WIDTH, wrapped};
use anyhow::Result;
use std::io::{self, BufRead};

/// Asks the questions of the lesson, or of the one whose turn it is.
pub(crate) fn ask(place: &Place, lesson: Option<u32>, terminal: Terminal) -> Result<()> {
    let lessons = place.lessons()?;
    let lesson = place.lesson(&lessons, lesson)?;
    let questions = questions(&place.root, lesson)?;
    let mut answers = io::stdin().lock().lines();
    let mut at_once = 0;
    for (index, question) in questions.iter().enumerate() {
        terminal.say(&words(question, index + 1, questions.len(), terminal));
        let Some(tries) = tries(question, lesson, &mut answers, terminal)? else {
            terminal.say(&format!("\n{index} of {} questions answered.\n", questions.len()));
            return Ok(());
        };
        at_once += usize::from(tries == 1);
    }
    terminal.say(&format!("{at_once} of {} at the first try.\n", questions.len()));
    Ok(())
}

/// How many tries it took, or nothing if no more answers come.
fn tries(
    question: &Question,
    lesson: &Lesson,
    answers: &mut impl Iterator<Item = io::Result<String>>,
    terminal: Terminal,
) -> Result<Option<usize>> {
    let mut tries = 0;
    loop {
        terminal.say(&terminal.bold("> "));
        let Some(answer) = answers.next().transpose()? else {
            return Ok(None);
        };
        let count = question.choices.len();
        let chosen = answer.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(choice) = chosen.and_then(|index| question.choices.get(index)) else {
            terminal.say(&format!("Type a number from 1 to {count}.\n"));
            continue;
        };
        tries += 1;
        if choice.is_right {
            terminal.say(&format!("{}\n{}\n", terminal.green("Right."), lines(&choice.why, "")));
            return Ok(Some(tries));
        }
        let read = format!("See {}, section \"{}\".", lesson.text(), question.read);
        terminal.say(&format!("{}\n{}{}\n", terminal.red("No."), lines(&choice.why, ""), lines(&read, "")));
    }
}

fn words(question: &Question, number: usize, of: usize, terminal: Terminal) -> String {
    let asked = lines(&format!("{number}/{of} {}", question.ask), "");
    let choices = question.choices.iter().zip(1..);
    let choices: String =
        choices.map(|(choice, number)| lines(&format!("{number} {}", choice.words), "   ")).collect();
    format!("{}{choices}", terminal.bold(&asked))
}

fn lines(words: &str, indent: &str) -> String {
    wrapped(words, WIDTH - indent.len()).iter().map(|line| format!("{indent}{line}\n")).collect()
}
