//! lesson: 16
//! mistake: tells the last error, in which cargo says that the program does not compile, and not why
//! expect: came error: could not compile
//! file: checks/src/quality/checkout.rs

fn first_error(messages: &str) -> String {
    let error = messages.lines().rfind(|line| line.starts_with("error"));
    let error = error.unwrap_or("cargo gave no program and no reason");
    let place = messages.lines().find(|line| line.trim_start().starts_with("-->")).unwrap_or_default();
    format!("{error} {}", place.trim())
}
