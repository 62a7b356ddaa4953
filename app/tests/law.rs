//! `docs/law.md` is written from the tables and kept true: who may do what, when, where, by which
//! article, and how long each limit is. `HUIYIN_BLESS=1 cargo test -p app --test law` writes it anew.

use app::text::{Lang, deadline, document, petition, policy as words};
use domain::deadline::{Days, StartFact, Term, row};
use domain::document::{DocumentKind, DocumentRow, Need, table as documents};
use domain::duty::Part;
use domain::petition::{State, Step, review, table};
use domain::policy::{self, Norm};
use domain::steps::{Place, Row};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

fn part(part: Part) -> &'static str {
    match part {
        Part::Registrar => "登记员",
        Part::Bureau => "信访局",
        Part::Handler => "责任单位承办人",
        Part::UnitHead => "责任单位负责人",
        Part::Discipline => "纪检通道",
        Part::Petitioner => "信访人",
        Part::CoHandler => "会办单位承办人",
        Part::Inspector => "督查",
        Part::ReviewOffice => "复查复核办",
        Part::ReviewHead => "复查复核机关负责人",
    }
}

fn start(start: StartFact) -> &'static str {
    match start {
        StartFact::Registered => "登记之日",
        StartFact::Received => "收到之日",
        StartFact::Transferred => "收到转送、交办之日",
        StartFact::Accepted => "受理之日",
        StartFact::OpinionDelivered => "处理意见送达之日",
        StartFact::AnswerDelivered => "答复送达之日",
        StartFact::ReviewRequested => "收到复查请求之日",
        StartFact::ReviewDelivered => "复查意见送达之日",
        StartFact::RecheckRequested => "收到复核请求之日",
        StartFact::Assigned => "交办之日",
        StartFact::Urged => "督办之日",
        StartFact::ActKnown => "知道行政行为之日",
        StartFact::HarmKnown => "知道权利被侵害之日",
        StartFact::RouteTaken => "该途径受理之日",
        StartFact::DutyAsked => "提出申请之日",
        StartFact::RatedDissatisfied => "作出不满意评价之日",
        StartFact::Closed => "办结之日",
    }
}

fn step_line(row: &Row<State, Step>) -> String {
    let when = row.when.map_or("（尚未登记）", |state| {
        petition::state(Lang::Zh, state)
    });
    let place = match row.place {
        Place::Online => "联网",
        Place::Anywhere => "离线也可",
    };
    let to = petition::state(Lang::Zh, row.to);
    format!(
        "| {when} | {} | {} | {to} | {place} | {} |",
        part(row.who),
        petition::step(Lang::Zh, row.step),
        row.article
    )
}

fn level_line(row: &Row<review::Stage, Step>) -> String {
    let stage = |stage| app::text::review::stage(Lang::Zh, stage);
    let when = row.when.map_or("（没有正在进行的）", stage);
    let place = match row.place {
        Place::Online => "联网",
        Place::Anywhere => "离线也可",
    };
    format!(
        "| {when} | {} | {} | {} | {place} | {} |",
        part(row.who),
        petition::step(Lang::Zh, row.step),
        stage(row.to),
        row.article
    )
}

fn document_line(row: &DocumentRow) -> String {
    let after = match row.need {
        Need::After(step) => petition::step(Lang::Zh, step),
        Need::Signed if row.who == Part::ReviewOffice => petition::step(Lang::Zh, Step::SignReview),
        Need::Signed => petition::step(Lang::Zh, Step::Approve),
        Need::Registered => "（登记后随时）",
        Need::Responsible => "（有责任单位后随时）",
    };
    format!(
        "| {} | {after} | {} | {} | {} |",
        document::kind(Lang::Zh, row.kind),
        part(row.who),
        row.kind.mark(),
        row.article
    )
}

/// Every kind that no row issues, which the list must not pass over in silence.
fn kinds_without_a_row() -> String {
    let names: Vec<&str> = DocumentKind::ALL
        .iter()
        .filter(|kind| !documents().iter().any(|row| row.kind == **kind))
        .map(|kind| document::kind(Lang::Zh, *kind))
        .collect();
    names.join("、")
}

fn term_line(term: Term) -> String {
    let row = row(term);
    let kind = match row.kind {
        Days::Calendar => "日",
        Days::Working => "个工作日",
        Days::Months => "个月",
    };
    let extension = match row.extension {
        0 => "–".to_owned(),
        days => format!("{days}{kind}，一次，由单位负责人批准"),
    };
    let policy = if row.policy.is_some() {
        "县里可定"
    } else {
        "法定"
    };
    // A row of 0 days stands for the day that a paper names.
    let length = match row.days {
        0 => "到文书写明的那天".to_owned(),
        days => format!("{days}{kind}"),
    };
    format!(
        "| {} | {length} | {} | {extension} | {} | {policy} |",
        deadline::term(Lang::Zh, term),
        start(row.start),
        row.article
    )
}

fn norm_line(norm: Norm) -> String {
    let row = policy::row(norm);
    let value = |value| words::value(Lang::Zh, norm, value);
    format!(
        "| {} | {} | {} – {} | {} |",
        words::norm(Lang::Zh, norm),
        value(row.value),
        value(row.least),
        value(row.most),
        words::source(Lang::Zh, row.source)
    )
}

fn written() -> String {
    let mut text = String::from(
        "# The law in the tables\n\nWritten from `domain/src/petition/steps.rs`, `domain/src/document/needs.rs` and `domain/src/deadline/terms.rs` by a test; \
         edit those, never this. 条例 is 信访工作条例, in force since 2022-05-01.\n\n\
         Read against the full text: every number of 条例 here; 行政复议法 20, 62; 行政诉讼法 46, 47, 81; \
         劳动争议调解仲裁法 27, 43; 农村土地承包经营纠纷调解仲裁法 18, 47; 档案法 14; 民事诉讼法 152 by the articles after it. \
         Not read against a text yet: 国信发〔2022〕11号, 国信办发〔2022〕17号, 民法典 188, 203, 1005, 等保2.0.\n\n\
         ## 谁在什么时候可以做什么 · Who may do what, when\n\n\
         | 状态 | 谁 | 可以 | 之后 | 在哪里 | 依据 |\n|---|---|---|---|---|---|\n",
    );
    for row in table() {
        writeln!(text, "{}", step_line(row)).expect("a string takes what it is given");
    }
    text.push_str(
        "\n## 复查、复核：谁在什么时候可以做什么 · Review and recheck: who may do what, when\n\n\
         | 这一级 | 谁 | 可以 | 之后 | 在哪里 | 依据 |\n|---|---|---|---|---|---|\n",
    );
    for row in review::table() {
        writeln!(text, "{}", level_line(row)).expect("a string takes what it is given");
    }
    text.push_str(
        "\n## 文书：出自哪一步 · Documents: which step each comes from\n\n\
         | 文书 | 哪一步之后 | 谁制发 | 代字 | 依据 |\n|---|---|---|---|---|\n",
    );
    for row in documents() {
        writeln!(text, "{}", document_line(row)).expect("a string takes what it is given");
    }
    let without = kinds_without_a_row();
    if !without.is_empty() {
        writeln!(
            text,
            "\nShipped as texts, issued by no step yet · 有文本，还没有哪一步制发：{without}"
        )
        .expect("a string takes what it is given");
    }
    text.push_str(
        "\n## 期限 · Limits\n\n| 期限 | 多长 | 从哪天起 | 延长 | 依据 | 谁定 |\n|---|---|---|---|---|---|\n",
    );
    for term in Term::ALL.iter().copied() {
        writeln!(text, "{}", term_line(term)).expect("a string takes what it is given");
    }
    text.push_str(
        "\nThe start day is not counted; a limit that ends on a rest day ends on the next working day \
         (by analogy with 民法典 201, 203).\n\n\
         ## 县里规定 · What the county rules itself\n\n\
         As shipped; an administrator changes a value with the day it holds from and the reason, and every \
         limit is counted by the value of the day it started.\n\n\
         | 规定 | 出厂值 | 可定范围 | 参照 |\n|---|---|---|---|\n",
    );
    for norm in Norm::ALL.iter().copied() {
        writeln!(text, "{}", norm_line(norm)).expect("a string takes what it is given");
    }
    text
}

#[test]
fn the_printed_law_is_the_law() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/law.md");
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        fs::write(&path, written()).expect("a written law");
    }
    let kept = fs::read_to_string(&path).expect("docs/law.md");
    assert!(
        kept == written(),
        "docs/law.md tells another law: HUIYIN_BLESS=1 writes it; read the difference"
    );
}

/// The sabotage: a row that changes its article, its place or its target changes what is printed.
#[test]
fn a_changed_row_is_seen() {
    let row = table().first().copied().expect("a row");
    for changed in [
        Row {
            article: "条例 99",
            ..row
        },
        Row {
            place: Place::Online,
            ..row
        },
        Row {
            to: State::Closed,
            ..row
        },
        Row {
            who: Part::Petitioner,
            ..row
        },
    ] {
        assert_ne!(step_line(&changed), step_line(&row));
    }
}
