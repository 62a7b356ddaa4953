//! `server import outbox`: the outbox of a tablet that never gets a network again.

use crate::attachment::Brought;
use crate::config::Settings;
use crate::device::outbox::{NotOpened, NotTaken, take_in};
use crate::store::Ledger;
use chrono::{SubsecRound, Utc};
use std::path::Path;
use std::process::ExitCode;

/// Takes the file in and says in numbers what became of it; what it holds is nobody's to read here.
pub async fn run(path: &Path, ledger: &Ledger, settings: &Settings) -> ExitCode {
    let file = match super::bytes(path) {
        Ok(file) => file,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    let files = match Brought::open(ledger.clone(), settings) {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::FAILURE;
        }
    };
    let now = Utc::now().trunc_subsecs(3);
    match take_in(ledger, &files, &file, None, now).await {
        Ok(taken) => {
            println!(
                "设备 {}：新收 {} 条，原已收到 {} 条，退回本人 {} 条，没收 {} 条",
                taken.device, taken.done, taken.known, taken.returned, taken.held
            );
            println!(
                "{} taken now, {} there already, {} returned to their author, {} not taken",
                taken.done, taken.known, taken.returned, taken.held
            );
            println!(
                "照片和文件：收下 {} 个，没收 {} 个 · photos and files: {} taken, {} not taken",
                taken.files, taken.files_left, taken.files, taken.files_left
            );
            if taken.held > 0 {
                println!(
                    "没收的请保留文件，升级程序后再导入 · keep the file and bring it again after an update"
                );
            }
            ExitCode::SUCCESS
        }
        Err(no) => {
            eprintln!("{}", words(&no));
            ExitCode::FAILURE
        }
    }
}

fn words(no: &NotTaken) -> String {
    match no {
        NotTaken::NotOpened(NotOpened::Foreign) => {
            "这不是平板导出的待送文件 · this is no outbox a tablet exported".to_owned()
        }
        NotTaken::NotOpened(NotOpened::Broken) => {
            "文件不完整、被改过，或者不是给本局的，一条也没有收 · the file is cut, was changed or is for another bureau; nothing was taken".to_owned()
        }
        NotTaken::NoSuchOfficer => {
            "写这些内容的人不在通讯录里 · its author is not in the directory".to_owned()
        }
        NotTaken::Files(error) => format!(
            "附件存不下来，已收的不会重复，请再导入一次 · the keeping of attachments failed; bring the same file again: {error:#}"
        ),
        NotTaken::Store(error) => format!(
            "数据库出错，已收的不会重复，请再导入一次 · the database failed; bring the same file again: {error}"
        ),
    }
}
