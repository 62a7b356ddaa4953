//! A command in words: for the timeline, for returned work, and to fill a form again with what somebody wrote.

mod levels;
mod proceeding;
mod registration;

use super::attachments::choosing::name_slot;
use super::steps::attach;
use crate::desk::scene::Scene;
use crate::document::prose;
use crate::text::{
    Lang, attachment as files, document as papers, moment, petition as words,
    proceeding as proceedings,
};
use chrono::NaiveDate;
use domain::document::Issuing;
use domain::petition::{
    Attachment, Command, Contact, Delivery, Notice, Opinion, Petition, Posting, Sending, Visit,
};

/// One passage of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Worded {
    /// The slot of the form it belongs to.
    pub slot: String,
    /// Its label.
    pub label: String,
    /// What the form's slot holds.
    pub raw: String,
    /// What people read.
    pub shown: String,
    /// Running text, where words of two people can be laid together; else a decision, where one stands.
    pub prose: bool,
}

/// Collects passages.
struct Lines {
    lang: Lang,
    today: NaiveDate,
    lines: Vec<Worded>,
}

impl Lines {
    fn prose(&mut self, slot: impl Into<String>, label: impl Into<String>, text: &str) {
        self.push(
            slot.into(),
            label.into(),
            text.to_owned(),
            text.to_owned(),
            true,
        );
    }

    fn chosen(
        &mut self,
        slot: impl Into<String>,
        label: impl Into<String>,
        raw: impl Into<String>,
        shown: impl Into<String>,
    ) {
        self.push(slot.into(), label.into(), raw.into(), shown.into(), false);
    }

    fn day(&mut self, slot: &str, label: &str, on: NaiveDate) {
        let shown = moment::day(self.lang, on, self.today);
        self.chosen(slot, label, on.to_string(), shown);
    }

    fn push(&mut self, slot: String, label: String, raw: String, shown: String, prose: bool) {
        self.lines.push(Worded {
            slot,
            label,
            raw,
            shown,
            prose,
        });
    }
}

/// Every passage of `command`; `petition` names the demands an opinion answers.
pub fn worded(scene: Scene, petition: Option<&Petition>, command: &Command) -> Vec<Worded> {
    let lang = scene.lang();
    let mut lines = Lines {
        lang,
        today: scene.today(),
        lines: Vec::new(),
    };
    match command {
        Command::Register(registration) => registration::register(scene, &mut lines, registration),
        Command::Send(sending) => send(scene, &mut lines, sending),
        Command::Object(reason) => lines.prose("reason", words::reason(lang), reason),
        Command::AgreeReturn(reply) | Command::RejectObjection(reply) => {
            lines.prose("reason", words::reply(lang), reply)
        }
        Command::Accept(acceptance) => {
            lines.chosen(
                "path",
                words::path_label(lang),
                words::path(Lang::Zh, acceptance.path),
                words::path(lang, acceptance.path),
            );
            lines.chosen(
                "handler",
                words::handler(lang),
                acceptance.handler.to_string(),
                scene.officer_name(acceptance.handler),
            );
            notice(&mut lines, &acceptance.notice);
            if acceptance.simple {
                lines.chosen("simple", proceedings::simple(lang), "yes", "✓");
            }
        }
        Command::Decline(declining) => {
            lines.prose("reason", words::reason(lang), &declining.reason);
            lines.prose("whose", words::whose_matter(lang), &declining.whose_matter);
            notice(&mut lines, &declining.notice);
        }
        Command::NotAgain(told) => {
            lines.prose("reason", words::reason(lang), &told.reason);
            notice(&mut lines, &told.notice);
        }
        Command::Entrust(officer) => {
            lines.chosen(
                "officer",
                words::entrusted(lang),
                officer.to_string(),
                scene.officer_name(*officer),
            );
        }
        Command::Visit(record) => visit(&mut lines, record),
        Command::Contact(record) => contact(&mut lines, record),
        Command::Draft(opinion) => draft(&mut lines, petition, opinion),
        Command::ReturnDraft(reason) => lines.prose("reason", words::what_to_change(lang), reason),
        Command::Approve(_) => {}
        Command::Deliver(delivery) => deliver(&mut lines, delivery),
        Command::Rate(rating) => {
            lines.chosen(
                "",
                words::rating_bureau(lang),
                "",
                words::satisfaction(lang, rating.bureau),
            );
            lines.chosen(
                "",
                words::rating_unit(lang),
                "",
                words::satisfaction(lang, rating.unit),
            );
            lines.prose("", words::rating(lang), &rating.comment);
        }
        Command::Close(word) => lines.prose("closing", words::closing(lang), word),
        Command::Attach(paper) => attach(&mut lines, paper),
        Command::Judge(judgement) => {
            lines.prose("number", words::number(lang), &judgement.number);
            lines.prose("reason", words::reason(lang), &judgement.reason);
        }
        Command::Proceed(paper) => proceeding::proceeding(scene, &mut lines, paper),
        Command::Issue(issuing) => issue(&mut lines, issuing),
        Command::Review(command) => levels::review(scene, &mut lines, command),
        Command::After(command) => levels::after(&mut lines, command),
        Command::Rights(command) => levels::rights(scene, &mut lines, command),
        Command::Correct(correction) => {
            let passage = words::passage(lang, correction.passage);
            lines.chosen(
                "passage",
                words::corrections(lang),
                words::passage(Lang::Zh, correction.passage),
                passage,
            );
            lines.chosen(
                "was",
                words::was(lang),
                correction.was.clone(),
                correction.was.clone(),
            );
            lines.prose("now", words::now(lang), &correction.now);
            lines.prose("reason", words::reason(lang), &correction.reason);
        }
    }
    lines.lines
}

fn issue(lines: &mut Lines, issuing: &Issuing) {
    let lang = lines.lang;
    let content = &issuing.content;
    lines.chosen(
        "",
        papers::documents(lang),
        "",
        papers::kind(lang, issuing.kind),
    );
    lines.prose("title", papers::title_label(lang), &content.title);
    lines.prose("addressee", papers::addressee(lang), &content.addressee);
    lines.prose("body", papers::body(lang), &prose(&content.paragraphs));
    lines.prose(
        "attachments",
        papers::attachments(lang),
        &content.attachments.join("\n"),
    );
    lines.prose("reason", papers::reason(lang), &issuing.reason);
}

fn send(scene: Scene, lines: &mut Lines, sending: &Sending) {
    let lang = lines.lang;
    lines.chosen(
        "unit",
        words::responsible(lang),
        sending.unit.to_string(),
        scene.unit_name(sending.unit),
    );
    if let Some(assignment) = &sending.assignment {
        lines.prose(
            "requirement",
            words::requirement(lang),
            &assignment.requirement,
        );
        lines.day("feedback", words::feedback_on(lang), assignment.feedback_on);
    }
    lines.prose("note", words::note(lang), &sending.note);
}

fn attach(lines: &mut Lines, paper: &Attachment) {
    let lang = lines.lang;
    lines.prose(name_slot(paper.id), files::name(lang), &paper.name);
    lines.chosen(
        "kind",
        files::kind_label(lang),
        files::kind(Lang::Zh, paper.kind),
        files::kind(lang, paper.kind),
    );
    lines.chosen(
        "about",
        files::belongs_to(lang),
        paper.about.map(attach::value).unwrap_or_default(),
        paper
            .about
            .map(|about| files::about(lang, about))
            .unwrap_or_default(),
    );
    lines.chosen(
        "size",
        files::size_label(lang),
        paper.bytes.to_string(),
        files::size(paper.bytes),
    );
}

fn notice(lines: &mut Lines, notice: &Notice) {
    let lang = lines.lang;
    lines.chosen(
        "service",
        words::notice_service(lang),
        words::service(Lang::Zh, notice.service),
        words::service(lang, notice.service),
    );
    lines.day("served", words::notice_on(lang), notice.on);
}

fn visit(lines: &mut Lines, visit: &Visit) {
    let lang = lines.lang;
    lines.day("on", words::visited_on(lang), visit.on);
    lines.prose("place", words::visit_place(lang), &visit.place);
    lines.prose("met", words::met(lang), &visit.met);
    lines.prose("companions", words::companions(lang), &visit.companions);
    lines.prose("found", words::found(lang), &visit.found);
    lines.prose("said", words::said(lang), &visit.said);
    lines.prose("agreed", words::agreed(lang), &visit.agreed);
}

fn contact(lines: &mut Lines, contact: &Contact) {
    let lang = lines.lang;
    lines.chosen(
        "kind",
        words::contact_kind_label(lang),
        words::contact_kind(Lang::Zh, contact.kind),
        words::contact_kind(lang, contact.kind),
    );
    lines.day("on", words::contact_on(lang), contact.on);
    lines.prose("with", words::contact_with(lang), &contact.with);
    lines.prose("said", words::contact_said(lang), &contact.said);
}

fn draft(lines: &mut Lines, petition: Option<&Petition>, opinion: &Opinion) {
    let lang = lines.lang;
    lines.prose("findings", words::findings(lang), &opinion.findings);
    for answer in &opinion.answers {
        let nth = answer.demand;
        let demand =
            petition.and_then(|petition| petition.registration.demands.get(usize::from(nth)));
        let head = match demand {
            Some(demand) => {
                let begins: String = demand.chars().take(20).collect();
                words::demand_named(lang, nth + 1, &begins)
            }
            None => words::demand_number(lang, nth + 1),
        };
        lines.chosen(
            format!("outcome{nth}"),
            head.clone(),
            words::outcome(Lang::Zh, answer.outcome),
            words::outcome(lang, answer.outcome),
        );
        lines.prose(
            format!("opinion{nth}"),
            words::opinion(lang),
            &answer.opinion,
        );
        lines.prose(format!("basis{nth}"), words::basis(lang), &answer.basis);
    }
}

fn deliver(lines: &mut Lines, delivery: &Delivery) {
    let lang = lines.lang;
    lines.chosen(
        "service",
        words::service_label(lang),
        words::service(Lang::Zh, delivery.service),
        words::service(lang, delivery.service),
    );
    lines.day("on", words::served_on(lang), delivery.on);
    lines.prose("late", words::late_reason(lang), &delivery.late_reason);
    match &delivery.posting {
        Some(Posting::Numbered(number)) => {
            lines.prose("postnumber", words::post_number(lang), number);
        }
        Some(Posting::Unnumbered(why)) => lines.prose("unnumbered", words::unnumbered(lang), why),
        None => {}
    }
    lines.prose("receiver", words::receiver(lang), &delivery.receiver);
    if let Some(refused) = &delivery.refused {
        lines.chosen("refused", words::refused_signature(lang), "yes", "✓");
        lines.prose("cause", words::refused_cause(lang), &refused.cause);
        lines.prose("witnesses", words::witnesses(lang), &refused.witnesses);
    }
}
