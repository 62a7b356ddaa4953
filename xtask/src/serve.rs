//! `cargo xtask serve`: from a fresh checkout to a running server with a demonstration county.

use std::env;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::client::{self, Compression};
use crate::process;
use crate::report;
use crate::server::{self, Profile};
use crate::workspace::Workspace;

const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

#[derive(Args)]
pub struct Options {
    /// Build the optimised server with the client embedded
    #[arg(long)]
    release: bool,
    /// The database, a path or URL (sets HUIYIN_DATABASE)
    #[arg(long)]
    database: Option<String>,
    /// The address and port to listen on (sets HUIYIN_LISTEN)
    #[arg(long)]
    listen: Option<String>,
    /// Further arguments for `server serve`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    server: Vec<String>,
}

/// Builds what is out of date, fills an empty database, and becomes the server.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let (profile, compression) = if options.release {
        (Profile::Release, Compression::Best)
    } else {
        (Profile::Dev, Compression::Quick)
    };
    client::build(workspace, compression)?;
    let binary = server::build(workspace, profile)?;

    // Flags become the environment, so that seeding and serving cannot mean two databases.
    let program = |subcommand: &str| {
        let mut command = Command::new(&binary);
        command.current_dir(&workspace.root).arg(subcommand);
        if let Some(database) = &options.database {
            command.env("HUIYIN_DATABASE", database);
        }
        if let Some(listen) = &options.listen {
            command.env("HUIYIN_LISTEN", listen);
        }
        command
    };

    report::step("Preparing the demonstration county", "准备演示县");
    process::run(program("seed").arg("--if-empty"))?;

    let listen = options
        .listen
        .clone()
        .or_else(|| env::var("HUIYIN_LISTEN").ok())
        .unwrap_or_else(|| DEFAULT_LISTEN.to_owned());
    report::step(
        &format!("Starting on {listen}, stop with Ctrl-C"),
        "启动服务，按 Ctrl-C 停止",
    );
    process::become_program(program("serve").args(&options.server)).map(drop)
}
