//! Tells the petitions of the demonstration one after another, some of them by people who come again.

use super::chance::Chance;
use super::county::{County, Village};
use super::dates::{Dates, plus};
use super::matters::{Details, Matter, Matters};
use super::mix;
use super::people;
use super::phrases;
use super::tale::Tale;
use crate::store::Issued;
use anyhow::Result;
use chrono::NaiveDate;
use domain::deadline::Calendar;
use domain::duty::Role;
use domain::ids::{Moment, RecordId, day_of};
use domain::petition::{
    Channel, ExternalNumber, Intake, Petitioner, REPRESENTATIVES, Registration,
};
use std::collections::VecDeque;

/// The seed of the demonstration county.
const SEED: u64 = 20_220_501;
/// Matters remembered, so that some are brought again.
const REMEMBERED: usize = 40;

/// Tells petitions one after another.
pub struct Teller<'a> {
    pub county: &'a County,
    pub matters: &'a Matters,
    pub now: Moment,
    /// How many petitions the county has.
    pub total: usize,
    /// Answered matters whose petitioners may come again.
    answered: VecDeque<Past>,
}

/// What is needed to bring a matter again.
struct Past {
    record: RecordId,
    answered_on: NaiveDate,
    registration: Registration,
    matter: Matter,
    details: Details,
    village: usize,
}

impl<'a> Teller<'a> {
    /// Tells nothing yet.
    pub fn new(county: &'a County, matters: &'a Matters, now: Moment, total: usize) -> Teller<'a> {
        Teller {
            county,
            matters,
            now,
            total,
            answered: VecDeque::new(),
        }
    }

    /// The commands of petition `nth`, in the order of their times.
    ///
    /// # Errors
    /// The county lacks a unit or a post that a matter needs.
    pub fn tell(&mut self, nth: usize) -> Result<Vec<Issued>> {
        let mut chance = Chance::new(SEED ^ (nth as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let chapter = mix::chapter(nth, self.total, &mut chance);
        let sealed = nth.is_multiple_of(19) && chapter.stage.can_be_sealed();
        let today = day_of(self.now);
        let dates = Dates::of(chapter, sealed, today, Calendar::shipped(), &mut chance);
        // What was added later draws numbers of its own, so that the rest of the county stays as it is known.
        let apart = Chance::new(SEED ^ !(nth as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut tale = self.begin(chance, apart, dates, sealed)?;
        tale.run(chapter);
        if let (Some(answered_on), false) = (dates.delivered, sealed) {
            let village = self
                .county
                .villages
                .iter()
                .position(|village| village.id == tale.village.id);
            self.answered.push_back(Past {
                record: tale.record,
                answered_on,
                registration: tale.registration,
                matter: tale.matter,
                details: tale.details,
                village: village.unwrap_or(0),
            });
            if self.answered.len() > REMEMBERED {
                self.answered.pop_front();
            }
        }
        Ok(tale.commands)
    }

    fn begin(
        &mut self,
        mut chance: Chance,
        mut apart: Chance,
        dates: Dates,
        sealed: bool,
    ) -> Result<Tale<'a>> {
        let county = self.county;
        let again = self
            .answered
            .iter()
            .position(|past| past.answered_on < plus(dates.registered, -10));
        let past = match again {
            Some(at) if !sealed && chance.percent(7) => self.answered.remove(at),
            _ => None,
        };
        let repeated = past.is_some();
        let (village, matter, details, before) = match past {
            Some(past) => (
                &county.villages[past.village],
                past.matter,
                past.details,
                Some((past.record, past.registration)),
            ),
            None => {
                let village = county.some_village(&mut chance);
                let matter = self.matters.pick(&mut chance, sealed).clone();
                let details = Details::new(
                    &mut chance,
                    &village.township_name,
                    &village.name,
                    dates.registered,
                );
                (village, matter, details, None)
            }
        };
        let unit = match matter.owner.as_str() {
            "township" => village.township,
            key => county.unit(key)?,
        };
        let handles: &[Role] = if sealed {
            &[Role::DisciplineOfficer]
        } else {
            &[Role::Handler, Role::TownshipCadre]
        };
        let signs: &[Role] = if sealed {
            &[Role::DisciplineOfficer]
        } else {
            &[Role::UnitHead]
        };
        let earlier = before.clone();
        let mut registration = match before {
            Some((_, registration)) => registration,
            None => registration(
                county,
                self.matters,
                &matter,
                &details,
                village,
                sealed,
                &mut chance,
            ),
        };
        if !repeated && !sealed && registration.channel == Channel::Letter && apart.percent(15) {
            sign_jointly(&mut registration, &mut apart);
        }
        registration.received_on = dates.registered;
        registration.late_reason = String::new();
        if repeated && !registration.title.starts_with(phrases::REPEATED) {
            registration.title = format!("{}{}", phrases::REPEATED, registration.title);
        }
        if registration.channel == Channel::Letter && chance.percent(60) {
            registration.received_on = plus(dates.registered, -chance.between(1, 3));
            registration.late_reason = phrases::LATE_LETTER.to_owned();
        }
        let bureau_roles: &[Role] = if chance.percent(15) {
            &[Role::BureauHead]
        } else {
            &[Role::BureauOfficer]
        };
        Ok(Tale {
            handler: county.somebody(unit, handles, &mut chance)?,
            signatory: county.somebody(unit, signs, &mut chance)?,
            bureau_officer: county.somebody(county.bureau, bureau_roles, &mut chance)?,
            county,
            matter,
            details,
            village,
            dates,
            sealed,
            unit,
            registration,
            earlier,
            assigned: chance.percent(25),
            record: RecordId(chance.uuid()),
            chance,
            apart,
            now: self.now,
            last: Moment::MIN_UTC,
            commands: Vec::new(),
        })
    }
}

/// A letter of many: at most five speak for them (条例 20).
fn sign_jointly(registration: &mut Registration, chance: &mut Chance) {
    registration.headcount = u32::try_from(chance.between(6, 60)).unwrap_or(6);
    while registration.petitioners.len() < REPRESENTATIVES {
        let signer = people::petitioner(chance, &registration.place);
        registration.petitioners.push(signer);
    }
}

fn registration(
    county: &County,
    matters: &Matters,
    matter: &Matter,
    details: &Details,
    village: &Village,
    sealed: bool,
    chance: &mut Chance,
) -> Registration {
    let channel = match chance.between(1, 100) {
        1..=34 => Channel::Visit,
        35..=56 => Channel::Online,
        57..=76 => Channel::Letter,
        77..=93 => Channel::Call,
        94..=97 if !sealed => Channel::FoundOnVisit,
        _ => Channel::Fax,
    };
    let address = format!(
        "{}{}{}",
        village.township_name,
        village.name,
        details.group()
    );
    let anonymous =
        (sealed && chance.percent(50)) || (channel == Channel::Online && chance.percent(20));
    let group = channel == Channel::Visit && !sealed && chance.percent(20);
    let headcount = if group { chance.between(5, 24) } else { 1 };
    let representatives = usize::try_from(headcount).unwrap_or(1).min(REPRESENTATIVES);
    let petitioners = (0..representatives)
        .map(|_| {
            if anonymous {
                Petitioner::default()
            } else {
                people::petitioner(chance, &address)
            }
        })
        .collect();
    let external = chance
        .percent(15)
        .then(|| format!("网信{:010}", chance.between(1, 9_999_999_999)))
        .map(|number| ExternalNumber::of("国家信访信息系统", &number));
    let (title, text) = matters.told(matter, details, chance);
    Registration {
        bureau: county.bureau,
        channel,
        purpose: matter.purpose,
        class: matter.class.clone(),
        title,
        text,
        place: address,
        village: Some(village.id),
        petitioners,
        headcount: u32::try_from(headcount).unwrap_or(1),
        demands: matter
            .demands
            .iter()
            .map(|demand| details.fill(demand))
            .collect(),
        received_on: NaiveDate::MIN,
        late_reason: String::new(),
        external_numbers: external.into_iter().collect(),
        intake: Intake::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::county::acting;
    use chrono::Duration;
    use domain::organisation::{Colleague, Directory};
    use domain::petition::{Petition, State, Urgency, summary};
    use domain::policy::Policy;
    use domain::{By, Event, Record, Setting, apply, decide};
    use std::collections::BTreeSet;

    /// Every petition of a county seeded at `now`, folded from its commands under the law.
    fn told(now: Moment, total: usize) -> Vec<Petition> {
        let county = County::load().expect("county.toml");
        let matters = Matters::load().expect("matters.toml");
        let officers: Vec<Colleague> = county.people.iter().map(|p| p.officer.clone()).collect();
        let directory = Directory::new(county.units.clone(), officers);
        let mut teller = Teller::new(&county, &matters, now, total);
        let mut petitions = Vec::new();
        for nth in 0..total {
            let mut record: Option<Record> = None;
            let mut last = Moment::MIN_UTC;
            for issued in teller.tell(nth).expect("a tale") {
                let at = issued.at.expect("a time");
                assert!(
                    at <= now && at >= last,
                    "petition {nth}: times run on, up to now"
                );
                last = at;
                let setting = Setting {
                    actor: &issued.actor,
                    now: at,
                    recorded_at: at,
                    place: issued.place,
                    directory: &directory,
                    calendar: Calendar::shipped(),
                    policy: Policy::shipped(),
                };
                let facts =
                    decide(record.as_ref(), &issued.command, &setting).unwrap_or_else(|no| {
                        panic!(
                            "seeded at {now}, petition {nth}: {:?} is refused: {no:?}",
                            issued.command
                        )
                    });
                for fact in facts {
                    let by = By::from(&issued.actor);
                    apply(
                        &mut record,
                        &Event {
                            record: issued.record,
                            at,
                            recorded_at: at,
                            by,
                            fact,
                        },
                    );
                }
            }
            let Some(Record::Petition(petition)) = record else {
                panic!("petition {nth} is not there")
            };
            petitions.push(*petition);
        }
        petitions
    }

    fn moment(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn the_law_lets_every_tale_pass_whenever_it_is_told() {
        // A Monday morning, just after midnight in Beijing, the spring festival, a make-up Saturday, years on.
        for now in [
            "2026-06-15T02:00:00Z",
            "2026-06-15T16:05:00Z",
            "2026-02-18T09:00:00Z",
            "2026-02-28T23:59:00Z",
            "2031-10-04T03:00:00Z",
        ] {
            assert_eq!(told(moment(now), 300).len(), 300);
        }
        let start = moment("2026-03-01T06:00:00Z");
        for day in 0..40 {
            told(start + Duration::days(day), 60);
        }
    }

    #[test]
    fn every_state_and_every_warning_has_its_cases() {
        let now = moment("2026-06-15T02:00:00Z");
        let today = day_of(now);
        let petitions = told(now, 300);
        let states: BTreeSet<State> = petitions.iter().map(|petition| petition.state).collect();
        assert_eq!(states, BTreeSet::from(State::ALL));
        let urgent = |urgency| {
            let summaries = petitions
                .iter()
                .map(|petition| summary(petition, Calendar::shipped(), Policy::shipped()));
            summaries
                .filter(|summary| summary.urgency(today) == urgency)
                .count()
        };
        assert!(
            urgent(Urgency::Overdue) >= 15,
            "{}",
            urgent(Urgency::Overdue)
        );
        assert!(urgent(Urgency::Today) >= 5, "{}", urgent(Urgency::Today));
        assert!(urgent(Urgency::Week) >= 20, "{}", urgent(Urgency::Week));
        let count = |fits: fn(&Petition) -> bool| petitions.iter().filter(|p| fits(p)).count();
        assert!(count(Petition::is_archived) >= 5);
        assert!(count(|p| p.reviews.open().is_some()) >= 1);
        assert!(count(|p| p.reviews.answering().is_some()) >= 3);
        assert!(count(|p| !p.after.looks.is_empty()) >= 1);
        assert!(count(Petition::is_sealed) >= 8);
        assert!(count(Petition::is_assigned) >= 30);
        assert!(count(|p| p.rating.is_some()) >= 40);
        assert!(count(|p| !p.visits.is_empty()) >= 40);
        assert!(count(|p| !p.corrections.is_empty()) >= 3);
        assert!(count(|p| !p.draft_returns.is_empty()) >= 3);
        assert!(count(|p| p.registration.title.starts_with(phrases::REPEATED)) >= 3);
        let many = |channel| {
            let of = |p: &&Petition| p.registration.channel == channel;
            let many = petitions.iter().filter(of);
            many.filter(|p| p.registration.headcount >= 5).count()
        };
        assert!(many(Channel::Visit) >= 5 && many(Channel::Letter) >= 3);
        assert!(count(|p| p.registration.intake.statement.is_some()) >= 15);
        assert!(count(|p| !p.thread.is_empty()) >= 3);
        assert!(count(|p| !p.entrusted.is_empty()) >= 3);
    }

    #[test]
    fn the_same_day_tells_the_same_county() {
        let now = moment("2026-06-15T02:00:00Z");
        assert_eq!(told(now, 80), told(now, 80));
    }

    /// The sabotage: a handler of another unit would be refused, so the first test can fail.
    #[test]
    fn a_tale_with_a_wrong_person_is_refused() {
        let county = County::load().expect("county.toml");
        let matters = Matters::load().expect("matters.toml");
        let mut teller = Teller::new(&county, &matters, moment("2026-06-15T02:00:00Z"), 300);
        let command = teller.tell(0).expect("a tale").remove(0);
        let directory = Directory::new(county.units.clone(), Vec::new());
        let stranger = &county.holding(county.unit("lands").expect("lands"), &[Role::Handler])[0];
        let setting = Setting {
            actor: &acting(stranger),
            now: command.at.expect("a time"),
            recorded_at: command.recorded_at,
            place: command.place,
            directory: &directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        };
        assert!(decide(None, &command.command, &setting).is_err());
    }
}
