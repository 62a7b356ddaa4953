//! The register of petitions.

use crate::text::{Lang, texts, words};
use domain::petition::{
    Channel, ContactKind, Outcome, Passage, Path, Purpose, Satisfaction, Service, State, Step,
};

words! {
    state(State) {
        Registered: "已登记", "Registered";
        Sent: "已转送", "Sent to the unit";
        Objected: "已提异议", "Objected";
        Accepted: "办理中", "In handling";
        Drafted: "待签发", "Waiting for signature";
        Approved: "待送达", "To be delivered";
        Delivered: "已答复", "Answered";
        Declined: "不予受理", "Declined";
        Closed: "已办结", "Closed";
        Contested: "责任单位待定", "Unit in dispute";
        Guided: "已导入法定途径", "Guided to its route";
        Archived: "已归档", "Archived";
    }

    step(Step) {
        Register: "登记", "Register";
        Transfer: "转送", "Transfer";
        Assign: "交办", "Assign";
        Object: "提出异议", "Object";
        AgreeReturn: "同意退回", "Agree to the return";
        RejectObjection: "不同意退回", "Do not agree";
        Accept: "受理", "Accept";
        Decline: "不予受理", "Decline";
        Entrust: "请人协助", "Ask a colleague in";
        Visit: "走访记录", "Record a visit";
        Contact: "联系记录", "Record a call or meeting";
        Draft: "拟处理意见", "Draft the opinion";
        ReturnDraft: "退回修改", "Send the draft back";
        Approve: "签发", "Sign";
        Deliver: "送达", "Deliver";
        Rate: "评价", "Rate";
        Close: "办结", "Close";
        Correct: "更正", "Correct";
        Attach: "添加附件", "Attach a file";
        RequestExtension: "申请延期", "Ask for an extension";
        GrantExtension: "同意延期", "Grant the extension";
        RefuseExtension: "不同意延期", "Refuse the extension";
        TellExtension: "告知延期", "Tell the extension";
        Guide: "导入法定途径", "Guide to the lawful route";
        RecordTaken: "记途径受理", "Record that the route took it up";
        RecordOutcome: "记途径结果", "Record the route's outcome";
        ReportClosing: "报结案报告", "Report for closing";
        ReturnReport: "退回结案报告", "Send the report back";
        ContestCompetence: "提请协调责任单位", "Have the competent unit found";
        RecordTalks: "记协商情况", "Record the talks";
        SettleCompetence: "确定责任单位", "Settle the competent unit";
        JoinUnits: "增加会办单位", "Add units that handle it too";
        GivePart: "给会办意见", "Give this unit's part";
        TurnOrdinary: "转普通程序", "Turn to the ordinary procedure";
        ReportUrgent: "紧急上报", "Report upward at once";
        Urge: "督办", "Urge";
        AnswerUrging: "督办反馈", "Answer the urging";
        Issue: "制发文书", "Issue a document";
        RequestReview: "申请复查复核", "Ask for review";
        TakeReview: "受理复查复核申请", "Take the request for review";
        RefuseReview: "不予受理复查复核", "Do not take the request";
        HoldHearing: "听证记录", "Record a hearing";
        DraftReview: "拟复查复核意见", "Draft the review opinion";
        ReturnReview: "退回修改复查复核意见", "Send the review draft back";
        SignReview: "签发复查复核意见", "Sign the review opinion";
        DeliverReview: "送达复查复核意见", "Deliver the review opinion";
        LookAgain: "重新核查答复", "Look again";
        Execute: "落实记录", "Record what was carried out";
        FollowUp: "回访记录", "Record a follow-up visit";
        Remind: "提醒评价", "Remind to rate";
        Archive: "归档", "Archive";
        Recuse: "回避", "Stand back";
        NoteSafety: "安全提示", "Note a danger";
        NoteIncident: "现场情况记录", "Note an incident";
        Link: "关联同一件事", "Link the same matter";
        Unlike: "排除同一件事", "Rule out the same matter";
        NotAgain: "不再受理", "Do not accept again";
    }

    done(Step) {
        Register: "登记", "registered";
        Transfer: "转送", "transferred";
        Assign: "交办", "assigned";
        Object: "提出异议", "objected";
        AgreeReturn: "同意退回", "agreed to the return";
        RejectObjection: "不同意退回", "did not agree to the return";
        Accept: "受理", "accepted";
        Decline: "不予受理", "declined";
        Entrust: "请人协助", "asked a colleague in";
        Visit: "走访", "visited";
        Contact: "联系", "called or met";
        Draft: "拟处理意见", "drafted the opinion";
        ReturnDraft: "退回修改", "sent the draft back";
        Approve: "签发意见", "signed the opinion";
        Deliver: "送达", "delivered the answer";
        Rate: "评价", "rated the answer";
        Close: "办结", "closed";
        Correct: "更正", "corrected";
        Attach: "添加附件", "attached a file";
        RequestExtension: "申请延期", "asked for an extension";
        GrantExtension: "同意延期", "granted the extension";
        RefuseExtension: "不同意延期", "refused the extension";
        TellExtension: "告知延期", "told the extension";
        Guide: "导入法定途径", "guided to the lawful route";
        RecordTaken: "途径已受理", "the route took it up";
        RecordOutcome: "途径结果", "outcome of the route";
        ReportClosing: "结案报告", "reported for closing";
        ReturnReport: "退回结案报告", "sent the report back";
        ContestCompetence: "提请协调责任单位", "asked who is competent";
        RecordTalks: "协商未成", "the talks ended without agreement";
        SettleCompetence: "确定责任单位", "settled who is competent";
        JoinUnits: "会同办理", "added units that handle it too";
        GivePart: "会办意见", "gave their part";
        TurnOrdinary: "转普通程序", "turned to the ordinary procedure";
        ReportUrgent: "紧急上报", "reported upward at once";
        Urge: "督办", "urged";
        AnswerUrging: "督办反馈", "answered the urging";
        Issue: "制发文书", "issued a document";
        RequestReview: "申请复查复核", "asked for review";
        TakeReview: "受理复查复核申请", "took the request for review";
        RefuseReview: "不予受理复查复核", "did not take the request";
        HoldHearing: "听证", "held a hearing";
        DraftReview: "拟复查复核意见", "drafted the review opinion";
        ReturnReview: "退回修改复查复核意见", "sent the review draft back";
        SignReview: "签发复查复核意见", "signed the review opinion";
        DeliverReview: "送达复查复核意见", "delivered the review opinion";
        LookAgain: "重新核查答复", "looked again";
        Execute: "落实", "carried out";
        FollowUp: "回访", "followed up";
        Remind: "提醒评价", "reminded to rate";
        Archive: "归档", "archived";
        Recuse: "回避", "stood back";
        NoteSafety: "安全提示", "noted a danger";
        NoteIncident: "现场情况记录", "noted an incident";
        Link: "关联同一件事", "linked the same matter";
        Unlike: "排除同一件事", "ruled out the same matter";
        NotAgain: "不再受理", "did not accept it again";
    }

    channel(Channel) {
        Letter: "来信", "letter";
        Visit: "来访", "visit";
        Online: "网上", "online";
        Call: "来电", "call";
        Fax: "传真", "fax";
        FoundOnVisit: "下访约访", "found on a visit down";
    }

    purpose(Purpose) {
        Appeal: "申诉", "appeal";
        Plea: "求决", "plea";
        Report: "检举控告", "report against an official";
        Opinion: "意见建议", "opinion";
        Enquiry: "咨询", "enquiry";
        Other: "其他", "other";
    }

    path(Path) {
        Advice: "意见建议：研究答复", "Opinion: study and reply";
        Discipline: "检举控告：纪检监察", "Report: discipline channel";
        Litigation: "诉讼、复议、检察监督、公安程序", "Litigation, reconsideration, prosecutorial or police procedure";
        Arbitration: "仲裁", "Arbitration";
        PartyAppeal: "党员申诉", "Party member's appeal";
        Administrative: "行政复议、裁决、确认、许可、处罚", "Administrative procedure";
        DutyToAct: "履行法定职责", "Duty to act";
        PetitionProcedure: "信访程序", "Petition procedure";
    }

    service(Service) {
        InPerson: "当面", "in person";
        Post: "邮寄", "by post";
        Other: "其他", "another way";
    }

    outcome(Outcome) {
        Supported: "支持", "supported";
        ReasonableWithoutBasis: "诉求合理但缺乏依据", "reasonable, but without a basis";
        NotSupported: "不支持", "not supported";
        Adopted: "采纳", "adopted";
        NotAdopted: "未采纳", "not adopted";
        Answered: "已答复", "answered";
    }

    satisfaction(Satisfaction) {
        Satisfied: "满意", "satisfied";
        MostlySatisfied: "基本满意", "mostly satisfied";
        Dissatisfied: "不满意", "dissatisfied";
    }

    contact_kind(ContactKind) {
        Call: "电话", "call";
        Meeting: "会议", "meeting";
    }
}

/// The word for a [`Passage`]; positions are told from one.
pub fn passage(lang: Lang, passage: Passage) -> String {
    match passage {
        Passage::Title => title(lang).to_owned(),
        Passage::Text => text(lang).to_owned(),
        Passage::Place => place(lang).to_owned(),
        Passage::Class => class(lang).to_owned(),
        Passage::PetitionerName(nth) => passage_name(lang, nth + 1),
        Passage::PetitionerPhone(nth) => passage_phone(lang, nth + 1),
        Passage::PetitionerIdNumber(nth) => passage_id_number(lang, nth + 1),
        Passage::PetitionerAddress(nth) => passage_address(lang, nth + 1),
        Passage::Demand(nth) => demand_number(lang, nth + 1),
        Passage::Visit(nth) => passage_visit(lang, nth + 1),
        Passage::Contact(nth) => passage_contact(lang, nth + 1),
    }
}

texts! {
    // What is written down at registration.
    state_label: "状态", "State";
    next_is(step: &str): "下一步：{step}", "next: {step}";
    sealed: "密件", "sealed";
    number: "登记编号", "Number";
    no_number: "编号待发", "number to come";
    title: "标题", "Title";
    text: "反映的内容", "What was told";
    place: "发生地点", "Place";
    village: "涉及村（社区）", "Village";
    class: "内容分类", "Content class";
    channel_label: "来源", "How it came";
    purpose_label: "信访目的", "Purpose";
    received_on: "收到日期", "Received on";
    late_reason: "补录原因", "Why it is entered late";
    headcount: "人数", "How many people";
    external_numbers: "其他系统编号", "Numbers in other systems";
    chief_petitioner: "信访人 1（为首的代表）", "Person 1 (speaks for all)";
    petitioner_number(nth: usize): "信访人 {nth}", "Person {nth}";
    petitioner_name: "姓名", "Name";
    anonymous: "未留姓名", "Anonymous";
    phone: "电话", "Telephone";
    id_number: "身份证号", "ID number";
    address: "住址", "Address";
    demands: "诉求", "Demands";
    demand_number(nth: u16): "诉求 {nth}", "Demand {nth}";
    demand_named(nth: u16, begins: &str): "诉求 {nth}（{begins}）", "Demand {nth} ({begins})";
    passage_name(nth: u16): "信访人 {nth} 的姓名", "Name of person {nth}";
    passage_phone(nth: u16): "信访人 {nth} 的电话", "Telephone of person {nth}";
    passage_id_number(nth: u16): "信访人 {nth} 的身份证号", "ID number of person {nth}";
    passage_address(nth: u16): "信访人 {nth} 的住址", "Address of person {nth}";
    passage_visit(nth: u16): "第 {nth} 次走访的发现", "Findings of visit {nth}";
    passage_contact(nth: u16): "第 {nth} 次联系的内容", "What was said in contact {nth}";

    // The people and papers of the course.
    responsible: "责任单位", "Responsible unit";
    not_sent: "尚未转送", "not sent to a unit yet";
    handler: "承办人", "Handler";
    entrusted: "协助人", "Colleagues asked in";
    path_label: "办理途径", "Path";
    requirement: "交办要求", "What is asked";
    feedback_on: "反馈日期", "Report back by";
    note: "附言", "A word to the unit";
    service_label: "送达方式", "How it is served";
    served_on: "送达日期", "Served on";
    notice_service: "告知书送达方式", "How the notice is served";
    notice_on: "告知书送达日期", "Notice served on";
    receiver: "签收人", "Received by";
    refused_signature: "拒绝签收", "Refused to sign";
    refused_cause: "拒签原因", "Cause of the refusal";
    witnesses: "见证人", "Witnesses";
    post_number: "挂号、EMS 单号", "Registered or EMS number";
    unnumbered: "没有单号的原因", "Why there is no number";
    visited_on: "走访日期", "Day of the visit";
    visit_place: "走访地点", "Where";
    met: "见到谁", "Who was met";
    companions: "同行人", "Who came along";
    found: "看到和查到的情况", "What was found";
    said: "群众怎么说", "What the people said";
    agreed: "商定的下一步", "What was agreed for next";
    contact_kind_label: "方式", "Call or meeting";
    contact_on: "日期", "Day";
    contact_with: "和谁", "With whom";
    contact_said: "说了什么、定了什么", "What was said and concluded";
    findings: "查明的事实", "Facts established";
    opinion: "意见和理由", "Opinion and reasons";
    basis: "依据", "Legal basis";
    opinion_number: "意见书文号", "Opinion number";
    reason: "理由", "Reasons";
    whose_matter: "该由谁办、到哪里去", "Whose matter it is and where to go";
    closing: "办结说明", "Closing word";
    what_to_change: "需要修改什么", "What is to be changed";
    reply: "答复说明", "Reply";
    rating: "群众评价", "Rating";
    rating_bureau: "对信访局", "the bureau";
    rating_unit: "对责任单位", "the unit";

    // The page.
    course: "办理进程", "Course";
    earlier(count: usize): "看更早的 {count} 条", "Show {count} earlier entries";
    people: "人员", "People";
    corrections: "更正", "Corrections";
    clocks: "期限", "Limits";
    next_steps: "下一步", "Next steps";
    more: "更多", "More";
    answered: "答复", "Answer";
    answer_draft: "答复草稿", "Draft answer";
    not_answered: "还没有答复。", "No answer yet.";
    recorded_at(at: &str): "记录于 {at}", "recorded {at}";
    by_petitioner: "信访人本人", "the petitioner";
    pending_here: "还没送到局里，已存在本机", "saved here, not at the bureau yet";
    sealed_band: "密件：只有纪检通道能看到。不转发、不谈论、不打印给他人。", "Sealed: only the discipline channel sees this. Do not forward, discuss or print it.";
    was: "原来", "Was";
    now: "更正为", "Should say";
    needs_online: "联网后才能办", "needs a connection";
    no_steps: "现在没有轮到您办的事。", "Nothing waits for you here now.";
    people_count(n: u32): "{n} 人", "{n} people";
    open: "打开", "Open";
    not_found: "没有找到这件信访件，或者您无权查看。", "There is no such petition, or you may not see it.";
    receipt: "登记回执", "Receipt";
    sealed_registered: "如果是您刚登记的检举控告，它已经进了纪检通道，这里不再显示；回执照样可以打印给本人。", "If it is a report you have just registered: it went to the discipline channel and no longer shows here; its receipt can still be printed.";
    not_held: "这件没有存在本机，联网后才能打开。", "This one is not kept on this device; it opens once there is a connection.";
}
