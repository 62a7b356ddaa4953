//! The compressed neighbours of an asset, so that the server never compresses.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

/// Below this many bytes the answer fits one packet either way.
const TINY_BYTES: usize = 1_000;

/// How hard to press; a stronger result serves where a weaker one is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Compression {
    /// Brotli 9: a moment.
    Quick,
    /// Brotli 11: some seconds for some per cent.
    Best,
}

/// The endings and contents of the compressed forms that are worth having.
pub fn variants(
    name: &str,
    content: &[u8],
    compression: Compression,
) -> Result<Vec<(&'static str, Vec<u8>)>> {
    if content.len() < TINY_BYTES || !compressible(name) {
        return Ok(Vec::new());
    }
    let mut variants = vec![
        ("br", brotli(content, compression)?),
        ("gz", gzip(content)?),
    ];
    variants.retain(|(_, bytes)| bytes.len() < content.len());
    Ok(variants)
}

/// Text and wasm; pictures and fonts are compressed already.
fn compressible(name: &str) -> bool {
    let ending = Path::new(name)
        .extension()
        .and_then(|ending| ending.to_str());
    matches!(
        ending,
        Some("js" | "mjs" | "css" | "html" | "json" | "webmanifest" | "svg" | "wasm" | "txt")
    )
}

fn brotli(content: &[u8], compression: Compression) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: match compression {
            Compression::Quick => 9,
            Compression::Best => 11,
        },
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut bytes = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut bytes, &parameters)?;
    Ok(bytes)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_forms_unpack_to_the_original() {
        let content = "登记、办理、走访、答复。".repeat(200).into_bytes();
        let made = variants("desk.css", &content, Compression::Quick).unwrap();
        let mut unpacked = Vec::new();
        for (ending, bytes) in &made {
            unpacked.clear();
            match *ending {
                "br" => brotli::BrotliDecompress(&mut &bytes[..], &mut unpacked).unwrap(),
                "gz" => {
                    flate2::read::GzDecoder::new(&bytes[..])
                        .read_to_end(&mut unpacked)
                        .unwrap();
                }
                other => panic!("unexpected form {other}"),
            }
            assert_eq!(unpacked, content, "{ending}");
            assert!(bytes.len() < content.len() / 10, "{ending}");
        }
        assert_eq!(made.len(), 2);
    }

    #[test]
    fn nothing_is_made_for_the_tiny_the_packed_and_the_random() {
        assert!(
            variants("a.js", b"let a;", Compression::Quick)
                .unwrap()
                .is_empty()
        );
        assert!(
            variants("a.png", &[0; 5_000], Compression::Quick)
                .unwrap()
                .is_empty()
        );
        let mut state = 1u32;
        let noise: Vec<u8> = (0..5_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let made = variants("a.js", &noise, Compression::Quick).unwrap();
        assert!(made.is_empty());
    }

    #[test]
    fn the_best_serves_where_the_quick_is_asked_for() {
        assert!(Compression::Best >= Compression::Quick);
    }
}
