//! Who may import whom: the table of `docs/architecture.md`, held against the manifests.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::Complaint;
use super::sources::Source;

/// What one crate may depend on.
struct Room {
    name: &'static str,
    /// Crates of this workspace.
    ours: &'static [&'static str],
    theirs: Theirs,
}

/// Crates of other people.
enum Theirs {
    /// Only these, in the code that is shipped; tests may use more.
    Only(&'static [&'static str]),
    /// Not these.
    Not(&'static [&'static str]),
    /// Not these, and the second list only as optional dependencies, behind a feature.
    NotAndOptional(&'static [&'static str], &'static [&'static str]),
    /// Only for wasm, so that a native build of the workspace stays free of browser crates.
    WasmOnly,
}

const ROOMS: [Room; 6] = [
    Room {
        name: "domain",
        ours: &[],
        theirs: Theirs::Only(&["serde", "chrono", "uuid", "thiserror"]),
    },
    Room {
        name: "sync",
        ours: &["domain"],
        theirs: Theirs::Only(&["serde", "ciborium", "lz4_flex"]),
    },
    Room {
        name: "app",
        ours: &["domain", "sync"],
        theirs: Theirs::NotAndOptional(
            &[
                "sqlx",
                "rusqlite",
                "tokio",
                "reqwest",
                "gloo-storage",
                "rexie",
                "idb",
            ],
            &["axum", "leptos_axum", "web-sys", "wasm-bindgen"],
        ),
    },
    Room {
        name: "frontend",
        ours: &["domain", "sync", "app"],
        theirs: Theirs::WasmOnly,
    },
    Room {
        name: "server",
        ours: &["domain", "sync", "app"],
        theirs: Theirs::Not(&[
            "web-sys",
            "js-sys",
            "gloo-storage",
            "gloo-timers",
            "wasm-bindgen",
        ]),
    },
    Room {
        name: "xtask",
        ours: &[],
        theirs: Theirs::Not(&["leptos", "axum", "sqlx", "tokio"]),
    },
];

/// One line of a manifest's dependency tables.
struct Dependency<'a> {
    name: &'a str,
    optional: bool,
    /// In `[dev-dependencies]`.
    for_tests: bool,
    /// The `cfg` of the table, empty for the plain ones.
    target: &'a str,
}

/// The dependencies of a crate's manifest that the table does not allow.
pub fn check(source: &Source) -> Result<Vec<Complaint>> {
    let Some(folder) = source.name.strip_suffix("/Cargo.toml") else {
        return Ok(Vec::new());
    };
    let manifest: Table = source
        .text
        .parse()
        .with_context(|| format!("cannot read {}", source.name))?;
    let Some(room) = ROOMS.iter().find(|room| room.name == folder) else {
        let message =
            "this crate has no row in the table of who may import whom (xtask/src/tidy/imports.rs)";
        return Ok(vec![Complaint::in_file(&source.name, message)]);
    };
    Ok(dependencies(&manifest)
        .iter()
        .filter_map(|dependency| room.objection(dependency))
        .collect::<BTreeSet<String>>()
        .into_iter()
        .map(|message| Complaint::in_file(&source.name, message))
        .collect())
}

impl Room {
    fn objection(&self, dependency: &Dependency<'_>) -> Option<String> {
        let name = dependency.name;
        let room = self.name;
        if ROOMS.iter().any(|other| other.name == name) {
            return (!self.ours.contains(&name)).then(|| format!("{room} must not import {name}"));
        }
        match self.theirs {
            Theirs::Only(allowed) if !dependency.for_tests && !allowed.contains(&name) => Some(
                format!("{room} may use only {}; not {name}", allowed.join(", ")),
            ),
            Theirs::Not(forbidden) | Theirs::NotAndOptional(forbidden, _)
                if forbidden.contains(&name) =>
            {
                Some(format!("{room} must not use {name}"))
            }
            Theirs::NotAndOptional(_, optional)
                if optional.contains(&name) && !dependency.optional =>
            {
                Some(format!(
                    "{room} may use {name} only behind a feature (optional = true)"
                ))
            }
            Theirs::WasmOnly if !dependency.for_tests && !dependency.target.contains("wasm32") => {
                Some(format!(
                    "{room} may use {name} only under cfg(target_arch = \"wasm32\")"
                ))
            }
            _ => None,
        }
    }
}

fn dependencies(manifest: &Table) -> Vec<Dependency<'_>> {
    let mut found = Vec::new();
    collect(manifest, "", &mut found);
    if let Some(Value::Table(targets)) = manifest.get("target") {
        for (target, tables) in targets {
            if let Value::Table(tables) = tables {
                collect(tables, target, &mut found);
            }
        }
    }
    found
}

fn collect<'a>(tables: &'a Table, target: &'a str, found: &mut Vec<Dependency<'a>>) {
    for kind in ["dependencies", "build-dependencies", "dev-dependencies"] {
        let Some(Value::Table(lines)) = tables.get(kind) else {
            continue;
        };
        for (key, line) in lines {
            // A renamed dependency counts under its real name.
            let name = line.get("package").and_then(Value::as_str).unwrap_or(key);
            let optional = line
                .get("optional")
                .and_then(Value::as_bool)
                .unwrap_or(false);
            found.push(Dependency {
                name,
                optional,
                for_tests: kind == "dev-dependencies",
                target,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source;

    fn complaints(room: &str, manifest: &str) -> Vec<String> {
        check(&source(&format!("{room}/Cargo.toml"), manifest))
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_wall_between_our_crates_is_kept() {
        assert_eq!(
            complaints("domain", "[dependencies]\nsync.workspace = true\n"),
            ["domain/Cargo.toml: domain must not import sync"]
        );
        assert_eq!(
            complaints(
                "app",
                "[dev-dependencies]\nserver = { path = \"../server\" }\n"
            )
            .len(),
            1
        );
        assert_eq!(
            complaints(
                "sync",
                "[dependencies]\nlaw = { package = \"app\", path = \"../app\" }\n"
            )
            .len(),
            1
        );
        assert_eq!(
            complaints("xtask", "[build-dependencies]\ndomain.workspace = true\n").len(),
            1
        );
        assert!(
            complaints(
                "app",
                "[dependencies]\ndomain.workspace = true\nsync.workspace = true\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn the_law_uses_only_what_it_is_allowed() {
        assert_eq!(
            complaints("domain", "[dependencies]\nserde = \"1\"\nrand = \"0.9\"\n"),
            ["domain/Cargo.toml: domain may use only serde, chrono, uuid, thiserror; not rand"]
        );
        assert_eq!(
            complaints("sync", "[target.'cfg(unix)'.dependencies]\ntokio = \"1\"\n").len(),
            1
        );
        assert!(complaints("domain", "[dev-dependencies]\nproptest = \"1\"\n").is_empty());
    }

    #[test]
    fn the_face_does_not_touch_the_database() {
        assert_eq!(
            complaints("app", "[dependencies]\nsqlx = \"0.9\"\n"),
            ["app/Cargo.toml: app must not use sqlx"]
        );
        assert_eq!(
            complaints("app", "[dependencies]\nleptos_axum = \"0.8\"\n"),
            ["app/Cargo.toml: app may use leptos_axum only behind a feature (optional = true)"]
        );
        assert!(
            complaints(
                "app",
                "[dependencies]\nleptos_axum = { version = \"0.8\", optional = true }\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn browser_crates_stay_out_of_native_builds() {
        assert_eq!(
            complaints("frontend", "[dependencies]\nleptos = \"0.8\"\n").len(),
            1
        );
        assert!(
            complaints(
                "frontend",
                "[target.\"cfg(target_arch = \\\"wasm32\\\")\".dependencies]\nleptos = \"0.8\"\n"
            )
            .is_empty()
        );
        assert_eq!(
            complaints("server", "[dependencies]\nweb-sys = \"0.3\"\n").len(),
            1
        );
    }

    #[test]
    fn a_crate_without_a_row_is_caught() {
        assert_eq!(complaints("billing", "[dependencies]\n").len(), 1);
    }
}
