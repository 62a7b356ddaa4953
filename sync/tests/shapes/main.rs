//! Every shape that travels or is kept, byte for byte. A tablet may come back after months with an
//! outbox written by an old program, so a shape that was shipped is never changed: bump `PROTOCOL`,
//! `VAULT` or `REPLICA`, and `HUIYIN_WRITE_SHAPES=1 cargo test -p sync --test shapes` adds a folder
//! of fixtures for the new version. Files that are there are never written over.

mod commands;
mod examples;
mod levels;

use ciborium::Value;
use domain::Command;
use domain::petition::Step;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;
use sync::kept::{Greeting, Held, Identity, KeptLetGo, KeptOp, Mark, REPLICA, VAULT};
use sync::kept::{ReplicaWrite, VaultWrite};
use sync::protocol::{
    Hello, HelloAnswer, Op, PROTOCOL, Pull, PullAnswer, Push, PushAnswer, SCHEMA,
};

fn folder(kind: &str, version: u16) -> PathBuf {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join("shapes").join(format!("{kind}-{version}"))
}

fn bytes<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("examples can be written");
    bytes
}

fn readable(bytes: &[u8]) -> String {
    let value: Result<Value, _> = ciborium::from_reader(bytes);
    format!("{value:?}")
}

/// Fails when the shape has changed or can no longer be read back.
fn check<T>(kind: &str, version: u16, name: &str, example: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug + Numbered,
{
    let path = folder(kind, version).join(name).with_extension("cbor");
    let now = bytes(example);
    if !path.exists() && std::env::var_os("HUIYIN_WRITE_SHAPES").is_some() {
        fs::create_dir_all(folder(kind, version)).expect("the fixtures' folder can be made");
        fs::write(&path, &now).expect("a fixture can be written");
    }
    let shipped = fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; see the top of this file", path.display()));
    compare(&format!("{kind} {version}, {name}"), &shipped, &now);
    // Every version ever shipped is still read; but a replica of another version is thrown away.
    let first = if kind == "replica" { version } else { 1 };
    for version in first..=version {
        let path = folder(kind, version).join(name).with_extension("cbor");
        let Ok(old) = fs::read(&path) else { continue };
        let read: T = ciborium::from_reader(old.as_slice())
            .unwrap_or_else(|error| panic!("{} cannot be read: {error}", path.display()));
        assert_eq!(&read.numbered_anew(), example, "{}", path.display());
    }
}

/// A message or row says which version wrote it; apart from that number an old one reads as today's.
trait Numbered: Sized {
    /// The same, as if this program had written it.
    fn numbered_anew(self) -> Self {
        self
    }
}

impl Numbered for Push {
    fn numbered_anew(self) -> Push {
        Push {
            proto: PROTOCOL,
            ..self
        }
    }
}

impl Numbered for Pull {
    fn numbered_anew(self) -> Pull {
        Pull {
            proto: PROTOCOL,
            schema: SCHEMA,
            ..self
        }
    }
}

impl Numbered for Hello {
    fn numbered_anew(self) -> Hello {
        Hello {
            proto: PROTOCOL,
            schema: SCHEMA,
            ..self
        }
    }
}

impl Numbered for Mark {
    fn numbered_anew(self) -> Mark {
        Mark {
            version: REPLICA,
            schema: SCHEMA,
            ..self
        }
    }
}

impl Numbered for Vec<ReplicaWrite> {
    fn numbered_anew(self) -> Vec<ReplicaWrite> {
        let anew = |write| match write {
            ReplicaWrite::PutMark(mark) => ReplicaWrite::PutMark(mark.numbered_anew()),
            other => other,
        };
        self.into_iter().map(anew).collect()
    }
}

impl Numbered for Identity {
    fn numbered_anew(self) -> Identity {
        Identity {
            version: VAULT,
            ..self
        }
    }
}

/// Vault 1 did not note which life of the server was told, nor in what order.
impl Numbered for KeptLetGo {
    fn numbered_anew(self) -> KeptLetGo {
        let today = examples::kept_let_go();
        let old = self.told_in.is_none();
        KeptLetGo {
            told_in: self.told_in.or(today.told_in),
            nth: if old { today.nth } else { self.nth },
            ..self
        }
    }
}

impl Numbered for Vec<VaultWrite> {
    fn numbered_anew(self) -> Vec<VaultWrite> {
        let anew = |write| match write {
            VaultWrite::PutIdentity(identity) => VaultWrite::PutIdentity(identity.numbered_anew()),
            VaultWrite::PutLetGo(kept) => VaultWrite::PutLetGo(kept.numbered_anew()),
            other => other,
        };
        self.into_iter().map(anew).collect()
    }
}

impl Numbered for PushAnswer {}
impl Numbered for PullAnswer {}
impl Numbered for HelloAnswer {}
impl Numbered for Op {}
impl Numbered for KeptOp {}
impl Numbered for Held {}
impl Numbered for Greeting {}

fn compare(shape: &str, shipped: &[u8], now: &[u8]) {
    assert!(
        shipped == now,
        "the shape of {shape} has changed without a new version:\nwas {}\nnow {}",
        readable(shipped),
        readable(now),
    );
}

#[test]
fn messages() {
    let check_push: fn(&str, &Push) = |name, push| check("protocol", PROTOCOL, name, push);
    check_push("push", &examples::push());
    check_push("push_of_nothing", &examples::push_of_nothing());
    check::<PushAnswer>(
        "protocol",
        PROTOCOL,
        "push_answer",
        &examples::push_answer(),
    );
    check_push("push_handed_over", &examples::push_handed_over());
    let with_words = examples::push_handed_over_with_words();
    check_push("push_handed_over_with_words", &with_words);
    let held = examples::push_answer_held();
    check::<PushAnswer>("protocol", PROTOCOL, "push_answer_held", &held);
    let held = examples::pull_answer_held();
    check::<PullAnswer>("protocol", PROTOCOL, "pull_answer_held", &held);
    let told = examples::hello_told();
    check::<Hello>("protocol", PROTOCOL, "hello_told", &told);
    check::<PushAnswer>("protocol", PROTOCOL, "push_answer_fork", &examples::fork());
    check::<Pull>("protocol", PROTOCOL, "pull", &examples::pull());
    check::<Pull>("protocol", PROTOCOL, "first_pull", &examples::first_pull());
    check::<PullAnswer>(
        "protocol",
        PROTOCOL,
        "pull_answer",
        &examples::pull_answer(),
    );
    check::<Hello>("protocol", PROTOCOL, "hello", &examples::hello());
    check::<HelloAnswer>(
        "protocol",
        PROTOCOL,
        "hello_answer",
        &examples::hello_answer(),
    );
    check::<HelloAnswer>(
        "protocol",
        PROTOCOL,
        "hello_answer_with_policy",
        &examples::hello_answer_with_policy(),
    );
}

#[test]
fn commands_of_every_step() {
    for (name, op) in commands::ops() {
        check::<Op>("protocol", PROTOCOL, &format!("op_{name}"), &op);
    }
}

#[test]
fn no_step_is_left_out() {
    let ops = commands::ops();
    let shown = |step| {
        ops.iter().any(|(_, op)| {
            let Some(Command::Petition(command)) = op.command() else {
                return false;
            };
            command.step() == step
        })
    };
    let missing: Vec<Step> = Step::ALL.into_iter().filter(|step| !shown(*step)).collect();
    assert!(missing.is_empty(), "no fixture for {missing:?}");
}

#[test]
fn vault() {
    check::<Identity>("vault", VAULT, "identity", &examples::identity());
    check::<KeptOp>("vault", VAULT, "kept_op", &examples::kept_op());
    check::<KeptLetGo>("vault", VAULT, "kept_let_go", &examples::kept_let_go());
    check::<KeptLetGo>(
        "vault",
        VAULT,
        "kept_hand_over",
        &examples::kept_hand_over(),
    );
    check::<Vec<VaultWrite>>("vault", VAULT, "writes", &examples::vault_writes());
}

#[test]
fn replica() {
    check::<Held>("replica", REPLICA, "held", &examples::held());
    check::<Mark>("replica", REPLICA, "mark", &examples::mark());
    check::<Greeting>("replica", REPLICA, "greeting", &examples::greeting());
    check::<Greeting>(
        "replica",
        REPLICA,
        "greeting_with_policy",
        &examples::greeting_with_policy(),
    );
    check::<Vec<ReplicaWrite>>("replica", REPLICA, "writes", &examples::replica_writes());
}

/// A check that has never failed proves nothing.
#[test]
#[should_panic(expected = "has changed without a new version")]
fn a_changed_shape_is_noticed() {
    let (old, mut hello) = (examples::hello(), examples::hello());
    hello.unsent += 1;
    compare("hello", &bytes(&old), &bytes(&hello));
}
