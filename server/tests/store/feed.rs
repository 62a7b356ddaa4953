//! Push and pull against real tables.

use domain::ids::{DeviceId, Incarnation};
use sync::protocol::{Hello, PROTOCOL, SCHEMA};
use uuid::Uuid;

/// A device's greeting.
pub fn hello(n: u128) -> Hello {
    Hello {
        proto: PROTOCOL,
        schema: SCHEMA,
        device: DeviceId(Uuid::from_u128(0xD0 + n)),
        inc: Incarnation(Uuid::from_u128(0xE0 + n)),
        unsent: 0,
        build: "test".to_owned(),
    }
}
