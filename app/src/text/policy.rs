//! What the county rules itself: each norm by name, its value in words, and why a change is not taken.

use crate::text::{Lang, texts, words};
use domain::deadline::CalendarFlaw;
use domain::policy::{Flaw, Measure, Norm, Source, row};

words! {
    norm(Norm) {
        RestDayEnd: "期限末日遇休息日顺延", "A limit that ends on a rest day moves to the next working day";
        SendShare: "15 日内信访局转送交办的用时", "Of the 15 days, the bureau's share to send the item on";
        NoticeShare: "15 日内责任单位告知的用时", "Of the 15 days, the unit's share to tell the petitioner";
        GroupVisit: "集体访人数（达到即算）", "A visit is a group visit from so many people";
        RatingDays: "群众评价期限", "Time for the petitioner to rate";
        RatingReminder: "答复后多久提醒评价", "When the petitioner is reminded to rate";
        WarningHalf: "首次提醒（已用期限）", "First warning (share of the limit used)";
        WarningThreeQuarters: "再次提醒（已用期限）", "Second warning (share of the limit used)";
        WarningUrgent: "催办（已用期限）", "Urging (share of the limit used)";
        WarningLast: "最后警示（已用期限）", "Last warning (share of the limit used)";
        FollowUpDays: "办结后多久内回访", "Follow-up visit within, after closing";
        SecondLookDays: "评价不满意后多久内重新核查", "The unit head looks again within, after a rating of dissatisfied";
        ExecutionDays: "支持的诉求多久内落实", "What was supported is carried out within";
        RetentionYears: "一般案卷保管年限", "How long an ordinary file is kept";
        RetentionMinorYears: "简易案卷保管年限", "How long a minor file is kept";
        IdleLock: "平板闲置最多多久锁定", "An idle tablet locks after at most";
        LeaseDays: "平板多久必须联系局里一次", "A tablet must reach the bureau within";
    }
}

/// Where a norm comes from.
pub fn source(lang: Lang, source: Source) -> String {
    match source {
        Source::Regulations(article) => by_regulations(lang, article),
        Source::CivilCode(article) => by_civil_code(lang, article),
        Source::Evaluation => "国信发〔2022〕11号".to_owned(),
        Source::County => by_county(lang).to_owned(),
        Source::Archives => by_archives(lang).to_owned(),
        Source::LevelProtection => by_level_protection(lang).to_owned(),
    }
}

texts! {
    by_regulations(article: u16): "条例第 {article} 条", "Regulations art. {article}";
    by_civil_code(article: u16): "参照民法典第 {article} 条", "after art. {article} of the Civil Code";
    by_county: "县里规定", "the county's own rule";
    by_archives: "县档案馆规定", "rule of the county's archive";
    by_level_protection: "等保 2.0", "protection of networks by levels, 2.0";
    days(n: u32): "{n} 天", "{n} days";
    minutes(n: u32): "{n} 分钟", "{n} minutes";
    years(n: u32): "{n} 年", "{n} years";
    people(n: u32): "{n} 人", "{n} people";
    percent(n: u32): "{n}%", "{n}%";
    yes: "是", "yes";
    no: "否", "no";

    // The page.
    rules: "县里的规定", "The county's rules";
    rules_intro: "条例没有定死、由县里定的数都在这里。改动写明从哪天起和为什么，旧的留着；已经走起来的期限按起算那天的规定算。", "What the Regulations leave to the county. A change says from which day and why; the old values stay, and a limit that already runs is counted by the rule of the day it started.";
    history(n: usize): "改过 {n} 次", "changed {n} times";
    shipped(value: &str): "出厂：{value}", "as shipped: {value}";
    since(day: &str, value: &str): "从 {day}起：{value}", "since {day}: {value}";
    planned(day: &str, value: &str): "将从 {day}起：{value}", "from {day} on: {value}";
    entered(who: &str, at: &str): "{who} · {at} 录入", "entered by {who}, {at}";
    change: "修改", "Change";
    new_value: "新的数", "New value";
    switch_hint: "1 是，0 否。", "1 is yes, 0 is no.";
    holds_from: "从哪天起", "Holds from";
    reason: "依据或理由", "What it rests on";
    not_read: "请填整数和日期。", "A whole number and a date, please.";
    rest_days: "放假安排", "Rest days";
    years_known(year: i32): "放假和调休已录到 {year} 年。", "Rest days are known up to {year}.";
    year_unknown(year: i32): "{year} 年的放假安排还没有录入，期限只按周末推算。", "The rest days of {year} are not entered: limits are counted by weekends only.";
    table: "新一年的放假表", "The table of a new year";
    table_hint: "第一行 notice,date,kind,name；以下每行一天，例如 2027,2027-01-01,rest,元旦；调休上班写 work。同一年的旧表由新表代替。", "First line notice,date,kind,name; then a day a line, such as 2027,2027-01-01,rest,元旦; work for a day worked in exchange. It replaces the table of the same year.";
    take_table: "录入", "Take it in";
    table_taken: "已录入，所有期限按新表重算。", "Taken in; every limit is counted anew.";
    table_wrong(line: usize, column: usize, why: &str): "第 {line} 行第 {column} 列：{why}。没有录入。", "Line {line}, column {column}: {why}. Nothing was taken in.";

    out_of_bounds(least: &str, most: &str): "只能在 {least}到 {most}之间。", "It can only lie between {least} and {most}.";
    in_past: "生效日期不能早于今天：已经走起来的期限按原来的规定算完。", "It cannot hold before today: limits that already run are counted by the old rule.";
    no_reason: "请写明依据或理由。", "Please say what it rests on.";
    reason_too_long: "理由最多 200 字。", "The reason may have at most 200 characters.";
    same_value: "那一天本来就是这个数，不用改。", "That is the value on that day already; nothing to change.";
    warnings_not_rising: "四级提醒要一级比一级晚：请先改后面的，再改前面的。", "Each warning must come after the one before: change the later ones first.";
}

/// A value of `norm` in its own measure: `30 天`, `85%`, `是`.
pub fn value(lang: Lang, norm: Norm, value: u32) -> String {
    match row(norm).measure {
        Measure::Days => days(lang, value),
        Measure::Minutes => minutes(lang, value),
        Measure::Years => years(lang, value),
        Measure::People => people(lang, value),
        Measure::Percent => percent(lang, value),
        Measure::Switch if value == 0 => no(lang).to_owned(),
        Measure::Switch => yes(lang).to_owned(),
    }
}

/// Why a change of `norm` is not taken, and what to do.
pub fn flaw(lang: Lang, norm: Norm, flaw: Flaw) -> String {
    match flaw {
        Flaw::OutOfBounds { least, most } => {
            out_of_bounds(lang, &value(lang, norm, least), &value(lang, norm, most))
        }
        Flaw::InPast => in_past(lang).to_owned(),
        Flaw::NoReason => no_reason(lang).to_owned(),
        Flaw::ReasonTooLong => reason_too_long(lang).to_owned(),
        Flaw::SameValue => same_value(lang).to_owned(),
        Flaw::WarningsNotRising => warnings_not_rising(lang).to_owned(),
    }
}

/// What is wrong in a table of rest days.
pub fn table_flaw(lang: Lang, flaw: CalendarFlaw) -> &'static str {
    let (zh, en) = match flaw {
        CalendarFlaw::Empty => ("表是空的", "the table is empty"),
        CalendarFlaw::Header => (
            "第一行要写 notice,date,kind,name",
            "the first line must be notice,date,kind,name",
        ),
        CalendarFlaw::Columns => ("每行要有四列", "a line has four columns"),
        CalendarFlaw::Notice => ("年份不对", "not a year"),
        CalendarFlaw::Date => (
            "没有这一天，要写成 2027-01-01",
            "no such day; write 2027-01-01",
        ),
        CalendarFlaw::Kind => ("只能写 rest 或 work", "only rest or work"),
        CalendarFlaw::Name => ("没有写节日名", "the holiday has no name"),
        CalendarFlaw::OutsideNotice => (
            "不在这一年，也不在上一年十二月",
            "neither in that year nor in the December before",
        ),
        CalendarFlaw::WorkedWeekday => (
            "周一到周五本来就上班，日期可能写错",
            "Monday to Friday is worked anyway; the date is a slip",
        ),
        CalendarFlaw::Repeated { .. } => ("这一天写了两次", "the day is there twice"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}
