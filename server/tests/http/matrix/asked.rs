//! What a caller asks with: greetings, pulls and pushes of a device, and papers to push.

use super::Caller;
use crate::house::House;
use chrono::Utc;
use domain::Command;
use domain::ids::{CommandId, Incarnation, RecordId, day_of};
use domain::petition::{Command as Petition, Contact, ContactKind, Visit};
use sync::protocol::{COMMAND_VERSION, Hello, Op, PROTOCOL, Pull, Push, SCHEMA, Touch};
use uuid::Uuid;

pub(super) fn hello(caller: &Caller) -> Hello {
    Hello {
        proto: PROTOCOL,
        schema: SCHEMA,
        device: caller.device,
        inc: Incarnation(caller.device.0),
        unsent: 0,
        returned: 0,
        settled_at: None,
        build: "test".to_owned(),
    }
}

pub(super) fn pull(caller: &Caller) -> Pull {
    Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 1,
        device: caller.device,
        inc: Incarnation(caller.device.0),
        epoch: None,
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
    }
}

pub(super) fn push(
    house: &House,
    caller: &Caller,
    dseq: u64,
    record: RecordId,
    command: Petition,
) -> Push {
    let body = Command::Petition(command);
    Push {
        proto: PROTOCOL,
        epoch: Some(house.ledger.epoch()),
        device: caller.device,
        inc: Incarnation(caller.device.0),
        ops: vec![Op {
            dseq,
            op_id: CommandId(Uuid::new_v4()),
            kind: body.kind().to_owned(),
            v: COMMAND_VERSION,
            touches: vec![Touch {
                record,
                base_rev: 1,
            }],
            recorded_at: Utc::now(),
            body: sync::body::CommandBody::of(body),
        }],
        void: Vec::new(),
        let_go: Vec::new(),
    }
}

pub(super) fn visit() -> Visit {
    Visit {
        on: day_of(Utc::now()),
        place: "马兰村".to_owned(),
        met: "陈山".to_owned(),
        companions: String::new(),
        found: "渠口塌了三米。".to_owned(),
        said: String::new(),
        agreed: String::new(),
    }
}

pub(super) fn contact() -> Contact {
    Contact {
        kind: ContactKind::Call,
        on: day_of(Utc::now()),
        with: "陈山".to_owned(),
        said: "约好周三看现场。".to_owned(),
    }
}
