//! 受理, 不予受理 and 请人协助.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::place::Place;
use crate::parts::field::{Choice, choices, day, kind, kinds, line, select, text, tick};
use crate::parts::form::{Form, Rule, Slot};
use crate::text::{alike, form as hints, moment, petition as words, proceeding};
use domain::Field;
use domain::duty::Role;
use domain::ids::UnitId;
use domain::organisation::Colleague;
use domain::petition::{
    Acceptance, Command, Declining, NotAgain, Notice, Path, Purpose, Service, fits, repeats_ended,
};
use leptos::prelude::*;

/// How and when the written notice reached the petitioner (23).
struct NoticeSlots {
    service: Slot,
    served: Slot,
}

impl NoticeSlots {
    fn of(form: Form, act: &Act) -> NoticeSlots {
        let lang = form.lang();
        let first = Some(act.petition.registration.received_on);
        NoticeSlots {
            service: form.slot(
                "service",
                words::notice_service(lang),
                Rule::choice(Field::Comment),
                "",
            ),
            served: form.slot(
                "served",
                words::notice_on(lang),
                Rule::day(Field::NoticeOn, first),
                form.today().to_string(),
            ),
        }
    }

    fn fields(&self, form: Form) -> AnyView {
        view! { {choices(form, self.service, kinds(form, Service::ALL, words::service))}{day(form, self.served)} }.into_any()
    }

    fn notice(&self) -> Option<Notice> {
        Some(Notice {
            service: kind(self.service, Service::ALL, words::service)?,
            on: self.served.day()?,
        })
    }
}

/// 受理: the path, who handles it, and the notice.
pub fn accept(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let sealed = act.petition.is_sealed();
    let paths: Vec<Path> = Path::ALL
        .iter()
        .copied()
        .filter(|path| (*path == Path::Discipline) == sealed)
        .filter(|path| fits(act.petition.registration.purpose, *path))
        .collect();
    let me = untrack(|| scene.officer());
    let unit = act
        .petition
        .responsible
        .or_else(|| me.as_ref().map(|officer| officer.unit));
    let usual = if sealed {
        Path::Discipline
    } else if act.petition.registration.purpose == Purpose::Opinion {
        Path::Advice
    } else {
        Path::PetitionProcedure
    };
    let myself = me.map(|officer| officer.id.to_string()).unwrap_or_default();
    let path = form
        .slot(
            "path",
            words::path_label(lang),
            Rule::choice(Field::Class),
            words::path(crate::text::Lang::Zh, usual),
        )
        .hinted(hints::path_hint(lang));
    let handler = form.slot(
        "handler",
        words::handler(lang),
        Rule::choice(Field::Handler),
        myself,
    );
    let rule = Rule::choice(Field::Note).optional();
    let simple = form.slot("simple", proceeding::simple(lang), rule, "");
    let notice = NoticeSlots::of(form, &act);
    let inside = view! {
        <div class="group">
            {choices(form, path, kinds(form, &paths, words::path))}
            {select(form, handler, vec![(String::new(), serving(&act, unit))])}
            {(!sealed && !act.petition.is_assigned()).then(|| tick(form, simple))}
            {notice.fields(form)}
        </div>
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || {
            Some(Command::Accept(Acceptance {
                path: kind(path, Path::ALL, words::path)?,
                handler: handler.value().parse().ok()?,
                notice: notice.notice()?,
                simple: !simple.value().is_empty(),
            }))
        },
    )
}

/// 不予受理: why, whose matter it is, and the notice.
pub fn decline(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let reason = form.slot("reason", words::reason(lang), Rule::text(Field::Reason), "");
    let whose = form.slot(
        "whose",
        words::whose_matter(lang),
        Rule::line(Field::WhoseMatter),
        "",
    );
    let notice = NoticeSlots::of(form, &act);
    let inside = view! {
        <div class="group">
            {text(form, reason)}
            {line(form, whose)}
            {notice.fields(form)}
        </div>
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || {
            Some(Command::Decline(Declining {
                reason: reason.value(),
                whose_matter: whose.value(),
                notice: notice.notice()?,
            }))
        },
    )
}

/// 不再受理: why, and the notice; the item whose road has ended was linked before.
pub fn not_again(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let judged = repeats_ended(&act.petition);
    let ended = judged.map(|judgement| judgement.other);
    let named = judged.map(|judgement| {
        let day = judgement.ended_on.map(|on| moment::full_day(lang, on));
        let told = alike::road_ended(lang, &day.unwrap_or_default());
        view! {
            <p class="soon-word">
                <a href=Place::Petition(judgement.other).path()>{alike::ended_item(lang)}" "{judgement.number.clone()}</a>
                "："{told}
            </p>
        }
    });
    let reason = form.slot("reason", words::reason(lang), Rule::text(Field::Reason), "");
    let notice = NoticeSlots::of(form, &act);
    let inside = view! {
        <div class="group">
            {named}
            {text(form, reason)}
            {notice.fields(form)}
        </div>
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || {
            Some(Command::NotAgain(NotAgain {
                ended: ended?,
                reason: reason.value(),
                notice: notice.notice()?,
            }))
        },
    )
}

/// 请人协助: whom; they will see the whole petition.
pub fn entrust(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let officer = form
        .slot(
            "officer",
            hints::entrust_whom(lang),
            Rule::choice(Field::Officer),
            "",
        )
        .hinted(hints::entrust_hint(lang));
    let inside = view! { <div class="group">{select(form, officer, helpful(&act))}</div> };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || Some(Command::Entrust(officer.value().parse().ok()?)),
    )
}

fn named(colleague: &Colleague) -> Choice {
    (colleague.id.to_string(), colleague.name.clone())
}

/// Those who serve in the responsible unit.
fn serving(act: &Act, unit: Option<UnitId>) -> Vec<Choice> {
    act.scene.device.directory.with_untracked(|directory| {
        let serving = directory
            .officers()
            .iter()
            .filter(|colleague| Some(colleague.unit) == unit);
        serving.map(named).collect()
    })
}

/// Those who may be asked in, by unit; administrators read no cases.
fn helpful(act: &Act) -> Vec<(String, Vec<Choice>)> {
    let reads_cases = |colleague: &&Colleague| {
        let posts = [
            Role::Handler,
            Role::UnitHead,
            Role::TownshipCadre,
            Role::VillageInformant,
            Role::CountyLeader,
            Role::ReviewOfficer,
        ];
        colleague.roles.iter().any(|role| posts.contains(role))
            && !act.petition.entrusted.contains(&colleague.id)
    };
    act.scene.device.directory.with_untracked(|directory| {
        let of = |unit: UnitId| {
            let people = directory
                .officers()
                .iter()
                .filter(move |colleague| colleague.unit == unit);
            people.filter(reads_cases).map(named).collect::<Vec<_>>()
        };
        let units = directory
            .units()
            .iter()
            .map(|unit| (unit.name.clone(), of(unit.id)));
        units.filter(|(_, people)| !people.is_empty()).collect()
    })
}
