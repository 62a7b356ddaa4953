//! The second half of a tale: visits, drafts, the answer, and what the petitioner says to it.

use super::county::acting;
use super::dates::plus;
use super::phrases;
use super::tale::Tale;
use chrono::NaiveDate;
use domain::duty::{Actor, Role};
use domain::petition::{
    Answer, ClosingReport, Command, Contact, ContactKind, Delivery, Opinion, Posting, Proceeding,
    Rating, RefusedSignature, Satisfaction, Service, Visit,
};

impl Tale<'_> {
    /// Visits, calls and meetings between acceptance and draft.
    pub(super) fn handle(&mut self) {
        let (Some(from), true) = (self.dates.told, self.is_accepted()) else {
            return;
        };
        let last = self.dates.drafted.unwrap_or(self.today());
        let span = (last - from).num_days();
        let mut day = from;
        for _ in 0..self.chance.between(0, 3) {
            if span < 2 {
                return;
            }
            let pause = self.chance.between(1, span.min(12));
            day = self.worked(plus(day, pause), last);
            if day >= last {
                return;
            }
            match self.chance.between(1, 100) {
                1..=60 if !self.sealed => self.visit(day),
                61..=70 if !self.sealed => self.entrust(day),
                _ => self.contact(day),
            }
        }
    }

    fn is_accepted(&self) -> bool {
        self.commands.iter().any(|issued| {
            matches!(
                &issued.command,
                domain::Command::Petition(Command::Accept(_))
            )
        })
    }

    fn visit(&mut self, on: NaiveDate) {
        let met = match self.registration.petitioners.first() {
            Some(petitioner) if !petitioner.name.is_empty() => petitioner.name.clone(),
            _ => format!("{}村干部", self.village.name),
        };
        let visit = Visit {
            on,
            place: self.registration.place.clone(),
            met,
            companions: self.chance.pick(&phrases::COMPANIONS).to_owned(),
            found: self.chance.pick(&phrases::VISIT_FOUND).to_owned(),
            said: self.chance.pick(&phrases::VISIT_SAID).to_owned(),
            agreed: self.chance.pick(&phrases::VISIT_AGREED).to_owned(),
        };
        let actor = acting(self.handler);
        self.act(on, &actor, Command::Visit(visit));
    }

    fn contact(&mut self, on: NaiveDate) {
        let call = self.sealed || self.chance.percent(70);
        let (kind, with, said) = if call {
            (
                ContactKind::Call,
                "信访人",
                self.chance.pick(&phrases::CALLS),
            )
        } else {
            (
                ContactKind::Meeting,
                "相关单位和村里",
                self.chance.pick(&phrases::MEETINGS),
            )
        };
        let contact = Contact {
            kind,
            on,
            with: with.to_owned(),
            said: said.to_owned(),
        };
        let actor = acting(self.handler);
        self.act(on, &actor, Command::Contact(contact));
    }

    /// Asks the village's informant in, or a county leader where the village has none.
    fn entrust(&mut self, on: NaiveDate) {
        let informants = self
            .county
            .holding(self.village.id, &[Role::VillageInformant]);
        let asked = match informants.first() {
            Some(informant) => informant.id,
            None => {
                let leaders: Vec<_> = self
                    .county
                    .people
                    .iter()
                    .map(|person| &person.officer)
                    .filter(|officer| officer.roles.contains(&Role::CountyLeader))
                    .collect();
                self.chance.pick(&leaders).id
            }
        };
        let already = self
            .commands
            .iter()
            .any(|issued| issued.command == domain::Command::Petition(Command::Entrust(asked)));
        if !already {
            let actor = acting(self.handler);
            self.act(on, &actor, Command::Entrust(asked));
        }
    }

    /// Drafts, signature and delivery, as far as they have happened.
    pub(super) fn answer(&mut self) {
        let handler = acting(self.handler);
        let signatory = acting(self.signatory);
        let mut drafts = 0;
        if let Some(on) = self.dates.drafted {
            // Officers of the discipline channel sign themselves; nobody sends their draft back.
            if !self.sealed && self.chance.percent(12) {
                let first = self.opinion(phrases::FIRST_DRAFT, 0);
                let why = self.chance.pick(&phrases::RETURNED_DRAFTS).to_owned();
                self.act(on, &handler, Command::Draft(first));
                self.act(on, &signatory, Command::ReturnDraft(why));
                drafts = 1;
            }
            let findings = self.matter.findings.clone();
            let opinion = self.opinion(&findings, drafts);
            self.act(on, &handler, Command::Draft(opinion));
        }
        if let Some(on) = self.dates.approved {
            self.act(on, &signatory, Command::Approve(drafts));
        }
        if let Some(on) = self.dates.delivered {
            let delivery = self.delivery(on);
            self.deliver(on, delivery, &handler);
        }
    }

    /// Now and then the delivery is entered the day after it happened, and says so.
    fn deliver(&mut self, on: NaiveDate, mut delivery: Delivery, handler: &Actor) {
        let next = plus(on, 1);
        let signed_by_then =
            self.dates.approved.is_some_and(|approved| approved < on) && self.last_day() < on;
        let nothing_follows =
            self.dates.rated.is_none() && self.dates.closed.is_none_or(|closed| closed > next);
        if signed_by_then && nothing_follows && next <= self.today() && self.chance.percent(12) {
            phrases::LATE_DELIVERY.clone_into(&mut delivery.late_reason);
            self.act(next, handler, Command::Deliver(delivery));
        } else {
            // Where the last step was pushed past midnight, the paper went out that day.
            delivery.on = on.max(self.last_day());
            self.act(on, handler, Command::Deliver(delivery));
        }
    }

    pub(super) fn rate(&mut self) {
        if let Some(on) = self.dates.rated {
            let rating = self.rating();
            self.act(on, &Actor::Petitioner, Command::Rate(rating));
        }
    }

    /// Assigned items are closed by the bureau, which audits them; so are declined ones.
    pub(super) fn close(&mut self) {
        let Some(on) = self.dates.closed else {
            return;
        };
        let (word, actor) = if self.dates.delivered.is_none() {
            (
                phrases::CLOSED_DECLINED,
                if self.sealed {
                    self.handler
                } else {
                    self.bureau_officer
                },
            )
        } else {
            if self.assigned && !self.sealed {
                self.report(on);
            }
            let word = self.chance.pick(&phrases::CLOSINGS);
            (
                word,
                if self.assigned && !self.sealed {
                    self.bureau_officer
                } else {
                    self.handler
                },
            )
        };
        self.act(on, &acting(actor), Command::Close(word.to_owned()));
    }

    /// The closing report the bureau audits.
    fn report(&mut self, on: NaiveDate) {
        let report = ClosingReport {
            done: phrases::REPORTED_DONE.to_owned(),
            result: phrases::REPORTED_RESULT.to_owned(),
            petitioner_says: String::new(),
        };
        let actor = acting(self.handler);
        self.act(
            on,
            &actor,
            Command::Proceed(Proceeding::ReportClosing(report)),
        );
    }

    fn opinion(&mut self, findings: &str, drafts_seen: u16) -> Opinion {
        let answers = (0..)
            .zip(self.matter.answers.iter().zip(&self.matter.outcomes))
            .map(|(demand, (answer, outcome))| Answer {
                demand,
                outcome: *outcome,
                opinion: self.details.fill(answer),
                basis: if self.matter.basis.is_empty() {
                    phrases::BASIS.to_owned()
                } else {
                    self.matter.basis.clone()
                },
            })
            .collect();
        Opinion {
            findings: self.details.fill(findings),
            answers,
            drafts_seen,
        }
    }

    fn delivery(&mut self, on: NaiveDate) -> Delivery {
        let named = self
            .registration
            .petitioners
            .first()
            .map(|petitioner| petitioner.name.clone());
        let receiver = named
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "网上自取".to_owned());
        let refused = self.chance.percent(4).then(|| RefusedSignature {
            cause: phrases::REFUSED_CAUSE.to_owned(),
            witnesses: phrases::WITNESSES.to_owned(),
        });
        let service = self.chance.pick(&[
            Service::InPerson,
            Service::InPerson,
            Service::Post,
            Service::Other,
        ]);
        Delivery {
            service,
            on,
            receiver,
            refused,
            late_reason: String::new(),
            posting: (service == Service::Post).then(|| self.posted(on)),
        }
    }

    /// Under a number that is the item's own, in the shape of the post's thirteen characters.
    pub(super) fn posted(&self, on: NaiveDate) -> Posting {
        let own = self.record.0.as_u128() % 1_000;
        Posting::Numbered(format!("XA{}{own:03}51", on.format("%y%m%d")))
    }

    fn rating(&mut self) -> Rating {
        let mut word = || match self.chance.between(1, 100) {
            1..=58 => Satisfaction::Satisfied,
            59..=85 => Satisfaction::MostlySatisfied,
            _ => Satisfaction::Dissatisfied,
        };
        let (bureau, unit) = (word(), word());
        let mut left = self.chance.between(1, 100);
        let mut comment = "";
        for (words, share) in phrases::COMMENTS {
            comment = words;
            left -= share;
            if left <= 0 {
                break;
            }
        }
        Rating {
            bureau,
            unit,
            comment: comment.to_owned(),
        }
    }
}
