//! lesson: 16
//! mistake: asks whether a filter of the log finds all that it should, and not whether it finds more
//! expect: when a filter of the log finds too much, but it said: PASS
//! file: checks/src/quality/points/logger.rs

fn filters(checkout: &Checkout, findings: &Findings, file: &str, entries: &[Entry<'_>]) {
    let middle = entries[entries.len() / 2].time;
    type Keeps<'a> = &'a dyn Fn(&Entry<'_>) -> bool;
    let cases: [(&[&str], Keeps<'_>); 7] = [
        (&[], &|_| true),
        (&["--level", "warn"], &|entry| matches!(entry.level, "WARN" | "ERROR")),
        (&["--component", "client"], &|entry| entry.component == "client"),
        (&["--request-id", "1007"], &|entry| entry.request_id == "1007"),
        (&["--since", middle], &|entry| entry.time >= middle),
        (&["--until", middle], &|entry| entry.time < middle),
        (&["--component", "client", "--request-id", "1008"], &|entry| entry.is_of_client("1008")),
    ];
    let mut agree = 0;
    for (args, keeps) in cases {
        let command = format!("`{}`", [&["log"], args].concat().join(" "));
        findings.step(command.clone(), "exit code 0");
        let found = checkout.run(&[&["log", file], args].concat());
        assert_eq!(found.code, Some(0), "it failed: {}", found.stderr);
        let due: Vec<&str> = entries.iter().filter(|entry| keeps(entry)).map(|entry| entry.line).collect();
        let lines: Vec<&str> = found.stdout.lines().collect();
        if due.iter().all(|line| lines.contains(line)) {
            agree += 1;
        } else {
            let (what, due) = (format!("lines by {command}"), due.len().to_string());
            findings.that(&what, &format!("{due}, as by hand"), format!("{} or others", lines.len()), false);
        }
    }
    findings.equal("filters that agree with a search by hand", cases.len(), agree);
}
