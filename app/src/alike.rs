//! 同一件事: what is asked and what is offered, alike from the bureau and from what a tablet holds.

use chrono::NaiveDate;
use domain::deadline::Calendar;
use domain::ids::{RecordId, UnitId};
use domain::petition::{
    Evidence, Petition, Petitioner, State, Summary, Traces, handled_by, summary,
};
use domain::policy::Policy;
use serde::{Deserialize, Serialize};

/// The words that are compared.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Words {
    /// The record they belong to; `None`: it is being registered.
    pub record: Option<RecordId>,
    /// They report an official: compared with other reports only, and for the discipline channel only.
    pub sealed: bool,
    /// The people.
    pub petitioners: Vec<Petitioner>,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
}

impl Words {
    /// The words of a registered petition.
    pub fn of(petition: &Petition) -> Words {
        let registration = &petition.registration;
        Words {
            record: Some(petition.id),
            sealed: petition.is_sealed(),
            petitioners: registration.petitioners.clone(),
            title: registration.title.clone(),
            text: registration.text.clone(),
        }
    }

    /// What is compared of them.
    pub fn traces(&self) -> Traces {
        Traces::in_words(&self.petitioners, &self.title, &self.text)
    }
}

/// An item that may be the same matter, with the evidence.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Candidate {
    /// The item.
    pub id: RecordId,
    /// Its number; empty: none yet.
    pub number: String,
    /// Title.
    pub title: String,
    /// Text.
    pub text: String,
    /// The petitioners' names.
    pub people: Vec<String>,
    /// Where it stands.
    pub state: State,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// The unit that has accepted it and is handling it.
    pub handled_by: Option<UnitId>,
    /// Since when its road has ended: the same facts and reasons are not accepted again (36).
    pub road_ended_on: Option<NaiveDate>,
    /// What both have in common.
    pub evidence: Evidence,
}

/// An item of a thread, and since when its road has ended (36).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Linked {
    /// As it stands in lists.
    pub row: Summary,
    /// Since when the same facts and reasons are not accepted again; absent: the road is open.
    pub road_ended_on: Option<NaiveDate>,
}

impl Linked {
    /// `petition` as a thread shows it.
    pub fn of(petition: &Petition, calendar: &Calendar, policy: &Policy) -> Linked {
        Linked {
            row: summary(petition, calendar, policy),
            road_ended_on: petition.road_ended_on(),
        }
    }
}

impl Candidate {
    /// `petition` beside what has these traces.
    pub fn of(petition: &Petition, traces: &Traces) -> Candidate {
        let registration = &petition.registration;
        Candidate {
            id: petition.id,
            number: petition.number.clone().unwrap_or_default(),
            title: registration.title.clone(),
            text: registration.text.clone(),
            people: registration
                .petitioners
                .iter()
                .map(|person| person.name.clone())
                .filter(|name| !name.is_empty())
                .collect(),
            state: petition.state,
            received_on: registration.received_on,
            handled_by: handled_by(petition),
            road_ended_on: petition.road_ended_on(),
            evidence: traces.compare(&Traces::of(registration)),
        }
    }
}
