//! The end of a tale: the second look, what was promised is carried out, the review office, the archive.

use super::county::acting;
use super::dates::plus;
use super::phrases;
use super::tale::Tale;
use chrono::NaiveDate;
use domain::duty::{Actor, Role};
use domain::ids::UnitId;
use domain::petition::after::{
    Command as After, Execution, Filing, FollowUp, FollowUpWay, Progress, Retention, SecondLook,
    Settled,
};
use domain::petition::review::{Command as Level, Conclusion, LevelResult, Request, Taking};
use domain::petition::{Command, Delivery, Notice, Outcome, Path, Rating, Satisfaction, Service};

/// From so many days after the answer nothing more can be asked for, reviewed or rated: 30 days for each of
/// the rights, 30 for a review, and the rest days they may move over.
const SETTLED: i64 = 110;

impl Tale<'_> {
    /// What happens once the petitioner holds the answer, as far as it has happened.
    pub(super) fn afterwards(&mut self) {
        let (Some(delivered), false) = (self.dates.delivered, self.sealed) else {
            return;
        };
        let unhappy = self
            .given()
            .is_some_and(|rating| rating.unit == Satisfaction::Dissatisfied);
        if unhappy && !(self.chance.percent(75) && self.look_again()) {
            return;
        }
        let promised = self.promised();
        let keeps_its_word = self.chance.percent(90);
        if !promised.is_empty() && !(keeps_its_word && self.carry_out(&promised)) {
            return;
        }
        if promised.is_empty() && self.chance.percent(55) && !self.reviewed(delivered) {
            return;
        }
        let followed = promised.is_empty() && !self.rated_dissatisfied();
        let asked_again = followed || self.follow_up();
        let settled = plus(delivered, SETTLED) < self.today();
        if asked_again && settled && self.dates.closed.is_some() && self.chance.percent(70) {
            self.archive(plus(delivered, SETTLED));
        }
    }

    fn given(&self) -> Option<&Rating> {
        self.commands.iter().find_map(|issued| {
            let domain::Command::Petition(command) = &issued.command;
            match command {
                Command::Rate(rating) => Some(rating),
                _ => None,
            }
        })
    }

    /// With the bureau or with the unit: somebody asks again before the case is filed.
    fn rated_dissatisfied(&self) -> bool {
        self.given().is_some_and(|rating| {
            [rating.unit, rating.bureau].contains(&Satisfaction::Dissatisfied)
        })
    }

    fn by_petition_procedure(&self) -> bool {
        self.commands.iter().any(|issued| {
            let domain::Command::Petition(command) = &issued.command;
            matches!(command, Command::Accept(acceptance) if acceptance.path == Path::PetitionProcedure)
        })
    }

    fn promised(&self) -> Vec<u16> {
        (0u16..)
            .zip(&self.matter.outcomes)
            .filter(|(_, outcome)| **outcome == Outcome::Supported)
            .map(|(demand, _)| demand)
            .collect()
    }

    /// The next worked day some days on; `None`: it has not come yet.
    fn later(&mut self, least: i64, most: i64) -> Option<NaiveDate> {
        let days = self.chance.between(least, most);
        let today = self.today();
        let on = self.worked(plus(self.last_day(), days), today);
        (on > self.last_day() && on <= today).then_some(on)
    }

    fn look_again(&mut self) -> bool {
        let Some(on) = self.later(2, 8) else {
            return false;
        };
        let look = SecondLook {
            on,
            found: self.chance.pick(&phrases::LOOKED_AGAIN).to_owned(),
            answer: phrases::LOOK_ANSWER.to_owned(),
        };
        let actor = acting(self.signatory);
        self.act(on, &actor, Command::After(After::LookAgain(look)));
        true
    }

    fn carry_out(&mut self, promised: &[u16]) -> bool {
        for demand in promised {
            let Some(on) = self.later(1, 12) else {
                return false;
            };
            let step = Execution {
                demand: *demand,
                on,
                done: self.chance.pick(&phrases::CARRIED_OUT).to_owned(),
                proof: phrases::PROOF.to_owned(),
                progress: Progress::Done,
            };
            let actor = acting(self.handler);
            self.act(on, &actor, Command::After(After::Execute(step)));
        }
        true
    }

    fn follow_up(&mut self) -> bool {
        let Some(on) = self.later(2, 15) else {
            return false;
        };
        let visit = FollowUp {
            on,
            way: FollowUpWay::Call,
            met: "信访人".to_owned(),
            said: self.chance.pick(&phrases::FOLLOW_UP_SAID).to_owned(),
            settled: Settled::Yes,
        };
        let actor = acting(self.bureau_officer);
        self.act(on, &actor, Command::After(After::FollowUp(visit)));
        true
    }

    fn archive(&mut self, settled: NaiveDate) {
        let today = self.today();
        let on = self.worked(settled.max(plus(self.last_day(), 1)), today);
        if on < settled || on <= self.last_day() {
            return;
        }
        let filing = Filing {
            retention: Retention::Ordinary,
            shelf: phrases::SHELF.to_owned(),
            note: String::new(),
        };
        let actor = acting(self.bureau_officer);
        self.act(on, &actor, Command::After(After::Archive(filing)));
    }

    /// 复查 at the county's review office; whether nothing of it is left to do.
    fn reviewed(&mut self, delivered: NaiveDate) -> bool {
        let county = self.county.units.first().map(|unit| unit.id);
        let Some((organ, on)) = county.zip(self.later(1, 6)) else {
            return true;
        };
        if on > plus(delivered, 29) || !self.by_petition_procedure() {
            return true;
        }
        self.review_at(organ, on).is_some()
    }

    fn review_at(&mut self, organ: UnitId, on: NaiveDate) -> Option<()> {
        let act = |tale: &mut Self, on, actor: &Actor, command| {
            tale.act(on, actor, Command::Review(command));
        };
        let reasons = self.chance.pick(&phrases::REVIEW_REASONS).to_owned();
        let request = Request {
            organ,
            on,
            reasons,
            late_reason: String::new(),
        };
        act(self, on, &Actor::Petitioner, Level::Request(request));
        let county = self.county;
        let reviewer = *county.holding(organ, &[Role::ReviewOfficer]).first()?;
        let head = *county.holding(organ, &[Role::UnitHead]).first()?;
        let office = acting(reviewer);
        let on = self.later(1, 3)?;
        let taking = Taking {
            reviewer: reviewer.id,
            notice: Notice {
                service: Service::Post,
                on,
            },
        };
        act(self, on, &office, Level::Take(taking));
        let on = self.later(6, 14)?;
        let conclusion = Conclusion {
            result: LevelResult::Upheld,
            findings: phrases::REVIEW_FINDINGS.to_owned(),
            opinion: phrases::REVIEW_OPINION.to_owned(),
            basis: phrases::REVIEW_BASIS.to_owned(),
            answers: Vec::new(),
            drafts_seen: 0,
        };
        act(self, on, &office, Level::Draft(conclusion));
        let on = self.later(1, 3)?;
        act(self, on, &acting(head), Level::Sign(0));
        let on = self.later(1, 3)?;
        let delivery = Delivery {
            service: Service::Post,
            on,
            receiver: "信访人".to_owned(),
            refused: None,
            late_reason: String::new(),
            posting: Some(self.posted(on)),
        };
        act(self, on, &office, Level::Deliver(delivery));
        Some(())
    }
}
