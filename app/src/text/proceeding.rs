//! Procedural steps: extension, guidance to another route, competence, joint handling, closing reports,
//! urging, urgent reports; and what the gates want.

use crate::text::{Lang, petition, texts, words};
use domain::Unfit;
use domain::petition::{Need, Route, SettledBy, Step, UrgedBy};

words! {
    route(Route) {
        Reconsideration: "行政复议", "administrative reconsideration";
        AdministrativeSuit: "行政诉讼", "administrative suit";
        CivilSuit: "民事诉讼", "civil suit";
        Procuratorate: "检察监督", "prosecutorial supervision";
        Police: "公安机关程序", "police procedure";
        LabourArbitration: "劳动人事争议仲裁", "labour arbitration";
        LandArbitration: "农村土地承包仲裁", "rural land arbitration";
        PartyAppeal: "党员申诉", "party member's appeal";
        AdministrativeProcedure: "行政裁决、确认、许可、处罚", "ruling, confirmation, licence or penalty";
        DutyToAct: "履行法定职责", "duty to act";
    }

    settled_by(SettledBy) {
        Agreement: "各单位协商一致", "the units agreed";
        CommonSuperior: "共同的上一级机关、单位决定", "their common superior decided";
        JointMeeting: "信访工作联席会议决定", "the joint meeting decided";
    }

    urged_by(UrgedBy) {
        Bureau: "信访局", "the bureau";
        CountyLeader: "县领导批示", "a county leader's instruction";
        Prefecture: "市级", "the prefecture";
        Province: "省级", "the province";
        State: "国家", "the state";
    }

    unfit(Unfit) {
        OtherRoute: "这件属于其他法定途径，不适用简易办理。请去掉“简易办理”。", "This belongs to another lawful route: not one for the simple procedure. Untick it.";
        Assigned: "交办件不适用简易办理。请去掉“简易办理”。", "An assigned item is not one for the simple procedure. Untick it.";
        Joint: "人数多或者几个单位会办的，不适用简易办理。请去掉“简易办理”。", "Many people or several units: not one for the simple procedure. Untick it.";
        Repeated: "同一件事以前反映过，不是初次信访，不适用简易办理。请去掉“简易办理”。", "The same matter was brought before: the simple procedure is for first petitions. Untick it.";
        Refusing: "不支持诉求的不能简易办理。请先转普通程序，再拟意见。", "A refusal cannot be given by the simple procedure: turn to the ordinary one first.";
    }
}

texts! {
    extension_days: "申请延长几天", "How many days more";
    extension_hint: "最多 30 天，只能延一次，单位负责人批准（条例第 34 条）。", "At most 30, once, granted by the head (art. 34).";
    extension_reason: "为什么复杂、还要做什么", "Why it is complex, what is still to be done";
    extension_asked(days: u16): "承办人申请延长 {days} 天", "The handler asks for {days} days more";
    granted_days: "同意延长几天", "How many days are granted";
    note_to_handler: "给承办人的话", "A word to the handler";
    route_label: "法定途径", "Lawful route";
    authority: "找哪个机关、在哪里", "Which authority, and where";
    told: "怎么办、带什么材料", "What to do, with which papers";
    known_on: "哪天知道这件事的", "The day it became known";
    known_hint: "申请期限从这天起算；不清楚就空着。", "The time to ask runs from this day; leave it empty if unknown.";
    taken_on: "受理日期", "Taken up on";
    taken_by: "受理机关和文号", "By which authority, under which number";
    decided_on: "日期", "Day";
    decided: "结果和文号", "What was decided, under which number";
    done: "办了什么", "What was done";
    result: "办理结果", "What came of it";
    petitioner_says: "群众怎么说", "What the petitioner says";
    report_lacks: "还缺什么", "What is missing";
    units_at_odds: "有争议的单位", "Units that disagree";
    unit_number(nth: usize): "单位 {nth}", "Unit {nth}";
    question: "争议在哪里", "What they disagree on";
    talks: "谁参加、各说什么", "Who took part, what each said";
    settled_label: "谁定的", "Who decided";
    settled_authority: "哪个机关或会议", "Which authority or meeting";
    decision: "决定和理由", "The decision, and why";
    joint_units: "会办单位", "Units that handle it too";
    split: "各办什么", "Who does what";
    part: "会办意见", "This unit's part";
    parts_missing(units: &str): "还没给会办意见的：{units}", "Parts still to come from: {units}";
    simple: "简易办理（10 个工作日内答复）", "Simple procedure (answer within 10 working days)";
    why_ordinary: "为什么转普通程序", "Why it turns to the ordinary procedure";
    urgent_to: "报给谁", "To whom";
    urgent_on: "上报日期", "Reported on";
    urgent_what: "发生了什么", "What happened or threatens";
    urgent_done: "已经做了什么", "What was done at once";
    follows: "这是续报", "This follows an earlier report";
    urged_label: "谁要求督办", "Who urges";
    instruction: "批示原话或督办函号", "The instruction's words or the letter's number";
    demand: "要求办什么", "What is demanded";
    answer_by: "几时前反馈", "Answer by";
    which_urging: "回哪一次督办", "Which urging";
    urging_number(nth: u16): "第 {nth} 次", "number {nth}";

    // The gates.
    gate_signing: "签发前要齐", "Before it is signed";
    gate_closing: "办结前要齐", "Before it is closed";
    met: "已齐", "there";
    missing: "还缺", "missing";
    lacking(what: &str): "还缺：{what}。补齐后再办。", "Still missing: {what}. Complete it first.";
    gate_accepting: "受理前要齐", "Before it is accepted";
    gate_reviewing: "受理复查、复核前要齐", "Before the review is taken up";
    gate_signing_review: "签发复查、复核意见前要齐", "Before the review opinion is signed";
    need_handled_once: "同一件事没有在别处办理", "the same matter in handling nowhere else";
    need_road_open: "关联的件没有复核终结，或有新的事实和理由", "no linked item at the end of the road, or new facts or reasons";
    need_recusal: "意见由没有回避的人拟，回避的人拟的要换人重拟", "a draft by somebody who does not stand back; otherwise another person drafts anew";
    need_signer: "有没有回避、没有参加过前面办理的负责人签发", "a head to sign who does not stand back and took no earlier part";
    need_exclusion: "由没有参加过前面办理的人审查", "a reviewer who took no earlier part";
    need_posting: "邮寄有单号，或附上回执", "the post number, or the slip attached to the delivery";
    need_notice: "受理告知书已送达", "notice of acceptance served";
    need_answer(nth: u16): "诉求 {nth} 有答复", "answer to demand {nth}";
    need_basis(nth: u16): "诉求 {nth} 的意见写明依据", "legal basis of the answer to demand {nth}";
    need_parts: "各会办单位的意见", "the part of every unit that handles it too";
    need_extension_decided: "负责人对延期申请的决定", "the head's decision on the extension";
    need_extension_told: "延期及理由已告知信访人", "the extension told to the petitioner";
    need_delivery: "送达有签收，或拒签有见证人", "delivery signed for, or its refusal witnessed";
    need_report: "结案报告", "the closing report";
    need_urgings: "每次督办都已反馈", "an answer to every urging";

    // Why the law says no.
    too_many_days(most: u16): "最多 {most} 天。", "At most {most} days.";
    extension_asked_already: "已经申请了延期，等单位负责人决定。", "An extension was asked for already; the head decides.";
    extended_already: "已经延过一次，不能再延（条例第 34 条）。", "It was extended once; it cannot be again (art. 34).";
    nothing_to_extend: "这件没有能延长的办理期限（简易办理、其他法定途径不延期）。", "No handling limit runs that could be extended.";
    no_extension_asked: "没有等您决定的延期申请。", "No extension waits for your decision.";
    no_extension_to_tell: "没有需要告知的延期。", "There is no extension to tell.";
    path_unfit: "意见建议走“研究答复”，申诉、求决不走。请换办理途径。", "A suggestion is studied and answered; an appeal or plea is not. Choose another path.";
    other_branch: "这条法定途径和受理时定的办理途径不一致，请换一条。", "This route belongs to another path than the one it was accepted for; choose another.";
    no_guidance: "这件没有导入法定途径。", "The petitioner was not guided to a route.";
    not_assigned: "只有交办件要报结案报告。", "Only an assigned item has a closing report.";
    reported_already: "结案报告已经报给信访局了。", "The closing report lies with the bureau already.";
    no_report: "没有可以退回的结案报告。", "There is no closing report to send back.";
    talks_first: "先由各单位协商；协商未成，写好协商情况再报上级或联席会议（条例第 24 条）。", "The units try to agree first: record their talks, then go to the superior or the joint meeting (art. 24).";
    handles_already: "其中有单位已经在办这件，请去掉。", "One of these units handles the item already; leave it out.";
    ordinary_already: "这件本来就是普通程序。", "It is handled by the ordinary procedure already.";
    no_such_urging: "没有这一次督办。", "There is no such urging.";
    urging_answered: "这一次督办已经反馈了。", "This urging has been answered.";
    nothing_reported: "还没有上报过，不能续报。请去掉“续报”。", "Nothing was reported yet that this could follow; untick it.";
    objected_already: "交办单位已经不同意退回，同一次转送不能再提异议。请受理，或者不予受理。", "The sender did not agree to the return; the same sending is not objected to twice. Accept or decline.";
}

/// The head of a gate's list.
pub fn gate(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Accept => gate_accepting(lang),
        Step::TakeReview => gate_reviewing(lang),
        Step::SignReview => gate_signing_review(lang),
        Step::Close => gate_closing(lang),
        _ => gate_signing(lang),
    }
}

/// What a gate wants, in words.
pub fn need(lang: Lang, need: Need) -> String {
    match need {
        Need::HandledOnce => need_handled_once(lang).to_owned(),
        Need::RoadOpen => need_road_open(lang).to_owned(),
        Need::RecusalKept => need_recusal(lang).to_owned(),
        Need::SignerFree => need_signer(lang).to_owned(),
        Need::ExclusionKept => need_exclusion(lang).to_owned(),
        Need::PostingProved => need_posting(lang).to_owned(),
        Need::NoticeServed => need_notice(lang).to_owned(),
        Need::DemandAnswered(nth) => need_answer(lang, nth + 1),
        Need::BasisCited(nth) => need_basis(lang, nth + 1),
        Need::PartsGiven => need_parts(lang).to_owned(),
        Need::ExtensionDecided => need_extension_decided(lang).to_owned(),
        Need::ExtensionTold => need_extension_told(lang).to_owned(),
        Need::DeliveryProved => need_delivery(lang).to_owned(),
        Need::ClosingReported => need_report(lang).to_owned(),
        Need::UrgingsAnswered => need_urgings(lang).to_owned(),
    }
}

/// Everything that is missing, in one sentence.
pub fn all_lacking(lang: Lang, needs: &[Need]) -> String {
    let told: Vec<String> = needs.iter().map(|one| need(lang, *one)).collect();
    let between = match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    lacking(lang, &told.join(between))
}

/// The label of the reasons a step asks for.
pub fn reason(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::ReturnReport => report_lacks(lang),
        Step::TurnOrdinary => why_ordinary(lang),
        Step::GivePart => part(lang),
        _ => petition::reason(lang),
    }
}
