//! lesson: 15
//! mistake: the example says that it has run, and not what came
//! expect: the lesson's text must show what its program writes
//! file: lessons/15-thread-pool-impact/main.rs

fn main() -> Result<(), Box<dyn Error>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo).arg("--version").output()?;
    println!("done");
    Ok(())
}
