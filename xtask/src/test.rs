//! `cargo xtask test`: every check there is. A part that fails does not keep the others from running.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, ValueEnum};

use crate::client::{self, Compression};
use crate::process;
use crate::report;
use crate::server;
use crate::setup;
use crate::tidy;
use crate::workspace::Workspace;

#[derive(Args)]
pub struct Options {
    /// Only Rust tests whose name, and browser tests whose file name, contains this
    filter: Option<String>,
    /// Only this part
    #[arg(long, value_enum)]
    only: Option<Part>,
}

/// The parts of the test run, in their order: what is quick and needs nothing comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Part {
    /// rustfmt
    Format,
    /// The rules of the house
    Tidy,
    /// `cargo test` of every crate
    Rust,
    /// The client in headless Chromium, against the real server
    Browser,
}

impl Part {
    const ALL: [Self; 4] = [Self::Format, Self::Tidy, Self::Rust, Self::Browser];

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Format => ("Format", "代码格式"),
            Self::Tidy => ("House rules", "工程规矩"),
            Self::Rust => ("Rust tests", "Rust 测试"),
            Self::Browser => ("Browser tests", "浏览器测试"),
        }
    }

    fn run(self, workspace: &Workspace, filter: Option<&str>) -> Result<()> {
        match self {
            Self::Format => format(workspace),
            Self::Tidy => tidy::run(workspace),
            Self::Rust => rust(workspace, filter),
            Self::Browser => browser(workspace, filter),
        }
    }
}

/// What became of one part.
struct Outcome {
    part: Part,
    took: Duration,
    result: Result<()>,
}

/// Runs the parts asked for and sums up; an error when any failed.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let filter = options.filter.as_deref();
    let outcomes: Vec<Outcome> = chosen(options.only, filter)
        .into_iter()
        .map(|part| {
            let (english, chinese) = part.words();
            report::step(english, chinese);
            let begun = Instant::now();
            let result = part.run(workspace, filter);
            if let Err(error) = &result {
                report::failure(error);
            }
            Outcome {
                part,
                took: begun.elapsed(),
                result,
            }
        })
        .collect();
    report::step("Summary", "结果");
    for outcome in &outcomes {
        println!("{}", line(outcome));
    }
    let failed = outcomes
        .iter()
        .filter(|outcome| outcome.result.is_err())
        .count();
    ensure!(
        failed == 0,
        "{failed} of {} parts failed · 有 {failed} 项没有通过",
        outcomes.len()
    );
    Ok(())
}

/// A filter names tests, so the parts that know no tests by name are left out.
fn chosen(only: Option<Part>, filter: Option<&str>) -> Vec<Part> {
    Part::ALL
        .into_iter()
        .filter(|part| only.is_none_or(|only| only == *part))
        .filter(|part| filter.is_none() || matches!(part, Part::Rust | Part::Browser))
        .collect()
}

fn line(outcome: &Outcome) -> String {
    let (english, chinese) = outcome.part.words();
    let seconds = outcome.took.as_secs_f64();
    match &outcome.result {
        Ok(()) => format!("  passed 通过  {english} {chinese} ({seconds:.1} s)"),
        Err(error) => format!("  FAILED 失败  {english} {chinese} ({seconds:.1} s): {error:#}"),
    }
}

fn format(workspace: &Workspace) -> Result<()> {
    setup::rustfmt(workspace)?;
    process::run(process::cargo(workspace).args(["fmt", "--all", "--check"]))
        .context("run `cargo fmt --all`")
}

/// xtask is tested by itself: built together, cargo would unite its features with the server's and compile
/// both its dependencies and the server's once more.
fn rust(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    setup::c_compiler()?;
    setup::font()?;
    setup::readers()?;
    let workspace_result = process::run(
        process::cargo(workspace)
            .args([
                "test",
                "--no-fail-fast",
                "--workspace",
                "--exclude",
                "xtask",
            ])
            .args(filter),
    );
    let own_result = process::run(
        process::cargo(workspace)
            .args(["test", "-p", "xtask"])
            .args(filter),
    );
    workspace_result.and(own_result)
}

fn browser(workspace: &Workspace, filter: Option<&str>) -> Result<()> {
    let files = test_files(&workspace.end2end().join("tests"), filter)?;
    if files.is_empty() {
        match filter {
            // A filter that names a Rust test is not an error here.
            Some(filter) => {
                report::unchanged(
                    &format!("No browser test file is named *{filter}*"),
                    "没有匹配的浏览器测试",
                );
                return Ok(());
            }
            None => bail!("end2end/tests holds no *.test.mjs"),
        }
    }
    let browser = setup::browser(workspace)?;
    client::build(workspace, Compression::Quick)?;
    let binary = server::build_beside_tests(workspace)?;
    process::run(
        Command::new(&browser.node)
            .current_dir(&workspace.root)
            .args(["--test", "--test-reporter=spec"])
            .args(files)
            .envs(browser.environment(workspace, &binary)),
    )
}

/// Listed here, because Node 20 does not expand patterns itself.
fn test_files(folder: &Path, filter: Option<&str>) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.ends_with(".test.mjs") && filter.is_none_or(|filter| name.contains(filter)) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn without_a_choice_everything_runs() {
        assert_eq!(chosen(None, None), Part::ALL);
    }

    #[test]
    fn a_filter_leaves_out_what_has_no_names() {
        assert_eq!(chosen(None, Some("visit")), [Part::Rust, Part::Browser]);
        assert_eq!(chosen(Some(Part::Browser), Some("visit")), [Part::Browser]);
        assert_eq!(chosen(Some(Part::Tidy), None), [Part::Tidy]);
    }

    #[test]
    fn the_browser_tests_are_found_by_their_names() {
        let folder = Scratch::new("tests");
        for name in ["visit.test.mjs", "query.test.mjs", "county.mjs"] {
            folder.write(name, "");
        }
        let found = |filter| -> Vec<String> {
            test_files(folder.path(), filter)
                .unwrap()
                .iter()
                .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
                .collect()
        };
        assert_eq!(found(None), ["query.test.mjs", "visit.test.mjs"]);
        assert_eq!(found(Some("vis")), ["visit.test.mjs"]);
        assert!(found(Some("county")).is_empty());
    }

    #[test]
    fn the_summary_says_why_a_part_failed() {
        let outcome = Outcome {
            part: Part::Rust,
            took: Duration::from_millis(1_500),
            result: Err(anyhow::anyhow!("`cargo test` ended with exit status: 101")),
        };
        assert_eq!(
            line(&outcome),
            "  FAILED 失败  Rust tests Rust 测试 (1.5 s): `cargo test` ended with exit status: 101"
        );
    }
}
