//! 文书范本: the county words its documents itself, with every placeholder explained and every mistake told.

use crate::document::{Flaw, Placeholder};
use crate::text::{Lang, texts, words};

words! {
    explained(Placeholder) {
        Petitioners: "信访人姓名，几个人用顿号分开", "the petitioners' names";
        Title: "事项名称", "the item's title";
        Number: "登记编号", "the item's register number";
        Channel: "来信、来访、网上等", "how it came";
        ReceivedOn: "收到的日期", "the day it was received";
        Demands: "每项诉求，几项的逐项编号", "each demand, numbered where there are several";
        Unit: "责任单位全称", "the responsible unit";
        SentOn: "转送或交办的日期", "the day it was transferred or assigned";
        Requirement: "交办时写的要求", "what the assignment asks";
        FeedbackOn: "交办要求的反馈日期", "until when to report back";
        AcceptedOn: "受理的日期", "the day it was accepted";
        Path: "受理时定的办理途径", "the way the matter takes";
        Limit: "一句话：60日期限和到期日；其他途径按其法律", "a sentence: 60 days and the last of them; another path's own law";
        Handler: "承办人姓名", "who handles it";
        Reason: "写给信访人的理由", "the reason as the petitioner was told";
        WhoseMatter: "该找谁", "whose matter it is and where to go";
        Findings: "查明的情况", "the facts established";
        Answers: "逐项答复和依据；复查复核为意见、理由和依据", "each answer with its basis; of a review its opinion, reasons and basis";
        Rights: "一句话：向谁、几日内请求复查或复核；复核的写明终结", "a sentence: whom to ask for a review and until when, or that the road has ended";
        ExtensionReason: "申请延期时写的理由", "why the limit is extended";
        ExtensionDays: "批准延长的天数（数字）", "by how many days, a number";
        Granter: "批准延期的负责人姓名", "the head who granted it";
        OldLimit: "不延期的到期日", "the last day without the extension";
        NewLimit: "延期后的到期日", "the last day with the extension";
        Route: "行政复议、诉讼、仲裁等", "reconsideration, litigation, arbitration and so on";
        Authority: "找哪个机关、在哪里", "which authority, and where";
        Told: "怎么办、带什么材料", "what to do, with which papers";
        RouteLimit: "一句话：该途径的申请和办理期限及其法律依据", "a sentence: the route's own limits and the law they rest on";
        EndedNumber: "已终结事项的登记编号", "the number of the item whose road has ended";
        EndedOn: "复核终结的日期", "the day its road ended";
        Judged: "被复查复核的意见：谁作的、什么意见、文号", "the opinion looked at: whose, which, its number";
        RequestedOn: "申请复查复核的日期", "the day the review was asked for";
        RequestReasons: "申请人写的理由和请求", "why the petitioner does not agree, and what they ask for";
        Hearings: "听证的日期和地点；没有听证就不出现", "day and place of hearings; nothing where there was none";
        Result: "一句话：维持、变更、撤销或责令重新处理", "a sentence: upheld, changed, revoked, or to be handled anew";
        Delivered: "送达的是哪份文书和文号", "which document was delivered, with its number";
        Service: "送达方式", "how it was delivered";
        DeliveredOn: "送达日期", "the day it was delivered";
        Receiver: "谁签收的", "who received it";
        RefusedSignature: "拒签的原因和见证人；没有拒签就不出现", "why it was not signed for, and before whom; nothing where it was";
        Blank: "留空，制发时由承办人填", "a place to be filled in by hand";
    }
}

texts! {
    templates: "文书范本", "Wording of documents";
    intro: "每种文书的文字由本县维护。改动从指定日期起用，旧的保留；已经制发的文书一个字也不变。", "The wording of each kind is the county's own. A change holds from its day on and older ones stay; a document already issued never changes.";
    own_text: "本县文字", "the county's wording";
    shipped_text: "随程序文字", "the shipped wording";
    planned(day: &str): "{day}起换新", "changes on {day}";
    in_force_since(day: &str): "{day}起用", "in force since {day}";
    text_label: "文字", "Text";
    text_hint: "一行一段。行首写“# ”是一级标题，“## ”是二级标题。花括号里的由案件填写。", "A paragraph a line. “# ” begins a heading, “## ” a second-level one. What stands in braces is filled from the case.";
    since: "从哪天起用", "In force from";
    placeholders: "案件能填的内容", "What a case fills in";
    placeholders_hint: "点一下，就插在光标处。", "Press one to put it where the cursor is.";
    required: "依法必有", "required by law";
    save: "保存新文字", "Save the new wording";
    saved(day: &str): "已保存，从{day}起用。", "Saved; in force from {day}.";
    history: "历次改动", "Earlier changes";
    state_now: "现用", "in force";
    state_planned: "待启用", "not yet in force";
    state_over: "已换下", "replaced";
    from_day(day: &str): "从{day}起", "from {day}";
    show: "看文字", "Show the text";
    take_up_shipped: "用随程序文字", "Use the shipped wording";
    take_up_of(day: &str): "用{day}起的这一版", "Use the one from {day}";
    taken_up: "已放进上面的文字里，看过再保存。", "It is in the text above; look it over, then save.";
    sample: "样例预览（虚构案件）", "Preview with an invented case";

    unknown(word: &str): "没有“{word}”这个占位，请从下面的清单里选。", "There is no placeholder “{word}”; choose from the list.";
    unfit(word: &str): "这种文书里没有“{word}”可填，请删去，或从下面的清单里选。", "A document of this kind has nothing to put in for “{word}”; take it out or choose from the list.";
    unclosed: "有一个花括号没有配对，请补上或删去。", "A brace has no partner; add it or take it out.";
    lacking(word: &str): "这种文书依法要有“{word}”，不能删去。请从下面的清单里选回来。", "By law this document says “{word}”; put it in again from the list.";
    no_text: "请写上文字；要用随程序的文字，请在历次改动里选“用随程序文字”。", "Write the text; to go back to the shipped one, choose it under earlier changes.";
    too_long: "文字太长，最多10000字。", "The text is too long: at most 10,000 characters.";
    in_past: "不能从已经过去的日子起用，请改为今天或以后。", "It cannot hold from a day in the past; choose today or later.";
    same: "那一天本来就用这段文字，不用改。", "That is the wording on that day already; nothing to change.";
    no_day: "请填从哪天起用。", "Say from which day it is in force.";
}

/// What is wrong with a county's text, and what to do.
pub fn flaw(lang: Lang, flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unknown(word) => unknown(lang, word),
        Flaw::Unfit(word) => unfit(lang, word),
        Flaw::Unclosed => unclosed(lang).to_owned(),
        Flaw::Lacking(word) => lacking(lang, word),
        Flaw::Empty => no_text(lang).to_owned(),
        Flaw::TooLong => too_long(lang).to_owned(),
        Flaw::InPast => in_past(lang).to_owned(),
        Flaw::Same => same(lang).to_owned(),
    }
}
