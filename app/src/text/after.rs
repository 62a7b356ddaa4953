//! After the answer: second look, carrying out, follow-up visit, archive; and rights inside a case.

use crate::text::{Lang, texts, words};
use domain::petition::Petition;
use domain::petition::after::{FollowUpWay, Progress, Retention, Settled};
use domain::petition::rights::Unlawful;
use domain::policy::Policy;

words! {
    way(FollowUpWay) {
        AtHome: "上门", "at home";
        Call: "电话", "by telephone";
        AtTheOffice: "来局", "at the office";
    }

    settled(Settled) {
        Yes: "已落实", "yes";
        Partly: "部分落实", "partly";
        No: "没有落实", "no";
    }

    progress(Progress) {
        UnderWay: "正在落实", "under way";
        Done: "已全部落实", "done";
    }

    retention(Retention) {
        Permanent: "永久", "permanent";
        Ordinary: "定期（一般）", "for a time (ordinary)";
        Minor: "定期（次要）", "for a time (minor)";
    }

    unlawful(Unlawful) {
        Blocking: "（一）聚集、围堵、拦截车辆、堵塞交通", "(1) gathering, blocking";
        DangerousThings: "（二）携带危险物品、管制器具", "(2) dangerous things";
        Violence: "（三）侮辱、殴打、威胁工作人员，毁坏财物", "(3) insult, violence, damage";
        Staying: "（四）滞留、滋事，弃留生活不能自理的人", "(4) staying on, leaving the helpless behind";
        Inciting: "（五）煽动、串联、胁迫、诱使他人，借机敛财", "(5) inciting or forcing others";
        Other: "（六）其他扰乱公共秩序的行为", "(6) other disturbance";
    }
}

texts! {
    after: "答复之后", "After the answer";
    told_on: "告知信访人的日期", "The petitioner was told on";
    looked_found: "重新核查的情况", "What was looked at and found";
    look_answer: "怎么答复、怎么改进", "Answer, and what changes";
    executed_demand: "落实哪一项诉求", "Which demand";
    executed_on: "落实日期", "Day";
    executed_done: "做了什么", "What was done";
    proof: "凭证（单据、验收单等）", "Proof (voucher, acceptance sheet)";
    progress_label: "进度", "How far";
    followed_on: "回访日期", "Day of the follow-up";
    follow_way: "回访方式", "How";
    asked_whom: "问了谁", "Who was asked";
    settled_label: "是否落实", "Is it settled";
    reminded_on: "提醒日期", "Reminded on";
    reminded_how: "怎么提醒的", "How they were reminded";
    retention_label: "保管期限", "Kept for";
    shelf: "存放位置", "Where the paper lies";
    filing_note: "备考", "A word to the volume";
    filing_hint: "归档后不能再改、再加。", "Nothing is changed or added afterwards.";
    kept_years(how: &str, years: u32): "{how}，{years} 年", "{how}, {years} years";
    volume: "案卷号", "Volume";
    catalogue: "卷内目录", "Catalogue";
    export: "导出案卷", "Export the volume";
    executed(day: &str): "{day}已落实", "carried out on {day}";
    not_executed: "还没有落实", "not carried out yet";
    recused: "谁回避", "Who stands back";
    recuse_reason: "回避原因", "Why";
    recuse_hint: "回避以后看不到、也办不了这件。", "They will no longer see or handle this one.";
    standing_back: "回避的人", "Standing back";
    danger: "危险情况", "The danger";
    help: "怎么办、找谁", "What to do, whom to call";
    until: "显示到哪天", "Shown until";
    safety_hint: "只写这一件里的危险，不评价人；最长 30 天，到期自动不再显示。", "Only the danger in this item, nothing on the person; at most 30 days, then it is gone.";
    safety: "安全提示", "Safety";
    incident_on: "发生日期", "Day";
    unlawful_label: "条例第 26 条哪一项", "Which item of article 26";
    facts: "事实经过", "The facts";
    incident_done: "现场怎么处置的", "What was done";
    authority: "移交哪个机关", "Which authority took over";
    incident_hint: "只记这次接待发生的事；不影响这件怎么办。", "Only what happened at this reception; the case is handled all the same.";
    my_copy: "打印给本人的记录", "Print what is held about them";
}

/// How long the volume is kept, with the years of the county's rule; nothing before it is filed.
pub fn kept(lang: Lang, petition: &Petition, policy: &Policy) -> Option<String> {
    let how = retention(lang, petition.after.filing.as_ref()?.retention);
    Some(match petition.kept_years(policy) {
        Some(years) => kept_years(lang, how, years),
        None => how.to_owned(),
    })
}
