//! Bodies that may outlive the program that reads them: a record stays encoded until somebody looks
//! at it, a command stays as it was sent even where this program does not understand it.

mod press;

pub use press::{Press, Pressed};

use crate::upcast;
use ciborium::Value;
use domain::{Command, Record};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// One record, encoded or read. Fifty thousand of them lie in a tablet's memory pressed and are read
/// one by one.
#[derive(Clone)]
pub enum RecordBody {
    /// As the domain knows it.
    Read(Arc<Record>),
    /// In CBOR, as it travels and is kept.
    Packed(Arc<[u8]>),
    /// In CBOR and pressed, as it rests in memory.
    Pressed(Pressed),
}

impl RecordBody {
    /// A record as the domain knows it.
    pub fn of(record: Record) -> RecordBody {
        RecordBody::Read(Arc::new(record))
    }

    /// The record; `None` when the bytes are none that this program reads.
    pub fn record(&self) -> Option<Arc<Record>> {
        match self {
            RecordBody::Read(record) => Some(record.clone()),
            RecordBody::Packed(_) | RecordBody::Pressed(_) => {
                ciborium::from_reader(&self.bytes()[..]).ok().map(Arc::new)
            }
        }
    }

    /// The record in CBOR.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            RecordBody::Read(record) => Cow::Owned(encoded(record)),
            RecordBody::Packed(bytes) => Cow::Borrowed(bytes),
            RecordBody::Pressed(pressed) => Cow::Owned(pressed.opened()),
        }
    }

    /// About how many bytes it takes where it is kept; a record that is not encoded counts as an ordinary one.
    pub fn weight(&self) -> usize {
        match self {
            RecordBody::Read(_) => 2_048,
            RecordBody::Packed(bytes) => bytes.len(),
            RecordBody::Pressed(pressed) => pressed.length(),
        }
    }
}

fn encoded(record: &Record) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2_048);
    // A vector takes every byte, and a record has no shape that CBOR lacks.
    let _ = ciborium::into_writer(record, &mut bytes);
    bytes
}

impl PartialEq for RecordBody {
    fn eq(&self, other: &RecordBody) -> bool {
        match (self, other) {
            (RecordBody::Read(one), RecordBody::Read(other)) => {
                Arc::ptr_eq(one, other) || one == other
            }
            (RecordBody::Read(_), _) | (_, RecordBody::Read(_)) => self.record() == other.record(),
            _ => self.bytes() == other.bytes(),
        }
    }
}

impl Eq for RecordBody {}

impl fmt::Debug for RecordBody {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.record().fmt(to)
    }
}

impl Serialize for RecordBody {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.bytes())
    }
}

impl<'de> Deserialize<'de> for RecordBody {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<RecordBody, D::Error> {
        struct Bytes;
        impl<'de> Visitor<'de> for Bytes {
            type Value = RecordBody;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("an encoded record")
            }

            fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<RecordBody, E> {
                Ok(RecordBody::Packed(bytes.into()))
            }

            fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<RecordBody, E> {
                Ok(RecordBody::Packed(bytes.into()))
            }

            // As protocol 1 sent it.
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RecordBody, A::Error> {
                Record::deserialize(MapAccessDeserializer::new(map)).map(RecordBody::of)
            }
        }
        from.deserialize_any(Bytes)
    }
}

/// The command of an operation. What came from elsewhere is kept exactly as it was sent: its digest must
/// be the same under every program, and a program that does not understand it hands it on.
#[derive(Clone, Debug)]
pub enum CommandBody {
    /// Written by this program.
    Written(Box<Command>),
    /// Written by another one, or by this one before it was started anew.
    Sent {
        /// As it was sent.
        value: Box<Value>,
        /// As this program understands it.
        command: Option<Box<Command>>,
    },
}

impl CommandBody {
    /// What this program writes.
    pub fn of(command: Command) -> CommandBody {
        CommandBody::Written(Box::new(command))
    }

    /// What came as version `v` of a command of the register `kind`.
    pub fn sent(kind: &str, v: u16, value: Value) -> CommandBody {
        let command = upcast::command(kind, v, &value).map(Box::new);
        CommandBody::Sent {
            value: Box::new(value),
            command,
        }
    }

    /// The command; `None` when this program does not understand it.
    pub fn command(&self) -> Option<&Command> {
        match self {
            CommandBody::Written(command) => Some(command),
            CommandBody::Sent { command, .. } => command.as_deref(),
        }
    }
}

impl PartialEq for CommandBody {
    fn eq(&self, other: &CommandBody) -> bool {
        match (self, other) {
            (CommandBody::Sent { value: one, .. }, CommandBody::Sent { value: other, .. }) => {
                one == other
            }
            _ => self.command() == other.command(),
        }
    }
}

impl Eq for CommandBody {}

impl Serialize for CommandBody {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            CommandBody::Written(command) => command.serialize(to),
            // Where people can read it, ids are written otherwise than on the wire.
            CommandBody::Sent {
                command: Some(command),
                ..
            } if to.is_human_readable() => command.serialize(to),
            CommandBody::Sent { value, .. } => value.serialize(to),
        }
    }
}

/// A body before its version is known.
pub(crate) enum Unread {
    Command(Box<Command>),
    Value(Value),
}

impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Unread, D::Error> {
        if from.is_human_readable() {
            Command::deserialize(from).map(|command| Unread::Command(Box::new(command)))
        } else {
            Value::deserialize(from).map(Unread::Value)
        }
    }
}

impl Unread {
    pub(crate) fn read(self, kind: &str, v: u16) -> CommandBody {
        match self {
            Unread::Command(command) => CommandBody::Written(command),
            Unread::Value(value) => CommandBody::sent(kind, v, value),
        }
    }
}
