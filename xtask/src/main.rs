//! `cargo xtask …`: the project's own commands, so that a fresh machine needs no other build tool.

mod bench;
mod checkout;
mod client;
mod clippy;
mod digest;
mod process;
mod release;
mod report;
#[cfg(test)]
mod scratch;
mod serve;
mod server;
mod setup;
mod test;
mod tidy;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    about = "Huiyin's own commands · 回音工程命令"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what building and testing need and is missing · 安装缺少的工具
    Setup(setup::Options),
    /// Build the browser client into dist/ · 编译客户端
    Client(client::Options),
    /// Build everything and start the server with a demonstration county · 启动服务
    Serve(serve::Options),
    /// Run every check and test, the browser ones included · 运行全部测试
    Test(test::Options),
    /// Lint every crate, natively and for wasm · 静态检查
    Clippy,
    /// Build one self-contained server binary · 生成发布版
    Release,
    /// Check the rules of the house · 检查工程规矩
    Tidy,
    /// Measure, on release builds · 性能测量
    Bench(bench::Options),
    /// Take the screenshots, on release builds · 生成截图
    Shots(bench::Options),
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::failure(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let workspace = Workspace::find()?;
    let builds = !matches!(command, Command::Setup(_) | Command::Tidy);
    let _claim = builds.then(|| checkout::claim(&workspace)).transpose()?;
    match command {
        Command::Setup(options) => setup::run(&workspace, &options),
        Command::Client(options) => client::run(&workspace, &options),
        Command::Serve(options) => serve::run(&workspace, &options),
        Command::Test(options) => test::run(&workspace, &options),
        Command::Clippy => clippy::run(&workspace),
        Command::Release => release::run(&workspace),
        Command::Tidy => tidy::run(&workspace),
        Command::Bench(options) => bench::measure(&workspace, &options),
        Command::Shots(options) => bench::run(&workspace, "shots.mjs", &options),
    }
}
