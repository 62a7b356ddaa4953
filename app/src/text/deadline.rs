//! Limits: how much time is left, until when, and by which article.

use crate::text::{Lang, texts, words};
use chrono::NaiveDate;
use domain::deadline::{Term, Warning, Why};

words! {
    term(Term) {
        Send: "转送或交办", "Transfer or assign";
        Notice: "告知信访人", "Tell the petitioner";
        Objection: "提出异议", "Object";
        Handling: "办理答复", "Handle and answer";
        ReviewRequest: "信访人可申请复查", "The petitioner may ask for review";
        Review: "复查", "Review";
        RecheckRequest: "信访人可申请复核", "The petitioner may ask for a recheck";
        Recheck: "复核", "Recheck";
        SimpleDecision: "简易办理受理", "Simple procedure: decide";
        SimpleOpinion: "简易办理答复", "Simple procedure: answer";
        Rating: "信访人评价", "The petitioner may rate";
        Feedback: "交办反馈", "Report back on the assignment";
        UrgingAnswer: "督办反馈", "Answer the urging";
        SourceFeedback: "向来源反馈", "Report back to whoever sent it down";
        AskReconsideration: "可申请行政复议", "Reconsideration may be asked for";
        Reconsideration: "行政复议决定", "Reconsideration";
        AskAdministrativeSuit: "可提起行政诉讼", "An administrative suit may be brought";
        AdministrativeSuit: "行政诉讼一审", "Administrative suit, first instance";
        AskCivilSuit: "可提起民事诉讼", "A civil suit may be brought";
        CivilSuit: "民事诉讼一审", "Civil suit, first instance";
        AskLabourArbitration: "可申请劳动仲裁", "Labour arbitration may be asked for";
        LabourArbitration: "劳动仲裁裁决", "Labour arbitration";
        AskLandArbitration: "可申请土地承包仲裁", "Land arbitration may be asked for";
        LandArbitration: "土地承包仲裁裁决", "Land arbitration";
        DutyToAct: "履行法定职责", "Duty to act";
        SecondLook: "单位负责人重新核查", "The unit head looks again";
        Execution: "落实支持的诉求", "Carry out what was supported";
        FollowUp: "回访", "Follow-up visit";
    }
}

words! {
    why(Why) {
        StartDay: "起算日，不计入", "the day it starts, not counted";
        Counted: "计入", "counted";
        RestDay: "计入；末日是休息日，要顺延", "counted; the last day is a rest day and gives way";
        Weekend: "周末，不计入", "weekend, not counted";
        Holiday: "放假，不计入", "day off, not counted";
        MakeUpWorkday: "调休上班，计入", "worked in exchange, counted";
        MovedToWorkingDay: "顺延到的工作日，最后一天", "the working day it ends on instead";
        Paused: "期限中止（听证等），不计入", "the limit stands still (a hearing), not counted";
    }
}

words! {
    warning(Warning) {
        First: "首次提醒", "first warning";
        Second: "再次提醒", "second warning";
        Urging: "催办", "urging";
        Last: "最后警示", "last warning";
        Overdue: "已超期", "overdue";
    }
}

texts! {
    day_by_day: "逐日怎么算", "How it is counted, day by day";
    day_column: "日期", "Day";
    nth_column: "第几日", "Number";
    why_column: "为什么", "Why";
    share(day: &str): "县里规定本环节到 {day}", "by the county's own rule this office's share ends on {day}";
    due_today: "今天到期", "due today";
    days_left(days: i64): "还剩 {days} 天", "{days} days left";
    one_day_left: "还剩 1 天", "1 day left";
    days_over(days: i64): "已超期 {days} 天", "{days} days overdue";
    until(left: &str, day: &str): "{left}（{day}止）", "{left} (until {day})";
    met_on(day: &str): "{day}已完成", "done on {day}";
    met_late_on(day: &str): "{day}完成，已超期", "done on {day}, late";
    open_until(day: &str): "到 {day}止", "until {day}";
    closed_on(day: &str): "{day}已截止", "ended on {day}";
    moved(day: &str): "原到 {day}，遇休息日顺延", "would end on {day}, a rest day";
    weekends_only: "当年放假安排还没有录入，只按周末推算。", "that year's holidays are not entered yet: weekends only";
}

/// `还剩 5 天`, `今天到期`, `已超期 2 天`, seen from `today`.
pub fn left(lang: Lang, on: NaiveDate, today: NaiveDate) -> String {
    match on.signed_duration_since(today).num_days() {
        0 => due_today(lang).to_owned(),
        1 => one_day_left(lang).to_owned(),
        days if days > 0 => days_left(lang, days),
        days => days_over(lang, -days),
    }
}

/// `条例第 34 条`; other documents keep their own number.
pub fn article(lang: Lang, source: &str) -> String {
    let number = source
        .strip_prefix("信访工作条例 ")
        .or_else(|| source.strip_prefix("条例 "));
    match (lang, number) {
        (Lang::Zh, Some(number)) => format!("条例第 {} 条", number.replace(", ", "、")),
        (Lang::En, Some(number)) => format!("Regulations art. {number}"),
        (_, None) => source.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_words() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let today = day("2026-06-28");
        assert_eq!(left(Lang::Zh, day("2026-07-03"), today), "还剩 5 天");
        assert_eq!(left(Lang::Zh, day("2026-06-28"), today), "今天到期");
        assert_eq!(left(Lang::En, day("2026-06-29"), today), "1 day left");
        assert_eq!(left(Lang::Zh, day("2026-06-26"), today), "已超期 2 天");
    }

    #[test]
    fn an_article_is_named_as_people_name_it() {
        assert_eq!(article(Lang::Zh, "信访工作条例 34"), "条例第 34 条");
        assert_eq!(article(Lang::Zh, "条例 31, 32"), "条例第 31、32 条");
        assert_eq!(
            article(Lang::En, "国信发〔2022〕11号"),
            "国信发〔2022〕11号"
        );
    }
}
