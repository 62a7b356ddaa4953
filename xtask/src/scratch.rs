//! A throw-away folder for tests. The usual crate would switch on features that make cargo compile
//! wasm-bindgen a second time.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// A folder that is deleted with its value.
pub struct Scratch(PathBuf);

impl Scratch {
    /// An empty folder; the name must differ from test to test.
    pub fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("huiyin-{}-{name}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file and the folders it lies in.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Nothing depends on it, and a panic here would hide the test's own.
        let _ = fs::remove_dir_all(&self.0);
    }
}
