//! `haproxy.cfg` by itself, as its first lines say: without the variables that `fleet` sets.

use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn haproxy_accepts_the_configuration_without_any_variable() {
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("haproxy.cfg");
    let check =
        Command::new("haproxy").arg("-c").arg("-f").arg(config).env_clear().stdin(Stdio::null()).output();
    let Ok(check) = check else { return eprintln!("skipped: haproxy is not here") };
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
}
