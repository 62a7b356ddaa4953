//! Why the law says no, and what can be done: one sentence each, shown beside the field or in the tray.

use crate::text::{
    Lang, attachment, deadline, document, moment, petition, proceeding, review, texts, words,
};
use domain::petition::after::Unfinished;
use domain::{Field, Refusal};

words! {
    field(Field) {
        Title: "标题", "the title";
        Text: "反映的内容", "what was told";
        Place: "地点", "the place";
        Class: "内容分类", "the content class";
        PetitionerName: "信访人姓名", "the petitioner's name";
        PetitionerPhone: "电话", "the telephone";
        PetitionerIdNumber: "身份证号", "the ID number";
        PetitionerAddress: "住址", "the address";
        Headcount: "人数", "how many people";
        Demands: "诉求", "the demands";
        ReceivedOn: "收到日期", "the day it was received";
        LateReason: "补录原因", "why it is entered late";
        ExternalNumber: "其他系统编号", "the number in another system";
        Unit: "责任单位", "the responsible unit";
        Requirement: "交办要求", "what is asked";
        FeedbackOn: "反馈日期", "the day to report back";
        Note: "附言", "the note";
        Reason: "理由", "the reasons";
        Handler: "承办人", "the handler";
        WhoseMatter: "该由谁办、到哪里去", "whose matter it is";
        NoticeOn: "告知书送达日期", "the day the notice was served";
        VisitedOn: "日期", "the day";
        Met: "见到谁", "who was met";
        Companions: "同行人", "who came along";
        Found: "看到和查到的情况", "what was found";
        Said: "说了什么", "what was said";
        Agreed: "商定的下一步", "what was agreed";
        With: "和谁", "with whom";
        Findings: "查明的事实", "the facts established";
        Answer: "对诉求的意见", "the answer to the demand";
        Basis: "依据", "the legal basis";
        DeliveredOn: "送达日期", "the day of delivery";
        Receiver: "签收人", "who received it";
        Cause: "拒签原因", "the cause of the refusal";
        Witnesses: "见证人", "the witnesses";
        PostNumber: "挂号、EMS 单号（没有的写明原因）", "the number of the registered letter or parcel, or why there is none";
        Unnumbered: "没有单号的原因", "why there is no number";
        Comment: "评价留言", "the comment";
        Closing: "办结说明", "the closing word";
        CorrectedText: "更正内容", "what it should say";
        Officer: "人员", "the person";
        Attachment: "文件", "the file";
        AttachmentName: "附件说明", "what the file shows";
        ComplainedOf: "被反映的单位和个人", "whom it complains of";
        Source: "来源说明", "who sent it down";
        WrittenBy: "记录人", "who wrote it down";
        ExternalSystem: "编号所属系统", "the system a number comes from";
        Purpose: "想做什么", "what you want";
        Days: "天数", "how many days";
        Authority: "机关", "the authority";
        KnownOn: "知道的日期", "the day it became known";
        TakenOn: "受理日期", "the day it was taken up";
        DecidedOn: "日期", "the day";
        Decision: "决定或结果", "the decision";
        Units: "单位", "the units";
        Done: "办了什么", "what was done";
        Result: "办理结果", "what came of it";
        ReportedOn: "上报日期", "the day it was reported";
        NewFacts: "新的事实和理由", "the new facts or reasons";
        DocumentTitle: "文书标题", "the document's title";
        Addressee: "主送", "whom it is addressed to";
        DocumentText: "正文", "the text";
        DocumentAttachments: "附件说明", "the attachments";
        ReplacementReason: "替换原因", "why it is replaced";
        RequestedOn: "申请收到日期", "the day the request was received";
        HeardOn: "听证日期", "the day of the hearing";
        Present: "参加的人", "who took part";
        DoneOn: "日期", "the day";
        Proof: "凭证", "the proof";
        Shelf: "存放位置", "where the paper lies";
        Danger: "危险情况", "the danger";
        Help: "怎么办、找谁", "what to do and whom to call";
        Until: "显示到哪天", "until when it is shown";
    }
}

texts! {
    no_such_record: "没有找到这件信访件，或者您无权办理。", "There is no such petition, or it is not yours to handle.";
    already_registered: "这件已经登记过了。", "This one is registered already.";
    not_now(step: &str, state: &str): "这件现在是“{state}”，不能{step}。请看办理进程，按现在的状态办。", "It now stands at “{state}”: “{step}” is not possible. Look at its course and go on from there.";
    not_yours(step: &str): "{step}要由有这项职责的人办，您可以提醒他。", "“{step}” belongs to another post; you can remind them.";
    online_only(step: &str): "{step}要联网才能办。内容已存在本机，联网后再办。", "“{step}” needs a connection. What you wrote is kept here; do it when there is one.";
    missing(field: &str): "请填写{field}。", "Please fill in {field}.";
    too_long(field: &str, limit: usize): "{field}最多 {limit} 字，请写短些。", "{field}: at most {limit} characters, please shorten it.";
    too_many(field: &str, limit: usize): "{field}最多 {limit} 项。", "{field}: at most {limit}.";
    in_future(field: &str): "{field}不能晚于今天。", "{field} cannot lie after today.";
    too_early(field: &str, day: &str): "{field}不能早于 {day}。", "{field} cannot lie before {day}.";
    late_needs_reason(field: &str): "{field}早于今天，请写明为什么今天才录入。两个日期都会保留。", "{field} lies in the past: please say why it is entered only today. Both dates are kept.";
    time_over(term: &str, day: &str): "{term}的期限到 {day}为止，已经过了。", "{term}: the time ended on {day}.";
    too_many_representatives: "共同走访的代表最多 5 人（条例第 20 条）；其余的人计入人数。", "At most five represent a joint visit (art. 20); count the others in the headcount.";
    headcount_too_small: "人数不能少于写下的信访人数。", "There cannot be fewer people than are named.";
    demand_unanswered(nth: u32): "诉求 {nth} 还没有答复。每一项都要答复（条例第 32 条）。", "Demand {nth} has no answer yet: each one needs one (art. 32).";
    answer_without_demand(nth: u32): "第 {nth} 条答复没有对应的诉求，请核对后重写。", "Answer {nth} belongs to no demand; please check and write it again.";
    decision_needed(nth: u32): "诉求 {nth} 是申诉或求决，要写明支持、解释还是不支持（条例第 32 条），不能只写已答复。", "Demand {nth} is an appeal or a plea: say whether it is supported, explained or not supported (art. 32); merely “answered” is not enough.";
    changed(step: &str): "在您{step}之前，别人已经写了新的一稿。请对照后再定，您写的都在。", "Before your “{step}” somebody wrote a newer version. Compare and decide; every word of yours is kept.";
    passage_changed(passage: &str): "{passage}已经被别人改过，请对照现在的内容再更正。", "{passage} reads differently now; compare before correcting.";
    no_such_passage(passage: &str): "这件里没有{passage}。", "This petition has no such passage: {passage}.";
    unit_cannot_answer: "这个单位不能作为责任单位，请选部门或乡镇。", "This unit cannot be made responsible; choose a department or a township.";
    officer_elsewhere: "承办人不在责任单位，请选本单位的人。", "The handler does not serve in the responsible unit; choose one who does.";
    already_entrusted: "已经请过这位同志协助了。", "This colleague has been asked in already.";
    already_rated: "已经评价过了，只能评价一次。", "It has been rated already; once only.";
    bureau_closes: "交办件由信访局审核后办结。", "An assigned item is closed by the bureau, which audits it.";
    discipline_only: "检举控告走纪检通道，其他件不走。", "A report against an official goes the discipline channel, and only that.";
    attached_already: "这个附件已经加过了。", "This file is attached already.";
    other_bureau: "这是别的信访局的登记簿，请选本局。", "This register belongs to another bureau; choose your own.";
    attachment_too_large(size: &str): "一个附件最大 {size}。请把照片拍小些，或把文件分开。", "A file may have at most {size}: take a smaller picture or split the document.";
    too_many_attachments(limit: usize): "一件最多 {limit} 个附件。请把几页合成一个文件。", "A petition holds at most {limit} files: put several pages into one.";
    not_a_picture: "照片和签名要用图片（JPEG 或 PNG）；文档请选“扫描件”或“文件”。", "A photo or a signature is a picture (JPEG or PNG); for a document choose “scan” or “file”.";
    no_such_paper(paper: &str): "这件里没有附件所属的{paper}，可能已被退回。请先补上那条记录，或改为附在整件上。", "The record this file belongs to is not there: {paper}; it may have been returned. Enter it again first, or attach the file to the petition as a whole.";
    in_handling_elsewhere(number: &str): "同一件事（{number}）已经受理、正在办理，不重复受理（条例第 19 条）。请不予受理并告诉信访人在哪里办；如果不是同一件，先在“同一件事”里写明理由排除；如果那一件已经办完，请重新关联一次。", "The same matter ({number}) is accepted and in handling: it is not accepted twice (art. 19). Decline it and say where it is handled; if it is another matter, rule that out under “The same matter” first; if the other one is done, link it anew.";
    same_as_ended(number: &str, day: &str): "同一件事（{number}）{day}复核终结，同一事实和理由不再受理（条例第 36 条）。请办“不再受理”；如果有新的事实和理由，先在“同一件事”里写明，再受理。", "The road of the same matter ({number}) ended on {day}: the same facts and reasons are not accepted again (art. 36). Take the step “Do not accept again”; if there are new facts or reasons, write them under “The same matter” first, then accept it.";
    road_not_ended: "没有关联已经复核终结的件。请先在“同一件事”里关联那一件，再办不再受理；没有这样的件就按普通件办。", "No item is linked here whose road has ended. Link it under “The same matter” first; if there is none, handle this one like any other.";
    new_facts: "这件写明了新的事实和理由，要按新的件办理，不能不再受理。如果其实没有新的，先在“同一件事”里改正。", "New facts or reasons are on record: it is a new item and is handled like any other. If there are none after all, set that right under “The same matter” first.";
    judged_with_itself: "不能和自己关联，请选另一件。", "An item cannot be linked to itself; choose another one.";
    judged_already: "已经这样判断过了。", "That has been decided already.";
    received_when_filed(day: &str): "这件是信访人 {day}在网上提交的，来源是“网上”，收到日期就是那一天。", "The petitioner filed this online on {day}: it came online, and was received on that day.";
    not_in_review(step: &str, stage: &str): "这一级现在是“{stage}”，不能{step}。", "This level stands at “{stage}”: “{step}” is not possible.";
    nothing_to_review: "现在没有可以复查复核的答复：要等信访程序的处理意见送达以后。", "There is no answer to review now: an opinion of the petition procedure must have been delivered first.";
    wrong_organ: "复查复核要向作出意见的机关的上一级提出，请按名单选。", "Review is asked of the body above the one that answered; choose the one listed.";
    excluded(name: &str): "按规定要换人办：您选的人或者您本人{name}（条例第 35、36 条）。", "Another person must do this: whoever is named, or you, {name} (art. 35, 36).";
    road_ended: "这件已经复核终结，同一事实和理由不再受理（条例第 36 条）。有新的事实，请另行登记。", "This one was rechecked: the same facts and reasons are not taken again (art. 36). New facts are registered anew.";
    repeats_opinion: "这和被撤销、被责令重新处理的意见一样。请重新查、重新答：结果或者理由要有变化（条例第 35 条）。", "This repeats the opinion that was sent back. Look and answer anew: outcome or reasons must differ (art. 35).";
    nobody_dissatisfied: "没有不满意的评价，或者已经重新核查过。", "Nobody rated it dissatisfied, or it has been looked at again.";
    not_supported(nth: u32): "诉求 {nth} 没有得到支持，没有要落实的。", "Demand {nth} was not supported; there is nothing to carry out.";
    executed_already(nth: u32): "诉求 {nth} 已经落实过了。", "Demand {nth} is carried out already.";
    not_ready_to_file(open: &str): "还不能归档：{open}。", "Not ready for the archive: {open}.";
    recused_already: "这位同志在这件里已经回避，请另选一位。", "This colleague stands back from this case; choose another.";
    not_your_colleague: "只能自己回避，或者由本单位负责人决定本单位的人回避。", "One stands back oneself; others only by decision of the head of their own unit.";
    safety_note_too_long(day: &str): "安全提示最多显示到 {day}，到期可以再写。", "A safety note is shown until {day} at most; it can be written again then.";
    not_a_reception: "这件不是来访，没有接待现场；现场情况只记在来访上。", "Nobody came for this one: an incident is noted on a visit only.";

    open_review: "复查复核还没有结束", "the review is not over";
    open_may_ask(day: &str): "{day}前信访人还可以申请复查复核", "the petitioner may ask for review until {day}";
    open_may_rate(day: &str): "{day}前信访人还可以评价", "the petitioner may rate until {day}";
    open_second_look: "评价不满意，单位负责人还没有重新核查", "the unit head has not looked again at a rating of dissatisfied";
    open_execution(nth: u32): "诉求 {nth} 支持了还没有落实", "demand {nth} was supported and is not carried out";
    open_follow_up: "还没有回访，或者回访时没有落实", "no follow-up visit, or it found nothing settled";
}

fn unfinished(lang: Lang, open: Unfinished) -> String {
    match open {
        Unfinished::Review => open_review(lang).to_owned(),
        Unfinished::MayAskForReview(day) => open_may_ask(lang, &moment::full_day(lang, day)),
        Unfinished::MayRate(day) => open_may_rate(lang, &moment::full_day(lang, day)),
        Unfinished::SecondLook => open_second_look(lang).to_owned(),
        Unfinished::Execution(nth) => open_execution(lang, u32::from(nth) + 1),
        Unfinished::FollowUp => open_follow_up(lang).to_owned(),
    }
}

/// The refusal as a sentence.
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoSuchRecord => no_such_record(lang).to_owned(),
        Refusal::AlreadyRegistered => already_registered(lang).to_owned(),
        Refusal::NotNow { step, state } => not_now(
            lang,
            petition::step(lang, *step),
            petition::state(lang, *state),
        ),
        Refusal::NotYours { step } => not_yours(lang, petition::step(lang, *step)),
        Refusal::OnlineOnly { step } => online_only(lang, petition::step(lang, *step)),
        Refusal::Missing(at) => missing(lang, field(lang, *at)),
        Refusal::TooLong {
            field: at @ (Field::Demands | Field::ComplainedOf | Field::ExternalNumber),
            limit,
        } if *limit < 30 => too_many(lang, field(lang, *at), *limit),
        Refusal::TooLong { field: at, limit } => too_long(lang, field(lang, *at), *limit),
        Refusal::InFuture(at) => in_future(lang, field(lang, *at)),
        Refusal::TooEarly { field: at, first } => {
            too_early(lang, field(lang, *at), &moment::full_day(lang, *first))
        }
        Refusal::LateNeedsReason(at) => late_needs_reason(lang, field(lang, *at)),
        Refusal::TimeOver { term, last } => time_over(
            lang,
            deadline::term(lang, *term),
            &moment::full_day(lang, *last),
        ),
        Refusal::TooManyRepresentatives => too_many_representatives(lang).to_owned(),
        Refusal::HeadcountTooSmall => headcount_too_small(lang).to_owned(),
        Refusal::DemandUnanswered(nth) => demand_unanswered(lang, u32::from(*nth) + 1),
        Refusal::AnswerWithoutDemand(nth) => answer_without_demand(lang, u32::from(*nth) + 1),
        Refusal::DecisionNeeded(nth) => decision_needed(lang, u32::from(*nth) + 1),
        Refusal::Changed { step } => changed(lang, petition::step(lang, *step)),
        Refusal::PassageChanged(passage) => {
            passage_changed(lang, &petition::passage(lang, *passage))
        }
        Refusal::NoSuchPassage(passage) => {
            no_such_passage(lang, &petition::passage(lang, *passage))
        }
        Refusal::UnitCannotAnswer => unit_cannot_answer(lang).to_owned(),
        Refusal::OfficerElsewhere => officer_elsewhere(lang).to_owned(),
        Refusal::AlreadyEntrusted => already_entrusted(lang).to_owned(),
        Refusal::AlreadyRated => already_rated(lang).to_owned(),
        Refusal::BureauCloses => bureau_closes(lang).to_owned(),
        Refusal::DisciplineOnly => discipline_only(lang).to_owned(),
        Refusal::TooManyAttachments { limit } => too_many_attachments(lang, *limit),
        Refusal::AttachedAlready => attached_already(lang).to_owned(),
        Refusal::NotAPicture => not_a_picture(lang).to_owned(),
        Refusal::OtherBureau => other_bureau(lang).to_owned(),
        Refusal::AttachmentTooLarge { limit_bytes } => {
            attachment_too_large(lang, &attachment::size(*limit_bytes))
        }
        Refusal::DocumentNotDue(kind) => document::not_due(lang, document::kind(lang, *kind)),
        Refusal::DocumentIssued(kind) => {
            document::issued_already(lang, document::kind(lang, *kind))
        }
        Refusal::DocumentOutdated(kind) => document::outdated(lang, document::kind(lang, *kind)),
        Refusal::NoSuchDocument => document::no_such_replaced(lang).to_owned(),
        Refusal::BlankLeft => document::blank_left(lang).to_owned(),
        Refusal::NotInReview { step, stage } => not_in_review(
            lang,
            petition::step(lang, *step),
            review::stage(lang, *stage),
        ),
        Refusal::NothingToReview => nothing_to_review(lang).to_owned(),
        Refusal::NoOrganAbove => review::no_organ(lang).to_owned(),
        Refusal::WrongOrgan => wrong_organ(lang).to_owned(),
        Refusal::Excluded(earlier) => excluded(lang, review::earlier(lang, *earlier)),
        Refusal::RoadEnded => road_ended(lang).to_owned(),
        Refusal::RepeatsOpinion => repeats_opinion(lang).to_owned(),
        Refusal::NobodyDissatisfied => nobody_dissatisfied(lang).to_owned(),
        Refusal::NotSupported(nth) => not_supported(lang, u32::from(*nth) + 1),
        Refusal::ExecutedAlready(nth) => executed_already(lang, u32::from(*nth) + 1),
        Refusal::NotReadyToFile(open) => {
            let open: Vec<String> = open.iter().map(|open| unfinished(lang, *open)).collect();
            not_ready_to_file(lang, &open.join(lang.comma()))
        }
        Refusal::RecusedAlready => recused_already(lang).to_owned(),
        Refusal::NotYourColleague => not_your_colleague(lang).to_owned(),
        Refusal::SafetyNoteTooLong { last } => {
            safety_note_too_long(lang, &moment::full_day(lang, *last))
        }
        Refusal::NotAReception => not_a_reception(lang).to_owned(),
        Refusal::NoSuchPaper(about) => no_such_paper(lang, attachment::about(lang, *about)),
        Refusal::InHandlingElsewhere { number } if number.is_empty() => {
            in_handling_elsewhere(lang, petition::no_number(lang))
        }
        Refusal::InHandlingElsewhere { number } => in_handling_elsewhere(lang, number),
        Refusal::SameAsEnded { number, on } => {
            let day = moment::full_day(lang, *on);
            let known = Some(number.as_str()).filter(|number| !number.is_empty());
            same_as_ended(lang, known.unwrap_or(petition::no_number(lang)), &day)
        }
        Refusal::RoadNotEnded => road_not_ended(lang).to_owned(),
        Refusal::NewFacts => new_facts(lang).to_owned(),
        Refusal::JudgedWithItself => judged_with_itself(lang).to_owned(),
        Refusal::JudgedAlready => judged_already(lang).to_owned(),
        Refusal::ReceivedWhenFiled(on) => received_when_filed(lang, &moment::full_day(lang, *on)),
        Refusal::Lacking(needs) => proceeding::all_lacking(lang, needs),
        Refusal::TooManyDays { most } => proceeding::too_many_days(lang, *most),
        Refusal::ExtensionAsked => proceeding::extension_asked_already(lang).to_owned(),
        Refusal::ExtendedAlready => proceeding::extended_already(lang).to_owned(),
        Refusal::NothingToExtend => proceeding::nothing_to_extend(lang).to_owned(),
        Refusal::NoExtensionAsked => proceeding::no_extension_asked(lang).to_owned(),
        Refusal::NoExtensionToTell => proceeding::no_extension_to_tell(lang).to_owned(),
        Refusal::PathUnfit => proceeding::path_unfit(lang).to_owned(),
        Refusal::OtherBranch => proceeding::other_branch(lang).to_owned(),
        Refusal::NoGuidance => proceeding::no_guidance(lang).to_owned(),
        Refusal::NotAssigned => proceeding::not_assigned(lang).to_owned(),
        Refusal::ReportedAlready => proceeding::reported_already(lang).to_owned(),
        Refusal::NoReport => proceeding::no_report(lang).to_owned(),
        Refusal::TalksFirst => proceeding::talks_first(lang).to_owned(),
        Refusal::HandlesAlready => proceeding::handles_already(lang).to_owned(),
        Refusal::NotSimple(why) => proceeding::unfit(lang, *why).to_owned(),
        Refusal::OrdinaryAlready => proceeding::ordinary_already(lang).to_owned(),
        Refusal::NoSuchUrging => proceeding::no_such_urging(lang).to_owned(),
        Refusal::UrgingAnswered => proceeding::urging_answered(lang).to_owned(),
        Refusal::NothingReported => proceeding::nothing_reported(lang).to_owned(),
        Refusal::ObjectedAlready => proceeding::objected_already(lang).to_owned(),
    }
}
