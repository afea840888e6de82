//! How often an address may ask: so many times a minute, at once or spread, by the generic cell rate algorithm (governor).
//!
//! Who has the whole pace again is forgotten within a minute, as long as anybody asks. What is remembered has a bound: when more addresses are known than that, and none of them can be forgotten, those that
//! come are taken together into crowds that each have the pace of one.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock, Reference as _};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use ipnet::IpNet;

use super::PACE_HEADERS;
use super::problem::{Kind, told};
use crate::web::{Site, guard, language};

/// How many addresses are remembered one by one, about 100 bytes each.
const KNOWN: usize = 20_000;
/// The crowds that others are taken into then.
const CROWDS: u64 = 256;
/// So often those are forgotten who have the whole pace again.
const FORGETS: Duration = Duration::from_secs(60);
/// While too many are known, it is looked only so seldom who can be forgotten: that reads all of them.
const LOOKED: u32 = 1_000;

/// Whose requests are counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Whose {
    Address(IpAddr),
    Crowd(u64),
}

type Limiter<C> = RateLimiter<Whose, HashMapStateStore<Whose>, C, StateInformationMiddleware>;

/// How often an address may ask, and who it is that asks.
pub struct Pace<C: Clock = DefaultClock> {
    limiter: Limiter<C>,
    clock: C,
    per_minute: NonZeroU32,
    known: usize,
    full: AtomicU32,
    forgot: Mutex<C::Instant>,
    proxies: Vec<IpNet>,
}

impl Pace {
    /// So many requests a minute. Who is behind one of `proxies` is known by what that says (`X-Forwarded-For`).
    #[must_use]
    pub fn new(per_minute: NonZeroU32, proxies: Vec<IpNet>) -> Self {
        Self::by_clock(DefaultClock::default(), per_minute, KNOWN, proxies)
    }
}

/// What is left to who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Left {
    /// So many more are answered now.
    requests: u32,
    /// Until one more is answered, in seconds; none: it is.
    wait: Option<u64>,
}

impl<C: Clock + Clone> Pace<C> {
    fn by_clock(clock: C, per_minute: NonZeroU32, known: usize, proxies: Vec<IpNet>) -> Self {
        let limiter = RateLimiter::hashmap_with_clock(Quota::per_minute(per_minute), clock.clone());
        let limiter = limiter.with_middleware();
        let forgot = Mutex::new(clock.now());
        Self { limiter, clock, per_minute, known, full: AtomicU32::new(0), forgot, proxies }
    }

    /// So many requests a minute.
    pub(in crate::web) fn per_minute(&self) -> u32 {
        self.per_minute.get()
    }

    fn take(&self, address: IpAddr) -> Left {
        self.forget();
        match self.limiter.check_key(&self.whose(network(address))) {
            Ok(state) => Left { requests: state.remaining_burst_capacity(), wait: None },
            Err(until) => {
                let wait = until.wait_time_from(self.clock.now());
                // A second too many rather than one too few.
                Left { requests: 0, wait: Some(wait.as_secs() + 1) }
            }
        }
    }

    /// Forgets who has the whole pace again, once in a while: that reads all that are known.
    fn forget(&self) {
        let now = self.clock.now();
        {
            let mut forgot = self.forgot.lock().unwrap_or_else(PoisonError::into_inner);
            if now.duration_since(*forgot) < FORGETS.into() {
                return;
            }
            *forgot = now;
        }
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }

    fn whose(&self, address: IpAddr) -> Whose {
        if self.limiter.len() < self.known {
            return Whose::Address(address);
        }
        if self.full.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOKED) {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
            if self.limiter.len() < self.known {
                return Whose::Address(address);
            }
        }
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(address);
        Whose::Crowd(hash % CROWDS)
    }

    /// Until all are there again, in seconds.
    fn reset(&self, left: Left) -> u64 {
        let limit = u64::from(self.per_minute());
        let gone = limit.saturating_sub(u64::from(left.requests));
        (gone * 60).div_ceil(limit)
    }

    fn say(&self, left: Left, headers: &mut HeaderMap) {
        let values = [u64::from(self.per_minute()), u64::from(left.requests), self.reset(left)];
        for (name, value) in PACE_HEADERS.into_iter().zip(values) {
            headers.insert(name, HeaderValue::from(value));
        }
    }
}

/// Who has one address of IPv6 has a network of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address @ IpAddr::V4(_) => address,
    }
}

/// Who asks: the address that is connected, or, where that is a trusted proxy, the last one that it was told of and that is
/// no trusted proxy itself. What comes before that in the header anybody can write.
fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let told = headers.get_all("x-forwarded-for").iter().rev();
    let hops = told.flat_map(|value| value.to_str().unwrap_or_default().rsplit(','));
    for hop in hops {
        if !proxies.iter().any(|proxy| proxy.contains(&client)) {
            break;
        }
        let Some(address) = address(hop.trim()) else { break };
        client = address.to_canonical();
    }
    client
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']').parse();
    bare.ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

pub(super) async fn keep(State(site): State<Site>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip());
    let left = site.pace.take(client(peer, request.headers(), &site.pace.proxies));
    let mut response = if left.wait.is_some() {
        let speaker = language::of(&site, request.headers().get(ACCEPT_LANGUAGE));
        let mut told = told(&site, &speaker, Kind::Pace, left.wait, Vec::new());
        guard::shut_out(&site, told.headers_mut());
        told
    } else {
        next.run(request).await
    };
    site.pace.say(left, response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn four(last: u8) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(192, 0, 2, last))
    }

    fn pace(per_minute: u32, known: usize) -> (Pace<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        let per_minute = NonZeroU32::new(per_minute).expect("some");
        (Pace::by_clock(clock.clone(), per_minute, known, Vec::new()), clock)
    }

    #[test]
    fn each_address_has_its_own_pace_and_waits_as_long_as_it_is_told() {
        let (pace, clock) = pace(3, 10);
        let left: Vec<u32> = (0..3).map(|_| pace.take(four(1)).requests).collect();
        assert_eq!(left, [2, 1, 0]);
        let refused = pace.take(four(1));
        assert_eq!((refused.requests, refused.wait), (0, Some(21)));
        assert_eq!(pace.take(four(2)).wait, None);
        clock.advance(Duration::from_secs(21));
        assert_eq!(pace.take(four(1)).wait, None);
        assert_eq!(pace.reset(Left { requests: 0, wait: None }), 60);
        assert_eq!(pace.reset(Left { requests: 2, wait: None }), 20);
    }

    #[test]
    fn a_network_of_ipv6_and_an_address_in_both_forms_are_one() {
        let (pace, _) = pace(1, 10);
        let six = |text: &str| text.parse::<IpAddr>().expect("an address");
        assert_eq!(pace.take(six("2001:db8::1")).wait, None);
        assert!(pace.take(six("2001:db8::ffff")).wait.is_some());
        assert_eq!(pace.take(six("2001:db8:0:1::1")).wait, None);
        assert_eq!(pace.take(six("::ffff:192.0.2.1")).wait, None);
        assert!(pace.take(four(1)).wait.is_some());
    }

    #[test]
    fn however_many_come_no_more_are_remembered_than_fit() {
        let (pace, clock) = pace(1, 50);
        for number in 0..5_000_u32 {
            let _ = pace.take(IpAddr::V4(Ipv4Addr::from_bits(number)));
        }
        assert!(pace.limiter.len() <= 50 + usize::try_from(CROWDS).expect("few"));
        // Who waits is forgotten when its time is over, and others come one by one again.
        clock.advance(Duration::from_secs(61));
        for _ in 0..LOOKED {
            let _ = pace.take(four(1));
        }
        assert_eq!(pace.take(four(9)).wait, None);
        assert!(pace.limiter.len() <= 50 + usize::try_from(CROWDS).expect("few"));
    }

    #[test]
    fn who_asked_a_while_ago_is_forgotten() {
        let (pace, clock) = pace(60, 50);
        for last in 1..=9 {
            let _ = pace.take(four(last));
        }
        clock.advance(Duration::from_secs(61));
        let _ = pace.take(four(10));
        assert_eq!(pace.limiter.len(), 1);
    }

    #[test]
    fn only_a_trusted_proxy_says_who_asks() {
        let proxies = ["10.0.0.0/8".parse().expect("a network"), "127.0.0.1/32".parse().expect("a network")];
        let seen = |peer: &str, told: &[&str]| {
            let mut headers = HeaderMap::new();
            for value in told {
                headers.append("x-forwarded-for", HeaderValue::from_str(value).expect("a value"));
            }
            client(peer.parse().expect("an address"), &headers, &proxies).to_string()
        };
        assert_eq!(seen("203.0.113.9", &["192.0.2.1"]), "203.0.113.9", "who isn't trusted can say anything");
        assert_eq!(seen("127.0.0.1", &["192.0.2.1"]), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(
            seen("127.0.0.1", &["6.6.6.6, 192.0.2.1, 10.1.2.3"]),
            "192.0.2.1",
            "the last that isn't ours"
        );
        assert_eq!(seen("127.0.0.1", &["6.6.6.6", "192.0.2.1"]), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", &["192.0.2.1:4711"]), "192.0.2.1");
        assert_eq!(seen("127.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(seen("::ffff:127.0.0.1", &["2001:db8::1"]), "2001:db8::1");
        for odd in ["", "unknown", ",,,", "192.0.2.1.", "_hidden"] {
            assert_eq!(seen("127.0.0.1", &[odd]), "127.0.0.1", "{odd}");
        }
    }
}
