//! What a program of another version makes of a body.

use sync::body::CommandBody;
use sync::protocol::Op;

/// A third of all commands is too new for the program that runs before the upgrade.
pub fn not_understood(op: &mut Op) {
    if op.op_id.0.as_u128() % 3 > 0 {
        return;
    }
    if let Some(command) = op.command() {
        op.body = CommandBody::Sent {
            value: Box::new(ciborium::Value::serialized(command).unwrap()),
            command: None,
        };
    }
}

pub fn understood(op: &mut Op) {
    if let CommandBody::Sent { value, .. } = &op.body {
        op.body = CommandBody::sent(&op.kind, op.v, (**value).clone());
    }
}
