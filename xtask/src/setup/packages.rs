//! Debian packages.

use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use crate::process;
use crate::report;

/// The command a person runs to install these packages.
pub fn by_hand(names: &[&str]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install --no-install-recommends {}",
        names.join(" ")
    )
}

/// Installs packages as root or through a sudo that asks nothing; otherwise the error is the command to run.
pub fn install(names: &[&str]) -> Result<()> {
    let list = names.join(" ");
    ensure!(
        process::on_path(&["apt-get"]).is_some(),
        "this system has no apt-get; install what Debian calls: {list}"
    );
    let Some(prefix) = administrator() else {
        bail!(
            "{list} must be installed by an administrator. Run\n    {}",
            by_hand(names)
        );
    };
    report::step(&format!("Installing {list}"), "安装系统软件包");
    // A stale package list may still do, so a failed update is only told.
    if let Err(error) = apt(prefix, &["update", "-q"]) {
        report::warning(&format!("{error:#}"));
    }
    let mut arguments = vec!["install", "-q", "-y", "--no-install-recommends"];
    arguments.extend(names);
    apt(prefix, &arguments)
        .with_context(|| format!("could not install {list}; try\n    {}\n", by_hand(names)))
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Result<()> {
    let mut words = prefix.to_vec();
    words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    words.extend(arguments);
    process::run(Command::new(words[0]).args(&words[1..]))
}

/// What must stand before a command to run it as root, if that is possible without a question.
fn administrator() -> Option<&'static [&'static str]> {
    let root = process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(&[]);
    }
    process::succeeds(Command::new("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_to_type_names_every_package() {
        assert_eq!(
            by_hand(&["a", "b"]),
            "sudo apt-get update && sudo apt-get install --no-install-recommends a b"
        );
    }
}
