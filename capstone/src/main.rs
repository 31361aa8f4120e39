//! The `capstone` command line.

fn main() {}
