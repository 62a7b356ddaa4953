//! Where one-time passwords are handed over: once, to a new file of their own or to the person at the terminal.

use anyhow::{Context, Result, bail};
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Spreadsheet programs take a CSV file without it for the country's old encoding.
const MARK: &str = "\u{feff}";

/// One line of what is handed over.
pub struct OneTime {
    pub sign_in_name: String,
    pub name: String,
    pub unit: String,
    pub password: String,
}

/// Where the passwords go.
pub enum Destination {
    /// A file that is not there yet.
    File(PathBuf),
    /// Whoever ran the program.
    Terminal,
    /// A pipe or a file that was not made for them.
    Elsewhere,
}

impl Destination {
    /// The file, or without one the terminal.
    ///
    /// # Errors
    /// The file is there: it may hold passwords that somebody still needs.
    pub fn of(file: Option<&Path>) -> Result<Destination> {
        let Some(file) = file else {
            return Ok(if std::io::stdout().is_terminal() {
                Destination::Terminal
            } else {
                Destination::Elsewhere
            });
        };
        if file.symlink_metadata().is_ok() {
            bail!(
                "密码文件已存在，不会覆盖，请换一个名字 · the file for the passwords exists and is not overwritten: {}",
                file.display()
            );
        }
        Ok(Destination::File(file.to_owned()))
    }

    /// # Errors
    /// Standard output may be kept by somebody.
    pub fn ensure_private(&self) -> Result<()> {
        if matches!(self, Destination::Elsewhere) {
            bail!(
                "标准输出不是终端，密码可能留在日志里，没有导入：请用 --passwords 指定一个新文件 · standard output \
                 is no terminal and may be kept in a log, nothing went in: name a new file with --passwords"
            );
        }
        Ok(())
    }

    /// Hands them over; a file is on disk then.
    ///
    /// # Errors
    /// The file is there meanwhile or cannot be written; or standard output may be kept by somebody.
    pub fn hand_over(&self, lines: &[OneTime]) -> Result<()> {
        match self {
            Destination::File(path) => write(path, lines).with_context(|| {
                format!(
                    "密码文件写不下来，没有导入 · the passwords cannot be written, nothing went in: {}",
                    path.display()
                )
            }),
            Destination::Elsewhere => self.ensure_private(),
            Destination::Terminal => {
                let mut out = std::io::stdout().lock();
                writeln!(
                    out,
                    "一次性密码，只显示这一次 · One-time passwords, shown this once"
                )?;
                for line in lines {
                    let OneTime {
                        sign_in_name,
                        name,
                        unit,
                        password,
                    } = line;
                    writeln!(out, "  {sign_in_name:<20} {password}  {name}（{unit}）")?;
                }
                Ok(out.flush()?)
            }
        }
    }
}

fn write(path: &Path, lines: &[OneTime]) -> Result<()> {
    let mut file = created(path)?;
    file.write_all(MARK.as_bytes())?;
    let mut table = csv::Writer::from_writer(&mut file);
    table.write_record(["账号", "姓名", "单位", "一次性密码"])?;
    for line in lines {
        table.write_record([&line.sign_in_name, &line.name, &line.unit, &line.password])?;
    }
    table.flush()?;
    drop(table);
    Ok(file.sync_all()?)
}

fn created(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}
