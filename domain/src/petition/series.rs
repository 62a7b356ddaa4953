//! Which official number a step of a petition asks the server for.

use super::{Command, Petition, after, review};
use crate::document::DocumentKind;
use crate::ids::UnitId;
use crate::record::Series;

/// The number `command`, just taken, makes the server owe.
pub fn number_due(petition: &Petition, command: &Command) -> Option<Series> {
    let bureau = petition.registration.bureau;
    match command {
        Command::Register(_) if petition.is_sealed() => Some(Series::Sealed(bureau)),
        Command::Register(_) => Some(Series::Petition(bureau)),
        Command::Approve(_) => petition
            .responsible
            .map(|unit| of_document(petition, unit, DocumentKind::Opinion)),
        Command::Issue(_) => petition
            .documents
            .issued
            .last()
            .filter(|issued| issued.number.is_none())
            .map(|issued| of_document(petition, issued.unit, issued.kind)),
        Command::Review(review::Command::Sign(_)) => {
            let level = petition.reviews.levels.last()?;
            Some(of_document(petition, level.organ, level.document()))
        }
        Command::After(after::Command::Archive(_)) if petition.is_sealed() => {
            Some(Series::SealedVolume(bureau))
        }
        Command::After(after::Command::Archive(_)) => Some(Series::Volume(bureau)),
        _ => None,
    }
}

/// The series of a document about this petition: a sealed one takes no number out of the series that others see,
/// where its place would stand empty and tell of it.
fn of_document(petition: &Petition, unit: UnitId, kind: DocumentKind) -> Series {
    if petition.is_sealed() {
        Series::SealedDocument(unit, kind)
    } else {
        Series::Document(unit, kind)
    }
}
