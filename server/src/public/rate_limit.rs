//! How often one address, and all of them together, may ask: token buckets without locks, in memory
//! whose size does not depend on who asks.
//!
//! A bucket is kept as the moment at which it will be full again (the generic cell rate algorithm), one
//! number that changes atomically. Addresses share a fixed table: each has a place in two rows by keyed
//! digests and is held back only when both are used up, so a stranger on one of the two does no harm.
//! Requests that meet at the last token are not put in a row: each of them may get through once.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Places in one row; two rows of eight bytes each are 256 KiB in all.
const PLACES: usize = 16 * 1024;

/// What a bucket holds and how fast it fills.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quota {
    /// Requests at once after a rest.
    pub burst: u32,
    /// Requests a minute in the long run.
    pub per_minute: u32,
}

/// Held back; wait this long.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooMany {
    /// Whole seconds, at least one.
    pub retry_after_seconds: u64,
}

/// A limit for each address and one for all of them together.
pub struct RateLimit {
    started: Instant,
    by_address: Pace,
    rows: [(RandomState, Box<[AtomicU64]>); 2],
    overall: Pace,
    everybody: AtomicU64,
}

/// A quota in nanoseconds.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// One request fills this much.
    each: u64,
    /// So much may be filled before the next is held back.
    room: u64,
}

impl Pace {
    fn of(quota: Quota) -> Pace {
        let each = 60_000_000_000 / u64::from(quota.per_minute.max(1));
        Pace {
            each,
            room: each.saturating_mul(u64::from(quota.burst.max(1)) - 1),
        }
    }

    /// Takes one token, or says how many nanoseconds are missing.
    fn take(self, full_at: &AtomicU64, now: u64) -> Result<(), u64> {
        full_at
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |full_at| {
                let from = full_at.max(now);
                (from - now <= self.room).then(|| from.saturating_add(self.each))
            })
            .map(drop)
            .map_err(|full_at| full_at.saturating_sub(now).saturating_sub(self.room))
    }
}

impl RateLimit {
    /// Everybody together: 2,000 a second, which leaves room for the desk.
    pub const OVERALL: Quota = Quota {
        burst: 2_000,
        per_minute: 120_000,
    };

    /// More than this program can answer.
    const NONE: Quota = Quota {
        burst: u32::MAX,
        per_minute: u32::MAX,
    };

    /// So many a minute from one address, and as many at once after a rest: a hall full of people behind
    /// one address gets through, guessing does not. 0: no limit at all, for measuring and behind a proxy
    /// that limits by itself.
    pub fn a_minute(count: u32) -> RateLimit {
        match count {
            0 => RateLimit::new(RateLimit::NONE, RateLimit::NONE),
            count => {
                let by_address = Quota {
                    burst: count,
                    per_minute: count,
                };
                RateLimit::new(by_address, RateLimit::OVERALL)
            }
        }
    }

    /// Buckets that are full.
    pub fn new(by_address: Quota, overall: Quota) -> RateLimit {
        let row = || {
            let places = (0..PLACES).map(|_| AtomicU64::new(0)).collect();
            (RandomState::new(), places)
        };
        RateLimit {
            started: Instant::now(),
            by_address: Pace::of(by_address),
            rows: [row(), row()],
            overall: Pace::of(overall),
            everybody: AtomicU64::new(0),
        }
    }

    /// Takes one request of `address` now.
    ///
    /// # Errors
    /// [`TooMany`] when the address, or everybody together, asked too often.
    pub fn take(&self, address: IpAddr) -> Result<(), TooMany> {
        self.take_at(address, self.started.elapsed())
    }

    fn take_at(&self, address: IpAddr, since_start: Duration) -> Result<(), TooMany> {
        let now = u64::try_from(since_start.as_nanos()).unwrap_or(u64::MAX);
        let network = network(address);
        let taken = self.rows.each_ref().map(|(digest, places)| {
            // The remainder of the length is always inside.
            let place = usize::try_from(digest.hash_one(network) % PLACES as u64).unwrap_or(0);
            self.by_address.take(&places[place], now)
        });
        if let [Err(one), Err(other)] = taken {
            return Err(TooMany::after(one.min(other)));
        }
        self.overall
            .take(&self.everybody, now)
            .map_err(TooMany::after)
    }
}

impl TooMany {
    fn after(nanoseconds: u64) -> TooMany {
        TooMany {
            retry_after_seconds: nanoseconds.div_ceil(1_000_000_000).max(1),
        }
    }
}

/// What counts as one client: an IPv4 address, or the /64 that one IPv6 subscriber chooses addresses from.
fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        // The last bit set keeps ::/64 apart from 0.0.0.0.
        IpAddr::V6(address) => (address.to_bits() >> 64 << 64) | 1 << 33,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    const SMALL: Quota = Quota {
        burst: 3,
        per_minute: 30,
    };
    const LARGE: Quota = Quota {
        burst: 1_000_000,
        per_minute: 60_000_000,
    };

    fn v4(last: u8) -> IpAddr {
        Ipv4Addr::new(192, 0, 2, last).into()
    }

    fn v6(text: &str) -> IpAddr {
        text.parse::<Ipv6Addr>().expect("an address").into()
    }

    fn second(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn a_burst_is_taken_and_the_next_told_how_long_to_wait() {
        let limit = RateLimit::new(SMALL, LARGE);
        for _ in 0..3 {
            assert_eq!(limit.take_at(v4(1), second(10)), Ok(()));
        }
        let held = Err(TooMany {
            retry_after_seconds: 2,
        });
        assert_eq!(limit.take_at(v4(1), second(10)), held);
        assert_eq!(
            limit.take_at(v4(1), second(11)),
            Err(TooMany {
                retry_after_seconds: 1
            })
        );
        assert_eq!(
            limit.take_at(v4(1), second(12)),
            Ok(()),
            "one token has dripped in"
        );
        assert_eq!(limit.take_at(v4(1), second(12)), held);
    }

    #[test]
    fn a_held_back_request_costs_nothing() {
        let limit = RateLimit::new(SMALL, LARGE);
        for _ in 0..100 {
            let _ = limit.take_at(v4(1), second(10));
        }
        assert_eq!(limit.take_at(v4(1), second(12)), Ok(()));
    }

    #[test]
    fn a_rest_fills_the_bucket_and_no_more() {
        let limit = RateLimit::new(SMALL, LARGE);
        let taken = |now| {
            (0..10)
                .filter(|_| limit.take_at(v4(1), second(now)).is_ok())
                .count()
        };
        assert_eq!(taken(0), 3);
        assert_eq!(taken(86_400), 3);
    }

    #[test]
    fn one_address_does_not_use_up_anothers() {
        let limit = RateLimit::new(SMALL, LARGE);
        for _ in 0..10 {
            let _ = limit.take_at(v4(1), second(1));
        }
        assert_eq!(limit.take_at(v4(2), second(1)), Ok(()));
    }

    #[test]
    fn the_addresses_of_one_subscriber_are_one() {
        let limit = RateLimit::new(SMALL, LARGE);
        for host in ["2001:db8::1", "2001:db8::2", "2001:db8::ffff:3"] {
            assert_eq!(limit.take_at(v6(host), second(1)), Ok(()));
        }
        assert!(limit.take_at(v6("2001:db8::9"), second(1)).is_err());
        assert_eq!(
            limit.take_at(v6("2001:db8:0:1::9"), second(1)),
            Ok(()),
            "the next /64"
        );
    }

    #[test]
    fn an_address_written_as_ipv6_is_still_itself() {
        assert_eq!(network(v6("::ffff:192.0.2.1")), network(v4(1)));
        assert_ne!(network(v6("::1")), network(Ipv4Addr::UNSPECIFIED.into()));
    }

    #[test]
    fn everybody_together_is_limited_too() {
        let limit = RateLimit::new(SMALL, SMALL);
        for last in 1..=3 {
            assert_eq!(limit.take_at(v4(last), second(1)), Ok(()));
        }
        assert!(limit.take_at(v4(4), second(1)).is_err());
        assert_eq!(limit.take_at(v4(5), second(3)), Ok(()));
    }

    #[test]
    fn a_flood_of_networks_leaves_most_newcomers_alone() {
        let limit = RateLimit::new(SMALL, LARGE);
        for network in 0..1_000u32 {
            let address =
                Ipv6Addr::from_bits((0x2001_0db8u128 << 96) | (u128::from(network) << 64));
            for _ in 0..5 {
                let _ = limit.take_at(address.into(), second(1));
            }
        }
        let free = (0..=255)
            .filter(|last| limit.take_at(v4(*last), second(1)).is_ok())
            .count();
        // Two independent places of 16,384 with about 6 % used up: 1 in 270 is held back by strangers.
        assert!(free > 240, "{free} of 256");
    }

    #[test]
    fn the_setting_counts_for_one_address_and_nothing_means_no_limit() {
        let taken = |limit: RateLimit| {
            let asked = (0..10_000).filter(|_| limit.take_at(v4(1), second(1)).is_ok());
            asked.count()
        };
        assert_eq!(taken(RateLimit::a_minute(30)), 30);
        assert_eq!(taken(RateLimit::a_minute(0)), 10_000);
    }

    #[test]
    fn many_threads_take_at_most_one_each_more_than_there_is() {
        const THREADS: usize = 4;
        let limit = RateLimit::new(
            Quota {
                burst: 50,
                per_minute: 1,
            },
            LARGE,
        );
        let taken = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..THREADS)
                .map(|_| {
                    scope.spawn(|| {
                        (0..100)
                            .filter(|_| limit.take_at(v4(1), second(1)).is_ok())
                            .count()
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"))
                .sum::<usize>()
        });
        // Those that meet between the two rows at the last token may each find it in one of them.
        assert!((50..50 + THREADS).contains(&taken), "{taken} of 50");
    }
}
