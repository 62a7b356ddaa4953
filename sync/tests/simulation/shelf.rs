//! The replica's storage as dumb as the browser's: rows under keys, loaded by executing them again.

use domain::duty::Tag;
use domain::ids::RecordId;
use std::collections::BTreeMap;
use sync::kept::{Greeting, Held, Mark, Replica, ReplicaWrite};

use crate::sabotage::Sabotage;

#[derive(Clone, Default)]
pub struct Shelf {
    pages: BTreeMap<u32, Vec<(RecordId, Held)>>,
    overlay: BTreeMap<RecordId, Option<Held>>,
    cursors: BTreeMap<Tag, u64>,
    mark: Option<Mark>,
    greeting: Option<Box<Greeting>>,
}

impl Shelf {
    pub fn write(&mut self, write: ReplicaWrite, sabotage: Sabotage) {
        match write {
            ReplicaWrite::PutPage(nr, rows) => {
                if sabotage == Sabotage::PageForgotten {
                    self.pages.clear();
                }
                self.pages.insert(nr, rows);
            }
            ReplicaWrite::DropPage(nr) => {
                self.pages.remove(&nr);
            }
            ReplicaWrite::PutRecord(id, held) => {
                self.overlay.insert(id, Some(held));
            }
            ReplicaWrite::PutGone(_) if sabotage == Sabotage::DeparturesNotOverlaid => {}
            ReplicaWrite::PutGone(id) => {
                self.overlay.insert(id, None);
            }
            ReplicaWrite::DropOver(_) if sabotage == Sabotage::OverlayStays => {}
            ReplicaWrite::DropOver(id) => {
                self.overlay.remove(&id);
            }
            ReplicaWrite::PutCursor(tag, seq) => {
                self.cursors.insert(tag, seq);
            }
            ReplicaWrite::DropCursor(tag) => {
                self.cursors.remove(&tag);
            }
            ReplicaWrite::PutMark(mark) => self.mark = Some(mark),
            ReplicaWrite::PutGreeting(greeting) => self.greeting = Some(greeting),
            ReplicaWrite::Clear => {
                *self = Shelf {
                    greeting: self.greeting.take(),
                    ..Shelf::default()
                };
            }
        }
    }

    pub fn load(&self) -> Replica {
        let mut replica = Replica::default();
        for (nr, rows) in &self.pages {
            replica.write(ReplicaWrite::PutPage(*nr, rows.clone()));
        }
        for (id, held) in &self.overlay {
            replica.write(match held {
                Some(held) => ReplicaWrite::PutRecord(*id, held.clone()),
                None => ReplicaWrite::PutGone(*id),
            });
        }
        replica.cursors.clone_from(&self.cursors);
        replica.mark.clone_from(&self.mark);
        replica.greeting.clone_from(&self.greeting);
        replica
    }
}
