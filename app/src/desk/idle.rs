//! How long a desk that nobody touches stays open.

/// The setting of the device that holds the choice.
pub const LOCK_AFTER: &str = "lock_minutes";
/// The choices, in minutes: long enough to read a file, short enough for a tablet left on a table.
pub const LOCK_MINUTES: [u32; 4] = [2, 5, 10, 15];
/// Until somebody chose.
const DEFAULT: u32 = 5;

/// The minutes of a kept setting; anything else is the default, never "not at all".
pub fn lock_minutes(setting: Option<&str>) -> u32 {
    let kept = setting.and_then(|kept| kept.parse().ok());
    kept.filter(|minutes| LOCK_MINUTES.contains(minutes))
        .unwrap_or(DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_always_locks() {
        assert_eq!(lock_minutes(None), 5);
        assert_eq!(lock_minutes(Some("10")), 10);
        for odd in ["0", "99999", "never", ""] {
            assert_eq!(lock_minutes(Some(odd)), 5);
        }
    }
}
