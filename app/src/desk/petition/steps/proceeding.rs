//! Procedural steps: each form is a short list of questions, and one command made of the answers.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::scene::Scene;
use crate::parts::field::{Choice, choices, count, day, kind, kinds, line, select, text, tick};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::text::{Lang, petition as words, proceeding as texts};
use chrono::NaiveDate;
use domain::Field;
use domain::ids::UnitId;
use domain::petition::{
    ClosingReport, Command, Contest, EXTENSION_DAYS, ExtensionGrant, ExtensionRequest, Guidance,
    JointHandling, Notice, Proceeding, Route, RouteOutcome, RouteTaken, Service, SettledBy,
    Settlement, Standing, Step, Talks, UrgedBy, UrgentReport, Urging, UrgingAnswer,
};
use leptos::prelude::*;

/// How many units one form names at most; the step can be taken again for more.
const UNITS: usize = 3;

/// The form as it grows: its fields in order, and their views.
struct Questions {
    form: Form,
    lang: Lang,
    views: Vec<AnyView>,
}

impl Questions {
    fn text(&mut self, name: &'static str, label: &'static str, field: Field) -> Slot {
        let slot = self.form.slot(name, label, Rule::text(field), "");
        self.views.push(text(self.form, slot));
        slot
    }

    fn text_or_none(&mut self, name: &'static str, label: &'static str, field: Field) -> Slot {
        let slot = self
            .form
            .slot(name, label, Rule::text(field).optional(), "");
        self.views.push(text(self.form, slot));
        slot
    }

    fn line(&mut self, name: &'static str, label: &'static str, field: Field) -> Slot {
        let slot = self.form.slot(name, label, Rule::line(field), "");
        self.views.push(line(self.form, slot));
        slot
    }

    fn days(&mut self, label: &'static str, start: u16) -> Slot {
        let rule = Rule::new(Field::Days, Shape::Count, true);
        let slot = self.form.slot("days", label, rule, start.to_string());
        let slot = slot.hinted(texts::extension_hint(self.lang));
        self.views.push(count(self.form, slot));
        slot
    }

    /// A day up to today, today unless somebody says otherwise.
    fn day(&mut self, name: &'static str, label: &'static str, field: Field) -> Slot {
        let today = self.form.today().to_string();
        let slot = self.form.slot(name, label, Rule::day(field, None), today);
        self.views.push(day(self.form, slot));
        slot
    }

    fn kinds<T: Copy>(
        &mut self,
        name: &'static str,
        label: &'static str,
        all: &[T],
        word: fn(Lang, T) -> &'static str,
    ) -> Slot {
        let start = match all {
            [only] => word(Lang::Zh, *only),
            _ => "",
        };
        let slot = self
            .form
            .slot(name, label, Rule::choice(Field::Comment), start);
        self.views
            .push(choices(self.form, slot, kinds(self.form, all, word)));
        slot
    }

    /// Up to [`UNITS`] units; the first `needed` must be chosen.
    fn units(&mut self, act: &Act, needed: usize, start: Option<UnitId>) -> Vec<Slot> {
        (0..UNITS)
            .map(|nth| {
                let rule = Rule::choice(Field::Units);
                let rule = if nth < needed { rule } else { rule.optional() };
                let start = start.filter(|_| nth == 0).map(|unit| unit.to_string());
                let name = format!("unit{nth}");
                let label = texts::unit_number(self.lang, nth + 1);
                let slot = self.form.slot(name, label, rule, start.unwrap_or_default());
                self.views
                    .push(select(self.form, slot, super::send::units(act)));
                slot
            })
            .collect()
    }

    fn notice(&mut self) -> (Slot, Slot) {
        let service = self.kinds(
            "service",
            words::notice_service(self.lang),
            Service::ALL,
            words::service,
        );
        let served = self.day("served", words::notice_on(self.lang), Field::NoticeOn);
        (service, served)
    }
}

fn notice((service, served): (Slot, Slot)) -> Option<Notice> {
    Some(Notice {
        service: kind(service, Service::ALL, words::service)?,
        on: served.day()?,
    })
}

fn chosen(units: &[Slot]) -> Vec<UnitId> {
    units
        .iter()
        .filter_map(|slot| slot.value().parse().ok())
        .collect()
}

/// What is asked, and the paper made of the answers.
type Made = Box<dyn Fn() -> Option<Proceeding>>;

/// The form of a procedural step.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let mut questions = Questions {
        form,
        lang,
        views: Vec::new(),
    };
    let made = asked(&act, &mut questions);
    let beside = beside(scene, &act);
    let inside = view! { {beside}<div class="group">{questions.views}</div> };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || made().map(Command::Proceed),
    )
}

/// What the answer stands beside: the extension asked for, the urgings, the report.
fn beside(scene: Scene, act: &Act) -> Option<AnyView> {
    let lang = scene.lang();
    let (head, said) = match act.step {
        Step::GrantExtension | Step::RefuseExtension => match act.petition.extension() {
            Standing::Asked(request) => (
                texts::extension_asked(lang, request.days),
                request.reason.clone(),
            ),
            _ => return None,
        },
        Step::ReturnReport => {
            let report = act.petition.closing_report()?;
            let head = words::done(lang, Step::ReportClosing).to_owned();
            (head, format!("{}\n{}", report.done, report.result))
        }
        _ => return None,
    };
    Some(view! { <div class="card"><h2>{head}</h2><p class="prose">{said}</p></div> }.into_any())
}

fn asked(act: &Act, ask: &mut Questions) -> Made {
    match act.step {
        Step::RequestExtension | Step::GrantExtension => extension(act, ask),
        Step::TellExtension => {
            let told = ask.notice();
            Box::new(move || Some(Proceeding::TellExtension(notice(told)?)))
        }
        Step::Guide => guide(act, ask),
        Step::RecordTaken | Step::RecordOutcome => route(act, ask),
        Step::ReportClosing => report_closing(ask),
        Step::ContestCompetence | Step::RecordTalks => competence(act, ask),
        Step::SettleCompetence => settle(act, ask),
        Step::JoinUnits => join(act, ask),
        Step::ReportUrgent => report_urgent(ask),
        Step::Urge => urge(ask),
        Step::AnswerUrging => answer_urging(act, ask),
        _ => reason(act, ask),
    }
}

/// Steps that are one text.
fn reason(act: &Act, ask: &mut Questions) -> Made {
    let step = act.step;
    let field = if step == Step::GivePart {
        Field::Answer
    } else {
        Field::Reason
    };
    let said = ask.text("reason", texts::reason(ask.lang, step), field);
    Box::new(move || {
        let said = said.value();
        Some(match step {
            Step::RefuseExtension => Proceeding::RefuseExtension(said),
            Step::ReturnReport => Proceeding::ReturnReport(said),
            Step::TurnOrdinary => Proceeding::TurnOrdinary(said),
            _ => Proceeding::GivePart(said),
        })
    })
}

fn extension(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    if act.step == Step::RequestExtension {
        let days = ask.days(texts::extension_days(lang), EXTENSION_DAYS);
        let reason = ask.text("reason", texts::extension_reason(lang), Field::Reason);
        return Box::new(move || {
            Some(Proceeding::RequestExtension(ExtensionRequest {
                days: days.value().parse().ok()?,
                reason: reason.value(),
            }))
        });
    }
    let asked = match act.petition.extension() {
        Standing::Asked(request) => request.days,
        _ => EXTENSION_DAYS,
    };
    let days = ask.days(texts::granted_days(lang), asked);
    let note = ask.text_or_none("note", texts::note_to_handler(lang), Field::Note);
    Box::new(move || {
        Some(Proceeding::GrantExtension(ExtensionGrant {
            days: days.value().parse().ok()?,
            note: note.value(),
        }))
    })
}

fn guide(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let path = act.petition.acceptance.as_ref().map(|taken| taken.path);
    let routes: Vec<Route> = Route::ALL
        .iter()
        .copied()
        .filter(|route| Some(route.path()) == path)
        .collect();
    let route = ask.kinds("route", texts::route_label(lang), &routes, texts::route);
    let authority = ask.line("authority", texts::authority(lang), Field::Authority);
    let told = ask.text("told", texts::told(lang), Field::Reason);
    let rule = Rule::day(Field::KnownOn, None).optional();
    let known = ask.form.slot("known", texts::known_on(lang), rule, "");
    let known = known.hinted(texts::known_hint(lang));
    ask.views.push(day(ask.form, known));
    let served = ask.notice();
    Box::new(move || {
        Some(Proceeding::Guide(Guidance {
            route: kind(route, Route::ALL, texts::route)?,
            authority: authority.value(),
            told: told.value(),
            known_on: known.day(),
            notice: notice(served)?,
        }))
    })
}

fn route(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    if act.step == Step::RecordTaken {
        let on = ask.day("on", texts::taken_on(lang), Field::TakenOn);
        let by = ask.line("by", texts::taken_by(lang), Field::Authority);
        return Box::new(move || {
            Some(Proceeding::RecordTaken(RouteTaken {
                on: on.day()?,
                by: by.value(),
            }))
        });
    }
    let on = ask.day("on", texts::decided_on(lang), Field::DecidedOn);
    let decided = ask.text("decided", texts::decided(lang), Field::Decision);
    Box::new(move || {
        Some(Proceeding::RecordOutcome(RouteOutcome {
            on: on.day()?,
            decided: decided.value(),
        }))
    })
}

fn report_closing(ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let done = ask.text("done", texts::done(lang), Field::Done);
    let result = ask.text("result", texts::result(lang), Field::Result);
    let says = ask.text_or_none("says", texts::petitioner_says(lang), Field::Said);
    Box::new(move || {
        Some(Proceeding::ReportClosing(ClosingReport {
            done: done.value(),
            result: result.value(),
            petitioner_says: says.value(),
        }))
    })
}

fn competence(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    if act.step == Step::ContestCompetence {
        let units = ask.units(act, 2, act.petition.responsible);
        let question = ask.text("question", texts::question(lang), Field::Reason);
        return Box::new(move || {
            Some(Proceeding::ContestCompetence(Contest {
                units: chosen(&units),
                question: question.value(),
            }))
        });
    }
    let on = ask.day("on", texts::decided_on(lang), Field::DecidedOn);
    let said = ask.text("said", texts::talks(lang), Field::Said);
    Box::new(move || {
        Some(Proceeding::RecordTalks(Talks {
            on: on.day()?,
            said: said.value(),
        }))
    })
}

fn settle(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let by = ask.kinds(
        "by",
        texts::settled_label(lang),
        SettledBy::ALL,
        texts::settled_by,
    );
    let authority = ask.line(
        "authority",
        texts::settled_authority(lang),
        Field::Authority,
    );
    let on = ask.day("on", texts::decided_on(lang), Field::DecidedOn);
    let unit = ask.form.slot(
        "unit",
        words::responsible(lang),
        Rule::choice(Field::Unit),
        "",
    );
    ask.views
        .push(select(ask.form, unit, super::send::units(act)));
    let decision = ask.text("decision", texts::decision(lang), Field::Decision);
    Box::new(move || {
        Some(Proceeding::SettleCompetence(Settlement {
            by: kind(by, SettledBy::ALL, texts::settled_by)?,
            authority: authority.value(),
            on: on.day()?,
            unit: unit.value().parse().ok()?,
            decision: decision.value(),
        }))
    })
}

fn join(act: &Act, ask: &mut Questions) -> Made {
    let units = ask.units(act, 1, None);
    let split = ask.text("split", texts::split(ask.lang), Field::Requirement);
    Box::new(move || {
        Some(Proceeding::JoinUnits(JointHandling {
            units: chosen(&units),
            split: split.value(),
        }))
    })
}

fn report_urgent(ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let to = ask.line("to", texts::urgent_to(lang), Field::Receiver);
    let on = ask.day("on", texts::urgent_on(lang), Field::ReportedOn);
    let what = ask.text("what", texts::urgent_what(lang), Field::Found);
    let done = ask.text_or_none("done", texts::urgent_done(lang), Field::Done);
    let rule = Rule::choice(Field::Note).optional();
    let follows = ask.form.slot("follows", texts::follows(lang), rule, "");
    ask.views.push(tick(ask.form, follows));
    Box::new(move || {
        Some(Proceeding::ReportUrgent(UrgentReport {
            to: to.value(),
            on: on.day()?,
            what: what.value(),
            done: done.value(),
            follows: !follows.value().is_empty(),
        }))
    })
}

fn urge(ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let by = ask.kinds(
        "by",
        texts::urged_label(lang),
        UrgedBy::ALL,
        texts::urged_by,
    );
    let instruction = ask.text_or_none("instruction", texts::instruction(lang), Field::Note);
    let demand = ask.text("demand", texts::demand(lang), Field::Requirement);
    let shape = Shape::Day {
        first: Some(ask.form.today()),
        future: true,
    };
    let rule = Rule::new(Field::FeedbackOn, shape, true);
    let until = ask.form.slot("until", texts::answer_by(lang), rule, "");
    ask.views.push(day(ask.form, until));
    Box::new(move || {
        Some(Proceeding::Urge(Urging {
            by: kind(by, UrgedBy::ALL, texts::urged_by)?,
            instruction: instruction.value(),
            demand: demand.value(),
            answer_by: until.day()?,
        }))
    })
}

fn answer_urging(act: &Act, ask: &mut Questions) -> Made {
    let lang = ask.lang;
    let urgings = act.petition.urgings();
    let open: Vec<Choice> = urgings
        .iter()
        .zip(0u16..)
        .filter(|((_, _, answered), _)| answered.is_none())
        .map(|((urging, on, _), nth)| {
            (
                nth.to_string(),
                urging_words(lang, nth, &urging.demand, *on),
            )
        })
        .collect();
    let first = open.first().map(|(nth, _)| nth.clone()).unwrap_or_default();
    let rule = Rule::choice(Field::Comment);
    let which = ask
        .form
        .slot("which", texts::which_urging(lang), rule, first);
    ask.views.push(choices(ask.form, which, open));
    let done = ask.text("done", texts::done(lang), Field::Done);
    Box::new(move || {
        Some(Proceeding::AnswerUrging(UrgingAnswer {
            nth: which.value().parse().ok()?,
            done: done.value(),
        }))
    })
}

fn urging_words(lang: Lang, nth: u16, demand: &str, on: NaiveDate) -> String {
    let short: String = demand.chars().take(30).collect();
    format!("{} · {on} · {short}", texts::urging_number(lang, nth + 1))
}
