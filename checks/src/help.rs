//! What a command's `--help` says of its flags.

/// The flags that take a value, each with what its value is called: `("--queue", "N")`.
///
/// ```
/// let help = "Usage: serve [OPTIONS]\n\n  --queue <N>    Requests that may wait\n  --json   Print JSON\n";
/// assert_eq!(checks::flags_with_values(help).collect::<Vec<_>>(), [("--queue", "N")]);
/// ```
pub fn flags_with_values(help: &str) -> impl Iterator<Item = (&str, &str)> {
    help.lines().filter_map(|line| {
        let (flag, rest) = line.trim_start().split_once(" <")?;
        let (value, _) = rest.split_once('>')?;
        (flag.starts_with("--") && !flag.contains(' ')).then_some((flag, value))
    })
}
