//! One petition as lists show it: two lines, and what they are sorted and filtered by.

use super::{Channel, Petition, Purpose, Standing, State, after, clocks, next_due, onsets, review};
use crate::deadline::{Calendar, Onsets, Term, Warning};
use crate::duty::{Officer, Part, Role};
use crate::ids::{OfficerId, RecordId, UnitId};
use crate::policy::Policy;
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// A list row; the same from the server's projection and from a tablet's replica.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// The petition.
    pub id: RecordId,
    /// 登记编号
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// The chief petitioner's name; empty: anonymous.
    pub petitioner: String,
    /// State.
    pub state: State,
    /// Channel.
    pub channel: Channel,
    /// Purpose.
    pub purpose: Purpose,
    /// Content class.
    pub class: String,
    /// Village concerned.
    pub village: Option<UnitId>,
    /// Responsible unit.
    pub unit: Option<UnitId>,
    /// Who handles it.
    pub handler: Option<OfficerId>,
    /// Day received.
    pub received_on: NaiveDate,
    /// Day registered: what periods are counted by.
    pub registered_on: NaiveDate,
    /// How many people came or signed.
    pub headcount: u32,
    /// The running limit that ends first.
    pub due: Option<(Term, NaiveDate)>,
    /// When the running limits warn; `None`: none runs.
    pub onsets: Option<Onsets>,
    /// Whose turn it is: the unit and the part in it.
    pub awaits: Option<(UnitId, Part)>,
    /// Sealed.
    pub sealed: bool,
}

/// How soon something is due.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Urgency {
    /// 已超期
    Overdue,
    /// 今天
    Today,
    /// 本周: within seven days
    Week,
    /// 以后, or no limit runs
    Later,
}

/// Folds a petition into its row.
pub fn summary(petition: &Petition, calendar: &Calendar, policy: &Policy) -> Summary {
    let registration = &petition.registration;
    let clocks = clocks(petition, calendar, policy);
    Summary {
        id: petition.id,
        number: petition.number.clone(),
        title: registration.title.clone(),
        petitioner: registration
            .petitioners
            .first()
            .map(|p| p.name.clone())
            .unwrap_or_default(),
        state: petition.state,
        channel: registration.channel,
        purpose: registration.purpose,
        class: registration.class.clone(),
        village: registration.village,
        unit: petition.responsible,
        handler: petition.handler(),
        received_on: registration.received_on,
        registered_on: petition.registered_on(),
        headcount: registration.headcount,
        onsets: onsets(&clocks),
        due: next_due(&clocks).map(|clock| (clock.term, clock.due.on)),
        awaits: awaits(petition),
        sealed: petition.is_sealed(),
    }
}

fn awaits(petition: &Petition) -> Option<(UnitId, Part)> {
    let bureau = petition.registration.bureau;
    if petition.is_sealed() {
        let registered = (bureau, Part::Discipline);
        let owner = petition
            .responsible
            .map_or(registered, |unit| (unit, Part::Discipline));
        let over = matches!(petition.state, State::Closed | State::Archived);
        return (!over).then_some(owner);
    }
    if let Some(turn) = review::awaits(petition).or_else(|| after::awaits(petition)) {
        return Some(turn);
    }
    let unit = |part| petition.responsible.map(|unit| (unit, part));
    match petition.state {
        State::Registered | State::Objected | State::Declined | State::Contested => {
            Some((bureau, Part::Bureau))
        }
        State::Accepted if matches!(petition.extension(), Standing::Asked(_)) => {
            unit(Part::UnitHead)
        }
        State::Sent | State::Accepted | State::Approved => unit(Part::Handler),
        State::Drafted => unit(Part::UnitHead),
        // An assigned item waits for the unit's report, then for the bureau's audit.
        State::Delivered | State::Guided if petition.closing_report().is_some() => {
            Some((bureau, Part::Bureau))
        }
        State::Delivered | State::Guided => unit(Part::Handler),
        State::Closed | State::Archived => None,
    }
}

impl Summary {
    /// How soon it is due, seen from `today`.
    pub fn urgency(&self, today: NaiveDate) -> Urgency {
        match self.due {
            Some((_, on)) if on < today => Urgency::Overdue,
            Some((_, on)) if on == today => Urgency::Today,
            Some((_, on))
                if today
                    .checked_add_days(Days::new(7))
                    .is_some_and(|week| on <= week) =>
            {
                Urgency::Week
            }
            _ => Urgency::Later,
        }
    }

    /// The gravest warning its limits give on `today`.
    pub fn warning(&self, today: NaiveDate) -> Option<Warning> {
        self.onsets.and_then(|onsets| onsets.on(today))
    }

    /// Whether the next step is this officer's: their unit, their part, and no colleague's case.
    pub fn is_work_of(&self, officer: &Officer) -> bool {
        match self.awaits {
            None => false,
            Some((_, Part::Discipline)) => officer.is(Role::DisciplineOfficer),
            Some((unit, part)) => unit == officer.unit && self.takes(part, officer),
        }
    }

    fn takes(&self, part: Part, officer: &Officer) -> bool {
        match part {
            Part::Bureau => officer.is(Role::BureauOfficer) || officer.is(Role::BureauHead),
            Part::UnitHead => officer.is(Role::UnitHead) || officer.is(Role::BureauHead),
            Part::Handler => {
                let handles = officer.is(Role::Handler)
                    || officer.is(Role::TownshipCadre)
                    || officer.is(Role::BureauOfficer);
                let mine = self.handler.is_none_or(|handler| handler == officer.id);
                // A head answers for what nobody has taken up yet.
                (handles && mine) || (officer.is(Role::UnitHead) && self.handler.is_none())
            }
            Part::ReviewOffice => officer.is(Role::ReviewOfficer),
            Part::ReviewHead => officer.is(Role::UnitHead),
            Part::Registrar
            | Part::Discipline
            | Part::Petitioner
            | Part::CoHandler
            | Part::Inspector => false,
        }
    }
}
