//! What the commands say while they work: plain English, and the same briefly in Chinese.

/// Announces a step that may take a while.
pub fn step(english: &str, chinese: &str) {
    println!("▸ {english} · {chinese}");
}

/// Says that a step had nothing to do.
pub fn unchanged(english: &str, chinese: &str) {
    println!("✓ {english} · {chinese}");
}

/// Says what a person should know although work goes on.
pub fn warning(text: &str) {
    eprintln!("! {text}");
}

/// Says why the command failed, with every cause.
pub fn failure(error: &anyhow::Error) {
    eprintln!("✗ {error:#}");
}
