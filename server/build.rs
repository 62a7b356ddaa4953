//! Keeps the embedded files and the compiled server in step.

use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    // The folder must exist for the server to compile, also where nobody has built the client yet.
    if let Err(error) = fs::create_dir_all("../dist") {
        println!("cargo:warning=dist/ cannot be created: {error}");
    }
    // A debug build reads dist/ from disk; only a release carries it inside and must follow its changes.
    if env::var("PROFILE").as_deref() == Ok("release") {
        println!("cargo:rerun-if-changed=../dist");
    }
}
