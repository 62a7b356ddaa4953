//! Chance for tickets and jitter, from a seed: the machine itself draws no lots.

/// SplitMix64: small, fast, and good enough to keep tablets from knocking all at once.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Between half of `ms` and all of it.
    pub(crate) fn jitter(&mut self, ms: u32) -> u32 {
        let half = ms / 2;
        let more = self.next() % (u64::from(ms - half) + 1);
        half + u32::try_from(more).unwrap_or(half)
    }
}

/// The delay in milliseconds before retry number `attempt` (from 1), doubled each time up to `most_ms`.
pub fn backoff(first_ms: u32, most_ms: u32, attempt: u32) -> u32 {
    let doublings = attempt.saturating_sub(1).min(31);
    first_ms.saturating_mul(1 << doublings).min(most_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jitter_stays_between_half_and_all() {
        let mut chance = Chance::new(1);
        let delays: Vec<u32> = (0..1_000).map(|_| chance.jitter(1_001)).collect();
        assert!(delays.iter().all(|ms| (500..=1_001).contains(ms)));
        assert!(delays.iter().any(|ms| *ms < 600) && delays.iter().any(|ms| *ms > 900));
    }

    #[test]
    fn backoff_doubles_up_to_the_most() {
        let delays: Vec<u32> = (1..6).map(|n| backoff(1_000, 5_000, n)).collect();
        assert_eq!(delays, [1_000, 2_000, 4_000, 5_000, 5_000]);
        assert_eq!(backoff(1_000, 300_000, u32::MAX), 300_000);
    }
}
