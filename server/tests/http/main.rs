//! The server as browsers and others meet it, over a real database file.

mod attachments;
mod case;
mod county;
mod devices;
mod documents;
mod failures;
mod files;
mod guards;
mod house;
mod levels;
mod limits;
mod lockout;
mod matrix;
mod outbox;
mod sealed;
mod sessions;
mod sockets;
mod spare_key;
mod wording;
