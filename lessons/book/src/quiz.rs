//! A lesson's questions as a quiz below them: the data for web/quiz.js.

use anyhow::Result;
use serde_json::{Value, json};
use week::quiz::Question;

/// The lesson's text with its quiz at the end of the section *Questions*.
pub(crate) fn with_quiz(text: &str, lesson: u32, questions: &[Question]) -> Result<String> {
    let Some((head, rest)) = text.split_once("\n## Questions\n") else { return Ok(text.to_owned()) };
    let (asked, after) = rest.split_once("\n## ").unwrap_or((rest, ""));
    let hook = hook("quiz", &json!({ "lesson": lesson, "questions": data(questions) }))?;
    Ok(format!("{head}\n## Questions\n{asked}\n{hook}\n## {after}"))
}

fn data(questions: &[Question]) -> Vec<Value> {
    let choice = |choice: &week::quiz::Choice| json!({ "words": choice.words, "right": choice.is_right, "why": choice.why });
    let question = |question: &Question| {
        let choices: Vec<Value> = question.choices.iter().map(choice).collect();
        json!({ "ask": question.ask, "read": question.read, "choices": choices })
    };
    questions.iter().map(question).collect()
}

/// A place on a page that a script fills, and what it needs to know.
pub(crate) fn hook(class: &str, data: &Value) -> Result<String> {
    // `<` could end the element too soon.
    let data = serde_json::to_string(data)?.replace('<', "\\u003c");
    Ok(format!("<div class=\"{class}\"><script type=\"application/json\">{data}</script></div>\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiz_follows_the_questions() {
        let text = "# L\n\n## Questions\n\n**1.** Why?\n\n## Further reading\n\nx\n";
        let page = with_quiz(text, 4, &[]).unwrap();
        assert!(page.contains("Why?\n\n<div class=\"quiz\"><script"), "{page}");
        assert!(page.ends_with("</div>\n\n## Further reading\n\nx\n"), "{page}");
        assert!(hook("quiz", &json!("</script>")).unwrap().contains("\"\\u003c/script>\""));
    }
}
