//! Where a call comes from, as far as limits need to know it. Never logged.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use serde::{Deserialize, Deserializer};

/// Addresses that share a prefix, written `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    base: u128,
    prefix: u32,
}

/// Why a text is not a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write an address or a network like 10.0.0.0/8")]
pub struct NotANetwork;

impl Network {
    /// Whether `address` lies in it.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        masked(bits(address), self.prefix) == self.base
    }

    /// Who shares a limit: one IPv4 address, or the /64 that a subscriber of IPv6 gets.
    #[must_use]
    pub fn of_client(address: IpAddr) -> Self {
        let prefix = if address.to_canonical().is_ipv4() {
            128
        } else {
            64
        };
        Self {
            base: masked(bits(address), prefix),
            prefix,
        }
    }
}

/// IPv4 addresses are compared as their IPv4-mapped IPv6 ones.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

fn masked(bits: u128, prefix: u32) -> u128 {
    bits & u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix
            .map_or(Ok(longest), str::parse)
            .map_err(|_| NotANetwork)?;
        if prefix > longest {
            return Err(NotANetwork);
        }
        let prefix = prefix + 128 - longest;
        Ok(Self {
            base: masked(bits(address), prefix),
            prefix,
        })
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The caller's address: the peer's, or, behind listed proxies, the last one in
/// `X-Forwarded-For` that is not a listed proxy itself. What stands before it anybody may
/// have written.
pub(super) fn client(extensions: &Extensions, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let listed = |address: IpAddr| proxies.iter().any(|proxy| proxy.contains(address));
    let mut client = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |peer| peer.0.ip());
    let forwarded: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for hop in forwarded.into_iter().rev() {
        if !listed(client) {
            break;
        }
        match hop.trim().parse() {
            Ok(address) => client = address,
            Err(_) => break,
        }
    }
    match client {
        IpAddr::V6(v6) if v6 == Ipv6Addr::LOCALHOST => IpAddr::V4(Ipv4Addr::LOCALHOST),
        address => address.to_canonical(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn seen(peer: &str, forwarded: &'static str, proxies: &[&str]) -> String {
        let mut extensions = Extensions::new();
        let peer: IpAddr = peer.parse().unwrap();
        extensions.insert(ConnectInfo(SocketAddr::new(peer, 9)));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
        let proxies: Vec<Network> = proxies.iter().map(|it| it.parse().unwrap()).collect();
        client(&extensions, &headers, &proxies).to_string()
    }

    #[test]
    fn only_listed_proxies_are_believed() {
        assert_eq!(seen("203.0.113.9", "198.51.100.1", &[]), "203.0.113.9");
        let proxies = ["10.0.0.0/8"];
        assert_eq!(
            seen("10.1.1.1", "1.2.3.4, 198.51.100.1", &proxies),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.1.1.1", "198.51.100.1, 10.2.2.2", &proxies),
            "198.51.100.1"
        );
        assert_eq!(seen("10.1.1.1", "nonsense", &proxies), "10.1.1.1");
        assert_eq!(seen("::ffff:203.0.113.9", "", &[]), "203.0.113.9");
    }

    #[test]
    fn a_subscriber_of_ipv6_is_a_64() {
        let network = |text: &str| Network::of_client(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
        assert!(
            "0.0.0.0/0"
                .parse::<Network>()
                .unwrap()
                .contains("9.9.9.9".parse().unwrap())
        );
    }
}
