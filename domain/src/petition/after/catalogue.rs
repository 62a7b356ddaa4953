//! 卷内目录: what lies in the volume, in the order it came to be.

use crate::By;
use crate::ids::{AttachmentId, day_of};
use crate::petition::{Petition, Step};
use chrono::NaiveDate;

/// One line of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CatalogueLine {
    /// 顺序号, from 1.
    pub nth: u16,
    /// Which step's paper it is.
    pub step: Step,
    /// Position of the paper in its list, as the course says it.
    pub paper: u16,
    /// The day of it.
    pub on: NaiveDate,
    /// 责任者
    pub by: By,
    /// The file, where the line is one.
    pub file: Option<AttachmentId>,
}

/// Every paper of the case, oldest first; a file that never came in full is left out.
pub fn catalogue(petition: &Petition) -> Vec<CatalogueLine> {
    let mut lines = Vec::new();
    for entry in &petition.course {
        let file = match entry.step {
            Step::Attach => {
                let attached = petition.attachments.get(usize::from(entry.nth));
                match attached.filter(|one| one.stored) {
                    Some(attached) => Some(attached.paper.id),
                    None => continue,
                }
            }
            _ => None,
        };
        let nth = u16::try_from(lines.len() + 1).unwrap_or(u16::MAX);
        lines.push(CatalogueLine {
            nth,
            step: entry.step,
            paper: entry.nth,
            on: day_of(entry.at),
            by: entry.by,
            file,
        });
    }
    lines
}
