//! One petition of the demonstration as the commands people would have issued.

use super::chance::Chance;
use super::county::{County, Village, acting};
use super::dates::{Dates, plus, worked};
use super::matters::{Details, Matter};
use super::mix::{Chapter, Stage};
use super::phrases;
use crate::store::Issued;
use chrono::{Duration, NaiveDate, NaiveTime};
use domain::deadline::Calendar;
use domain::duty::{Actor, Role};
use domain::ids::{CommandId, Moment, RecordId, UnitId, beijing, day_of};
use domain::organisation::Colleague;
use domain::petition::{
    Acceptance, Assignment, Channel, Command, Confirmation, Contest, Correction, Declining,
    Guidance, Judgement, Notice, Passage, Path, Proceeding, Purpose, Registration, Route, Sending,
    Service, Statement, Traces,
};
use domain::steps::Place;

/// One petition being told.
pub(super) struct Tale<'a> {
    pub county: &'a County,
    pub matter: Matter,
    pub details: Details,
    pub village: &'a Village,
    pub dates: Dates,
    pub sealed: bool,
    /// Who answers for it: a unit, or the discipline channel.
    pub unit: UnitId,
    pub handler: &'a Colleague,
    pub signatory: &'a Colleague,
    pub bureau_officer: &'a Colleague,
    pub registration: Registration,
    /// The item that brought the same matter before, and what was written down then.
    pub earlier: Option<(RecordId, Registration)>,
    pub assigned: bool,
    pub chance: Chance,
    /// Numbers for what was added to the telling later.
    pub apart: Chance,
    pub record: RecordId,
    pub now: Moment,
    /// When the last command was issued.
    pub last: Moment,
    /// The commands so far.
    pub commands: Vec<Issued>,
}

impl Tale<'_> {
    /// Tells it to the end of its chapter.
    pub(super) fn run(&mut self, chapter: Chapter) {
        self.register();
        self.link();
        if self.chance.percent(4) {
            self.correct_phone();
        }
        if let Some(on) = self.dates.sent {
            self.send(on);
        }
        if let Some(on) = self.dates.objected {
            self.object(on);
        }
        if let Some(on) = self.dates.returned {
            let reply = self.chance.pick(&phrases::RETURN_REPLIES).to_owned();
            let actor = acting(self.bureau_officer);
            self.act(on, &actor, Command::AgreeReturn(reply));
        }
        // Advice is answered after study; nobody is shown the way to a court with it.
        let guided =
            chapter.stage == Stage::Guided && self.registration.purpose != Purpose::Opinion;
        match (self.dates.told, chapter.stage) {
            (Some(on), Stage::Declined | Stage::ClosedDeclined) => self.decline(on),
            (Some(on), _) => self.accept(on, guided),
            (None, Stage::Contested) => self.contest(),
            (None, _) => {}
        }
        if chapter.stage == Stage::Guided {
            if guided {
                self.guide();
            }
            return;
        }
        self.handle();
        self.answer();
        self.rate();
        self.close();
        self.afterwards();
    }

    /// One command on this day, in office hours, after the one before it and never after now.
    pub(super) fn act(&mut self, on: NaiveDate, actor: &Actor, command: Command) {
        let minute = self.chance.between(8 * 60 + 30, 17 * 60 + 30);
        let time = NaiveTime::MIN + Duration::minutes(minute);
        let asked = on.and_time(time).and_local_timezone(beijing()).single();
        let asked = asked.map_or(self.now, |moment| moment.to_utc());
        let after = if self.last == Moment::MIN_UTC {
            asked
        } else {
            self.last + Duration::minutes(3)
        };
        let at = asked.max(after).min(self.now);
        self.last = at;
        let nth = self.commands.len().to_string();
        let op_id = crate::import::ids::derived(&["demonstration", &self.record.to_string(), &nth]);
        self.commands.push(Issued {
            op_id: CommandId(op_id),
            record: self.record,
            actor: actor.clone(),
            command: domain::Command::Petition(command),
            at: Some(at),
            recorded_at: at,
            place: Place::Online,
        });
    }

    /// The day the last command was issued.
    pub(super) fn last_day(&self) -> NaiveDate {
        day_of(self.last)
    }

    /// The next worked day from `day` that is not after `last`.
    pub(super) fn worked(&self, day: NaiveDate, last: NaiveDate) -> NaiveDate {
        worked(Calendar::shipped(), day, last)
    }

    /// Today.
    pub(super) fn today(&self) -> NaiveDate {
        day_of(self.now)
    }

    fn register(&mut self) {
        let cadres = self
            .county
            .holding(self.village.township, &[Role::TownshipCadre]);
        let registrars = self.county.holding(self.county.bureau, &[Role::Registrar]);
        let found = self.registration.channel == Channel::FoundOnVisit;
        let whoever = self.chance.pick(if found { &cadres } else { &registrars });
        let spoken = matches!(self.registration.channel, Channel::Visit | Channel::Call);
        self.registration.intake.statement = (spoken && !self.sealed && self.apart.percent(40))
            .then(|| Statement {
                written_by: whoever.id,
                confirmed: if self.registration.channel == Channel::Call {
                    Confirmation::ReadByTelephone
                } else {
                    Confirmation::ReadAloud
                },
            });
        let actor = acting(whoever);
        let command = Command::Register(Box::new(self.registration.clone()));
        self.act(self.dates.registered, &actor, command);
    }

    /// Somebody at the bureau sees that the same people have brought it before.
    fn link(&mut self) {
        let Some((other, before)) = &self.earlier else {
            return;
        };
        let evidence = Traces::of(&self.registration).compare(&Traces::of(before));
        if !evidence.same_person() {
            return;
        }
        let judgement = Judgement {
            other: *other,
            // Numbers are given when it is written: whoever writes fills this one in.
            number: String::new(),
            same: true,
            reason: phrases::SAME_MATTER.to_owned(),
            evidence,
            handled_by: None,
            ended_on: None,
            new_facts: String::new(),
        };
        let actor = acting(self.bureau_officer);
        std::mem::swap(&mut self.chance, &mut self.apart);
        self.act(self.last_day(), &actor, Command::Judge(judgement));
        std::mem::swap(&mut self.chance, &mut self.apart);
    }

    fn correct_phone(&mut self) {
        let Some(was) = self
            .registration
            .petitioners
            .first()
            .map(|petitioner| petitioner.phone.clone())
        else {
            return;
        };
        if self.sealed || was.is_empty() {
            return;
        }
        let now = format!("100{:08}", self.chance.between(0, 99_999_999));
        let reason = phrases::PHONE_CORRECTED.to_owned();
        let correction = Correction {
            passage: Passage::PetitionerPhone(0),
            was,
            now,
            reason,
        };
        let actor = acting(self.bureau_officer);
        self.act(self.last_day(), &actor, Command::Correct(correction));
    }

    fn send(&mut self, on: NaiveDate) {
        let requirement = self.details.fill(self.chance.pick(&phrases::REQUIREMENTS));
        let assignment = Assignment {
            requirement,
            feedback_on: plus(on, 50),
        };
        let note = self.details.fill(self.chance.pick(&phrases::SEND_NOTES));
        let unit = self.unit;
        let sending = Sending {
            unit,
            assignment: self.assigned.then_some(assignment),
            note,
        };
        let actor = acting(self.bureau_officer);
        self.act(on, &actor, Command::Send(sending));
    }

    fn object(&mut self, on: NaiveDate) {
        let reason = self.chance.pick(&phrases::OBJECTIONS).to_owned();
        let actor = acting(self.handler);
        self.act(on, &actor, Command::Object(reason));
    }

    fn notice(&mut self) -> Notice {
        let service = self.chance.pick(&[
            Service::InPerson,
            Service::Post,
            Service::Post,
            Service::Other,
        ]);
        Notice {
            service,
            on: self.dates.told.unwrap_or(self.dates.registered),
        }
    }

    /// The bureau has the units settle whose matter it is.
    fn contest(&mut self) {
        let contest = Contest {
            units: vec![self.unit, self.county.bureau],
            question: phrases::CONTESTED.to_owned(),
        };
        let actor = acting(self.bureau_officer);
        let paper = Proceeding::ContestCompetence(contest);
        self.act(self.last_day(), &actor, Command::Proceed(paper));
    }

    /// Tells the petitioner of the courts.
    fn guide(&mut self) {
        let (authority, told) = phrases::GUIDANCE;
        let guidance = Guidance {
            route: Route::CivilSuit,
            authority: authority.to_owned(),
            told: told.to_owned(),
            known_on: Some(self.registration.received_on),
            notice: self.notice(),
        };
        let actor = acting(self.handler);
        self.act(
            self.last_day(),
            &actor,
            Command::Proceed(Proceeding::Guide(guidance)),
        );
    }

    fn accept(&mut self, on: NaiveDate, guided: bool) {
        let notice = self.notice();
        let acceptance = Acceptance {
            simple: false,
            path: match (self.registration.purpose, guided) {
                (Purpose::Opinion, _) => Path::Advice,
                (_, true) => Path::Litigation,
                _ => self.matter.path,
            },
            handler: self.handler.id,
            notice,
        };
        let actor = acting(self.handler);
        self.act(on, &actor, Command::Accept(acceptance));
    }

    fn decline(&mut self, on: NaiveDate) {
        let (reason, whose_matter) = if self.matter.path == Path::Administrative {
            phrases::LABOUR_DECLINE
        } else {
            self.chance.pick(&phrases::DECLINES)
        };
        let declining = Declining {
            reason: reason.to_owned(),
            whose_matter: whose_matter.to_owned(),
            notice: self.notice(),
        };
        let actor = acting(self.handler);
        self.act(on, &actor, Command::Decline(declining));
    }
}
