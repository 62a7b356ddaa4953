//! One target directory for several checkouts, as on a CI machine that keeps what it compiled.
//!
//! cargo tells fresh from stale by modification times and names artifacts alike in every checkout, so it takes
//! what another, younger checkout compiled for ours: the tests of one would pass or fail for the other. Hence
//! one checkout builds at a time, and where the owner changes, our sources count as changed.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};
use walkdir::WalkDir;

use crate::report;
use crate::workspace::Workspace;

/// The file in the target directory that names the checkout whose artifacts lie there.
const OWNER: &str = "checkout";

/// The target directory is ours as long as this lives; other commands of the same checkout may hold it too.
pub struct Claim {
    _lock: File,
}

/// Makes the target directory ours, waiting for another checkout that builds in it.
pub fn claim(workspace: &Workspace) -> Result<Claim> {
    let path = workspace.target.join(OWNER);
    let failed = || format!("cannot claim {}", path.display());
    fs::create_dir_all(&workspace.target).with_context(failed)?;
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(failed)?;
    let ours = workspace.root.to_string_lossy();
    loop {
        file.lock_shared().with_context(failed)?;
        if read(&mut file).with_context(failed)? == ours {
            return Ok(Claim { _lock: file });
        }
        file.unlock().with_context(failed)?;
        lock_alone(&file, &workspace.target).with_context(failed)?;
        let owner = read(&mut file).with_context(failed)?;
        // A directory inside the checkout that nobody has claimed yet holds nothing of others.
        let untouched = owner.is_empty() && workspace.target.starts_with(&workspace.root);
        if owner != ours && !untouched {
            freshen(&workspace.root)?;
        }
        write(&mut file, &ours).with_context(failed)?;
        // Other commands of this checkout may share it; another checkout may slip in between, hence the loop.
        file.unlock().with_context(failed)?;
    }
}

fn lock_alone(file: &File, target: &Path) -> std::io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
        Err(TryLockError::WouldBlock) => {
            let words = format!(
                "Waiting for another checkout that builds in {}",
                target.display()
            );
            report::step(&words, "等待另一份代码编译完");
            file.lock()
        }
    }
}

fn read(file: &mut File) -> std::io::Result<String> {
    let mut owner = String::new();
    file.rewind()?;
    file.read_to_string(&mut owner)?;
    Ok(owner)
}

fn write(file: &mut File, owner: &str) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(owner.as_bytes())
}

/// Gives every source of our crates the present as its modification time.
fn freshen(root: &Path) -> Result<()> {
    let now = SystemTime::now();
    for member in fs::read_dir(root)? {
        let member = member?.path();
        if !member.join("Cargo.toml").is_file() {
            continue;
        }
        for entry in WalkDir::new(&member) {
            let entry = entry?;
            if entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs")
            {
                File::options()
                    .write(true)
                    .open(entry.path())
                    .and_then(|file| file.set_modified(now))
                    .with_context(|| format!("cannot touch {}", entry.path().display()))?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::scratch::Scratch;

    const LONG_AGO: SystemTime = SystemTime::UNIX_EPOCH;

    fn checkout(folder: &Scratch, name: &str, target: &str) -> Workspace {
        folder.write(&format!("{name}/domain/Cargo.toml"), "");
        folder.write(&format!("{name}/domain/src/lib.rs"), "");
        let root = folder.path().join(name);
        age(&root);
        Workspace {
            root,
            target: folder.path().join(target),
        }
    }

    fn source(root: &Path) -> File {
        File::options()
            .write(true)
            .open(root.join("domain/src/lib.rs"))
            .unwrap()
    }

    fn age(root: &Path) {
        source(root).set_modified(LONG_AGO).unwrap();
    }

    fn was_touched(root: &Path) -> bool {
        source(root).metadata().unwrap().modified().unwrap() > LONG_AGO + Duration::from_secs(1)
    }

    #[test]
    fn a_checkout_that_takes_over_counts_as_changed_and_stays_so_until_it_loses_the_place() {
        let folder = Scratch::new("checkout");
        let (one, two) = (
            checkout(&folder, "one", "shared"),
            checkout(&folder, "two", "shared"),
        );
        drop(claim(&one).unwrap());
        assert!(was_touched(&one.root));
        age(&one.root);
        drop(claim(&one).unwrap());
        assert!(
            !was_touched(&one.root),
            "its own artifacts were thrown away"
        );
        drop(claim(&two).unwrap());
        drop(claim(&one).unwrap());
        assert!(
            was_touched(&one.root),
            "the other's artifacts would be taken for its own"
        );
    }

    #[test]
    fn commands_of_one_checkout_do_not_wait_for_each_other() {
        let folder = Scratch::new("checkout-shared");
        let own = checkout(&folder, "one", "one/target");
        let first = claim(&own).unwrap();
        let second = claim(&own).unwrap();
        drop((first, second));
        assert!(!was_touched(&own.root), "nobody else ever built there");
    }

    #[test]
    fn another_checkout_waits() {
        let folder = Scratch::new("checkout-waits");
        let (one, two) = (
            checkout(&folder, "one", "shared"),
            checkout(&folder, "two", "shared"),
        );
        let held = claim(&one).unwrap();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| claim(&two).map(drop));
            let owner = fs::read_to_string(one.target.join(OWNER)).unwrap();
            assert_eq!(owner, one.root.to_string_lossy());
            drop(held);
            waiting.join().unwrap().unwrap();
        });
        let owner = fs::read_to_string(one.target.join(OWNER)).unwrap();
        assert_eq!(owner, two.root.to_string_lossy());
    }
}
