//! The further levels: 复查 and 复核.

use crate::text::{texts, words};
use domain::petition::review::{EarlierPart, LevelKind, LevelResult, RequestGround, Stage};

words! {
    level(LevelKind) {
        Review: "复查", "Review";
        Recheck: "复核", "Recheck";
    }

    stage(Stage) {
        Requested: "已申请，待受理", "asked for, waits to be taken";
        Taken: "正在审查", "under review";
        Drafted: "意见待签发", "opinion waits for signature";
        Signed: "意见待送达", "opinion to be delivered";
        Delivered: "意见已送达", "opinion delivered";
        Refused: "不予受理", "not taken";
    }

    result(LevelResult) {
        Upheld: "维持", "upheld";
        Changed: "变更", "changed";
        Revoked: "撤销", "revoked";
        Redo: "责令重新处理", "to be handled anew";
    }

    ground(RequestGround) {
        Late: "逾期申请，没有正当理由", "late, without a good reason";
        OtherProcedure: "不属于复查复核范围，有其他法定途径", "another lawful procedure applies";
        AlreadyRechecked: "同一事实和理由已有复核意见，不再受理", "the same facts and reasons were rechecked";
        NotThePetitioner: "不是信访人本人或者其代理人", "not the petitioner or their agent";
    }

    earlier(EarlierPart) {
        Handled: "承办过这件", "handled this one";
        Signed: "签批过这件的意见", "signed its opinion";
        AskedIn: "应邀协助过这件", "was asked into it";
        Reviewed: "复查复核过这件", "reviewed it before";
    }
}

texts! {
    organ: "复查复核机关", "Review office";
    requested_on: "申请收到日期", "Request received on";
    reasons: "不服的理由和请求", "Why they do not agree, and what they ask for";
    late_reason: "逾期申请的理由", "Why it is late";
    late_hint: "超过期限才填；是否正当由复查复核机关判断。", "Only if it is late; the review office judges it.";
    reviewer: "承办人", "Reviewer";
    ground_label: "不予受理的原因", "Ground";
    heard_from: "听证开始日期", "Hearing from";
    heard_to: "听证结束日期", "Hearing until";
    hearing_hint: "复核听证的时间不计入期限（条例第 36 条）。", "Days of a recheck's hearing are not counted (art. 36).";
    present: "参加的人", "Who took part";
    hearing_course: "听证情况", "What was said and found";
    result_label: "审查结果", "Result";
    opinion: "复查复核意见和理由", "Opinion and reasons";
    new_answer(nth: u16): "变更后对诉求 {nth} 的意见", "New answer to demand {nth}";
    level_number: "文号", "Number";
    sign_intro: "签发后文书编号，内容不再改动。请看清再签。", "Signing numbers the document and fixes its words. Read before you sign.";
    levels: "复查复核", "Review and recheck";
    redo_owed(day: &str): "{day}送达的意见要求重新处理：请重新查、重新答，不能照原意见再答一遍。", "The opinion delivered on {day} asks for a new answer: look anew, answer anew, not in the same words.";
    ended(day: &str): "{day}已经复核终结：同一事实和理由不再受理；有新的事实，另行登记，与本件关联。", "Rechecked on {day}: the same facts and reasons are not taken again; new facts are registered as a new item linked to this one.";
    no_organ: "本系统里没有上一级复查复核机关，请告知信访人到上一级机关提出。", "There is no review office above in this system; tell the petitioner to ask at the body above.";
}
