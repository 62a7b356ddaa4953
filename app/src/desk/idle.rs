//! How long a desk that nobody touches stays open.

use chrono::NaiveDate;
use domain::policy::{Norm, Policy};

/// The setting of the device that holds the choice.
pub const LOCK_AFTER: &str = "lock_minutes";
/// The choices, in minutes: long enough to read a file, short enough for a tablet left on a table.
const LOCK_MINUTES: [u32; 5] = [2, 5, 10, 15, 30];
/// Until somebody chose.
const DEFAULT: u32 = 5;

/// The most the county lets a desk lie open that day, in minutes ([`Norm::IdleLock`]).
pub fn most_minutes(policy: &Policy, day: NaiveDate) -> u32 {
    policy.value(Norm::IdleLock, day)
}

/// What may be chosen: nothing beyond the county's rule, and the rule itself where it is shorter than all.
pub fn choices(most: u32) -> Vec<u32> {
    let mut open: Vec<u32> = LOCK_MINUTES
        .into_iter()
        .filter(|minutes| *minutes <= most)
        .collect();
    if open.is_empty() {
        open.push(most);
    }
    open
}

/// The minutes of a kept setting; anything else is the default, never "not at all" and never beyond the
/// county's rule.
pub fn lock_minutes(setting: Option<&str>, most: u32) -> u32 {
    let kept = setting.and_then(|kept| kept.parse().ok());
    kept.filter(|minutes| LOCK_MINUTES.contains(minutes))
        .unwrap_or(DEFAULT)
        .min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_always_locks() {
        assert_eq!(lock_minutes(None, 10), 5);
        assert_eq!(lock_minutes(Some("10"), 10), 10);
        for odd in ["0", "99999", "never", ""] {
            assert_eq!(lock_minutes(Some(odd), 10), 5);
        }
    }

    #[test]
    fn the_countys_rule_is_the_most() {
        assert_eq!(lock_minutes(Some("15"), 10), 10);
        assert_eq!(lock_minutes(None, 3), 3);
        assert_eq!(choices(10), [2, 5, 10]);
        assert_eq!(choices(1), [1]);
    }
}
