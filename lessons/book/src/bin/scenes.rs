//! Writes `lessons/book/graphs` anew, from the capstone as it is now.

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep");
    let graphs = root.join("lessons/book/graphs");
    print!("{}", book::record::record(root, &root.join("target/book/scenes"), &graphs)?);
    Ok(())
}
