//! Which official number a step of a petition asks the server for.

use super::{Command, Petition, after, review};
use crate::document::DocumentKind;
use crate::record::Series;

/// The number `command`, just taken, makes the server owe.
pub fn number_due(petition: &Petition, command: &Command) -> Option<Series> {
    let bureau = petition.registration.bureau;
    match command {
        Command::Register(_) if petition.is_sealed() => Some(Series::Sealed(bureau)),
        Command::Register(_) => Some(Series::Petition(bureau)),
        Command::Approve(_) => petition
            .responsible
            .map(|unit| Series::Document(unit, DocumentKind::Opinion)),
        Command::Issue(_) => petition
            .documents
            .issued
            .last()
            .filter(|issued| issued.number.is_none())
            .map(|issued| Series::Document(issued.unit, issued.kind)),
        Command::Review(review::Command::Sign(_)) => {
            let level = petition.reviews.levels.last()?;
            Some(Series::Document(level.organ, level.document()))
        }
        Command::After(after::Command::Archive(_)) if petition.is_sealed() => {
            Some(Series::SealedVolume(bureau))
        }
        Command::After(after::Command::Archive(_)) => Some(Series::Volume(bureau)),
        _ => None,
    }
}
