//! lesson: 15
//! mistake: looks for the plan in the folder that `cargo run` names to a program: started by anybody else, it finds none
//! expect: stderr: "Error: cannot read the plan
//! file: benchmarks/src/run/plan_file.rs

fn usual() -> PathBuf {
    // Cargo says where the crate is now. What was true when it was compiled may be another copy.
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    Path::new(&folder).join(USUAL)
}
