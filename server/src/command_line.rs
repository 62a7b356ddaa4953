//! The subcommands of the one binary.

use crate::config::{self, Layer, Loaded};
use crate::import::{self, ClassesArgs, OrganisationArgs, PetitionsArgs, RestDaysArgs};
use crate::seed::{self, SeedArgs};
use crate::{backup, database, doctor, serve, telemetry};
use anyhow::Result;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// The petition bureau's server · 信访局服务程序
///
/// Settings come from flags, then the environment, then a TOML file (huiyin.toml, or the one named by --config).
/// 设置依次取自命令行、环境变量、TOML 文件。
#[derive(Parser)]
#[command(name = "server", version)]
pub struct CommandLine {
    /// The settings file · 设置文件 [huiyin.toml]
    #[arg(
        long,
        env = "HUIYIN_CONFIG",
        global = true,
        value_name = "FILE",
        hide_env_values = true
    )]
    config: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
    #[command(flatten)]
    settings: Layer,
}

#[derive(Subcommand)]
enum Task {
    /// Serve the desk and the public pages · 启动服务
    Serve,
    /// Create the database or bring it up to date · 建立或升级数据库
    Migrate,
    /// Bring in what other systems hold · 导入数据
    #[command(subcommand)]
    Import(Import),
    /// Fill the database with a demonstration county · 生成演示县
    Seed(SeedArgs),
    /// Print what is in force and what is wrong · 体检
    Doctor,
    /// Build lists, search and records again from the ledger · 重建索引
    Rebuild,
    /// Copy the database while it is in use · 备份
    Backup(BackupArgs),
}

#[derive(Subcommand)]
enum Import {
    Organisation(OrganisationArgs),
    Petitions(PetitionsArgs),
    Classes(ClassesArgs),
    RestDays(RestDaysArgs),
    /// Take in the outbox a tablet exported to a file · 导入平板导出的待送文件
    Outbox(OutboxArgs),
}

/// The file a tablet exported.
#[derive(Args)]
struct OutboxArgs {
    /// Named huiyin-outbox-….hyo · 待送文件
    file: PathBuf,
}

/// Where the copy goes.
#[derive(Args)]
struct BackupArgs {
    /// The file to write; it must not exist · 备份文件
    file: PathBuf,
}

/// Does what the process's arguments say.
///
/// # Errors
/// Whatever kept it from being done, in words for the person at the keyboard.
pub async fn run() -> Result<ExitCode> {
    let matches = CommandLine::command().get_matches();
    let CommandLine {
        config,
        task,
        settings,
    } = CommandLine::from_arg_matches(&matches)?;
    let loaded = config::load(settings, &matches, config.as_deref())?;
    telemetry::start_logging(&loaded.settings)?;
    perform(task, &loaded).await
}

async fn perform(task: Task, loaded: &Loaded) -> Result<ExitCode> {
    let settings = &loaded.settings;
    match task {
        Task::Serve => {
            let running = serve::start(settings.clone()).await?;
            let scheme = if settings.is_https() { "https" } else { "http" };
            println!(
                "回音已启动 · Huiyin is ready: {scheme}://{}/desk",
                running.address()
            );
            running.until_told_to_stop().await?;
            Ok(ExitCode::SUCCESS)
        }
        Task::Doctor => {
            let report = doctor::examine(loaded).await?;
            print!("{report}");
            Ok(if report.is_well() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            })
        }
        Task::Backup(to) => {
            backup::backup(settings, &to.file).await?;
            println!("已备份 · copied to {}", to.file.display());
            Ok(ExitCode::SUCCESS)
        }
        Task::Migrate => {
            database::open(settings).await?.close().await;
            println!(
                "数据库已就绪 · the database is up to date: {}",
                settings.database.display()
            );
            Ok(ExitCode::SUCCESS)
        }
        Task::Rebuild => {
            let ledger = database::open(settings).await?;
            let records = ledger.rebuild().await?;
            ledger.close().await;
            println!("重建了 {records} 件 · rebuilt {records} records");
            Ok(ExitCode::SUCCESS)
        }
        Task::Seed(args) => {
            let ledger = database::open(settings).await?;
            let done = seed::run(&args, &ledger).await;
            ledger.close().await;
            Ok(done)
        }
        Task::Import(what) => {
            let ledger = database::open(settings).await?;
            let done = match &what {
                Import::Organisation(args) => import::run_organisation(args, &ledger).await,
                Import::Petitions(args) => {
                    import::run_petitions(args, &ledger, settings.county.as_deref()).await
                }
                Import::Classes(args) => import::run_classes(args, &ledger).await,
                Import::RestDays(args) => import::run_rest_days(args, &ledger).await,
                Import::Outbox(args) => import::run_outbox(&args.file, &ledger, settings).await,
            };
            ledger.close().await;
            Ok(done)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subcommand_can_be_parsed() {
        CommandLine::command().debug_assert();
    }
}
