//! Distances on the globe.

/// A point, WGS-84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
}

/// Mean radius of the earth.
const EARTH_KM: f64 = 6371.0088;

/// The great-circle distance in kilometres (haversine).
#[must_use]
pub fn distance_km(a: Point, b: Point) -> f64 {
    let (from, to) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let square =
        half(b.latitude - a.latitude) + from.cos() * to.cos() * half(b.longitude - a.longitude);
    2.0 * EARTH_KM * square.sqrt().min(1.0).asin()
}

/// A distance in whole metres, as a sort key.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "no way on earth is longer than an i64"
)]
pub fn metres(kilometres: f64) -> i64 {
    (kilometres * 1000.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangzhou_is_about_257_km_from_wenzhou() {
        let hangzhou = Point {
            latitude: 30.27,
            longitude: 120.16,
        };
        let wenzhou = Point {
            latitude: 28.00,
            longitude: 120.67,
        };
        let distance = distance_km(hangzhou, wenzhou);
        assert!((255.0..260.0).contains(&distance), "{distance}");
        assert!(distance_km(hangzhou, hangzhou) < 1e-9);
    }
}
