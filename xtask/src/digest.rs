//! Fingerprints of contents.

use sha2::{Digest as _, Sha256};

/// A fingerprint of named parts; names and lengths are part of it, so that parts cannot run together.
#[derive(Default)]
pub struct Digest(Sha256);

impl Digest {
    /// Adds one part.
    pub fn add(&mut self, name: &str, content: &[u8]) -> &mut Self {
        for bytes in [name.as_bytes(), content] {
            self.0.update((bytes.len() as u64).to_le_bytes());
            self.0.update(bytes);
        }
        self
    }

    /// The fingerprint as 64 hexadecimal digits.
    pub fn hex(&self) -> String {
        self.0
            .clone()
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// The fingerprint of one content.
pub fn of(content: &[u8]) -> String {
    Digest::default().add("", content).hex()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        let parts = |a: &[u8], b: &[u8]| Digest::default().add("a", a).add("b", b).hex();
        assert_eq!(parts(b"xy", b"z"), parts(b"xy", b"z"));
        assert_ne!(parts(b"xy", b"z"), parts(b"x", b"yz"));
        assert_eq!(of(b"").len(), 64);
    }
}
