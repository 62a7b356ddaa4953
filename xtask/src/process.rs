//! Starting other programs.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;

/// The cargo that runs this command, in the workspace and with its target directory.
pub fn cargo(workspace: &Workspace) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    cargo_at(Path::new(&program), workspace)
}

/// Another cargo, in the workspace and with its target directory.
pub fn cargo_at(program: &Path, workspace: &Workspace) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(&workspace.root)
        .env("CARGO_TARGET_DIR", &workspace.target);
    // `cargo run` leaves xtask's own package variables behind, and build scripts that watch them
    // (ring's does) would rebuild each time a person alternates between cargo and cargo xtask.
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(describes_a_package) {
            command.env_remove(&name);
        }
    }
    command
}

fn describes_a_package(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
        || matches!(
            variable,
            "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE"
        )
}

/// Runs a program with its output on the terminal; any exit but 0 is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", shown(command));
    Ok(())
}

/// Runs a program and gives what it printed; any exit but 0 is an error that carries its complaint.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{}`", shown(command)))?;
    ensure!(
        output.status.success(),
        "`{}` ended with {}: {}",
        shown(command),
        output.status,
        String::from_utf8_lossy(&output.stderr).trim()
    );
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed something that is not UTF-8", shown(command)))
}

/// Whether a program can be started and ends well; its output is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Becomes the program, so that Ctrl-C and other signals reach it directly.
#[cfg(unix)]
pub fn become_program(command: &mut Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| format!("cannot start `{}`", shown(command)))
}

/// Runs the program to its end; a console's Ctrl-C reaches it as well.
#[cfg(not(unix))]
pub fn become_program(command: &mut Command) -> Result<ExitCode> {
    run(command).map(|()| ExitCode::SUCCESS)
}

/// The first of these programs that lies on `PATH`.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    names.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
            .find(|candidate| candidate.is_file())
    })
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    std::iter::once(name)
        .chain(command.get_args())
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_program_is_named_with_its_arguments() {
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(
            format!("{error:#}").starts_with("`sh -c exit 3` ended with"),
            "{error:#}"
        );
        let error = run(&mut Command::new("no-such-program-here")).unwrap_err();
        assert!(format!("{error:#}").starts_with("cannot start `no-such-program-here`"));
    }

    #[test]
    fn only_variables_that_describe_a_package_are_withheld() {
        assert!(describes_a_package("CARGO_PKG_VERSION"));
        assert!(describes_a_package("CARGO_MANIFEST_DIR"));
        assert!(!describes_a_package("CARGO_HOME"));
        assert!(!describes_a_package("CARGO_TARGET_DIR"));
        assert!(!describes_a_package("CARGO_NET_OFFLINE"));
    }
}
