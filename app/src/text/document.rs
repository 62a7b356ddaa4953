//! Official documents (文书): their names, the words of their screens, and the few sentences the program
//! itself puts into them. Documents are Chinese by law; those sentences have no second language.

use crate::text::{texts, words};
use domain::deadline::Days;
use domain::document::DocumentKind;
use domain::petition::review::{LevelKind, LevelResult};

words! {
    kind(DocumentKind) {
        Receipt: "登记回执", "Receipt of registration";
        Transfer: "转送告知单", "Notice of transfer";
        Assignment: "交办函", "Letter of assignment";
        Acceptance: "受理告知书", "Notice of acceptance";
        Declining: "不予受理告知书", "Notice of non-acceptance";
        Guidance: "引导告知书", "Notice of another lawful way";
        Extension: "延期告知书", "Notice of extension";
        Opinion: "处理意见书", "Opinion";
        ServiceReceipt: "送达回证", "Receipt of service";
        Review: "复查意见书", "Review opinion";
        Recheck: "复核意见书", "Recheck opinion";
        NoMore: "不再受理告知书", "Notice that it is accepted no more";
        Urging: "督办函", "Letter of urging";
        AdviceOnWork: "改进工作建议书", "Advice on better work";
        AdviceOnPolicy: "完善政策建议书", "Advice on better policy";
        AdviceOnBlame: "追究责任建议书", "Advice on responsibility";
    }
}

texts! {
    documents: "文书", "Documents";
    owed: "应发", "due";
    in_force: "已制发", "issued";
    replaced(number: &str): "已被{number}替换", "replaced by {number}";
    prepare_named(kind: &str): "制发{kind}", "Prepare: {kind}";
    other_documents: "其他文书", "Other documents";
    open: "查看、打印", "View and print";
    open_named(kind: &str, number: &str): "查看、打印{kind} {number}", "View and print: {kind} {number}";
    as_word: "Word 文档", "Word file";
    as_pdf: "PDF 文件", "PDF file";
    print: "打印", "Print";
    replace: "更正重发", "Replace with a corrected one";
    replacing(number: &str): "重发后，{number}仍保留，标明已被替换。", "The old one, {number}, stays in sight and is marked as replaced.";
    reason: "替换原因", "Why it is replaced";
    title_label: "标题", "Title";
    addressee: "主送", "Addressed to";
    body: "正文", "Text";
    body_hint: "一行一段。行首写“# ”是一级标题，“## ”是二级标题。案件里的内容已经填好。", "A paragraph a line. “# ” begins a heading, “## ” a second-level one. What the case knows is filled in.";
    attachments: "附件说明", "Attachments";
    attachments_hint: "一行一个，没有就空着。", "One a line; leave it empty if there is none.";
    issue: "制发并编号", "Issue and number";
    issue_hint: "制发后由局里编号并锁定，一个字也不能再改；写错了只能更正重发。", "The bureau numbers and freezes it: no word can be changed any more; a mistake can only be replaced.";
    preview: "预览", "Preview";
    number_to_come: "文号待局里编号", "number to be given by the bureau";
    by_hand: "手写签名", "Signed by hand";
    picture_to_come: "（图片未传到，联网后显示）", "(the picture has not come yet)";
    draft_mark: "草稿 未制发", "Draft, not issued";
    blank_hint: "还有“＿＿”要填写。", "Places marked “＿＿” are still to be filled in.";
    frozen(sha256: &str): "内容已锁定，校验码（SHA-256）：{sha256}", "Frozen; checksum (SHA-256): {sha256}";
    replaces(number: &str, reason: &str): "替换{number}：{reason}", "Replaces {number}: {reason}";
    none: "还没有文书。", "No documents yet.";
    no_such_document: "没有这份文书。", "There is no such document.";

    // Why a document is not issued.
    not_due(kind: &str): "还不能制发{kind}：要先办完对应的那一步。", "{kind}: the step it belongs to comes first.";
    issued_already(kind: &str): "{kind}已经制发过了。内容有误的，请用“更正重发”，原文书会保留。", "{kind}: issued already. If it is wrong, replace it; the old one stays.";
    outdated(kind: &str): "案件有了变化，这份{kind}和现在的记录对不上（主送、落款、日期、诉求和答复要一致）。请重新打开再制发，您改过的话请另存一下。", "The case moved on and this document no longer says what the case says ({kind}): addressee, organ, date, demands and answers must agree. Open it anew; copy what you changed.";
    no_such_replaced: "要替换的文书不在，或已被别的文书替换。", "The document to be replaced is not there, or was replaced already.";
    blank_left: "正文里还有“＿＿”没有填，请填好再制发。", "Some places marked “＿＿” are still blank; fill them in first.";
}

/// The title (标题) as it is printed.
pub const fn title(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Receipt => "信访事项登记回执",
        DocumentKind::Transfer => "信访事项转送告知单",
        DocumentKind::Assignment => "信访事项交办函",
        DocumentKind::Acceptance => "信访事项受理告知书",
        DocumentKind::Declining => "信访事项不予受理告知书",
        DocumentKind::Guidance => "信访事项引导告知书",
        DocumentKind::Extension => "信访事项延期办理告知书",
        DocumentKind::Opinion => "信访事项处理意见书",
        DocumentKind::ServiceReceipt => "信访事项送达回证",
        DocumentKind::Review => "信访事项复查意见书",
        DocumentKind::Recheck => "信访事项复核意见书",
        DocumentKind::NoMore => "信访事项不再受理告知书",
        DocumentKind::Urging => "信访事项督办函",
        DocumentKind::AdviceOnWork => "改进工作建议书",
        DocumentKind::AdviceOnPolicy => "完善政策建议书",
        DocumentKind::AdviceOnBlame => "追究责任建议书",
    }
}

/// How an accepted item's limit is told where the path's own law sets it.
pub const LIMIT_OF_PATH: &str = "按照该处理途径适用的法律、法规、规章规定的期限办理。";

/// How the limit of the petition procedure is told.
pub fn limit_until(day: &str) -> String {
    format!(
        "根据《信访工作条例》第三十四条规定，本事项应当自受理之日起60日内办结，即{day}前办结；情况复杂的，\
         经本单位负责人批准，可以延长不超过30日，并告知你延长的理由。"
    )
}

/// The head of an answer to one of several demands.
pub fn answered_demand(nth: u32, outcome: &str) -> String {
    format!("对第{nth}项诉求：{outcome}。")
}

/// The head of the answer to the only demand.
pub fn answered_only(outcome: &str) -> String {
    format!("对你的诉求：{outcome}。")
}

/// The provision an answer rests on.
pub fn basis(basis: &str) -> String {
    format!("依据：{basis}")
}

/// A way of delivery with its number.
pub fn posted(way: &str, number: &str) -> String {
    format!("{way}，单号{number}")
}

/// A way of delivery that has no number, and why.
pub fn unnumbered(way: &str, why: &str) -> String {
    format!("{way}，无单号：{why}")
}

/// That the petitioner did not sign.
pub fn refused(cause: &str, witnesses: &str) -> String {
    format!("受送达人拒绝签收，原因：{cause}。见证人：{witnesses}。")
}

/// The way open to whoever does not agree with an answer (35); `organ` reviews it, where it is known.
pub fn may_ask_review(organ: Option<&str>) -> String {
    let organ = organ.unwrap_or(ORGAN_ABOVE);
    format!(
        "如不服本处理意见，根据《信访工作条例》第三十五条规定，可以自收到本意见书之日起30日内，向{organ}书面请求复查。"
    )
}

/// The way open to whoever does not agree with a review (36).
pub fn may_ask_recheck(organ: Option<&str>) -> String {
    let organ = organ.unwrap_or(ORGAN_ABOVE);
    format!(
        "如不服本复查意见，根据《信访工作条例》第三十六条规定，可以自收到本意见书之日起30日内，向{organ}书面请求复核。"
    )
}

const ORGAN_ABOVE: &str = "我单位的上一级机关、单位";

/// What is open where the answer was given on another path than the petition procedure.
pub const RIGHTS_OF_PATH: &str =
    "如不服本处理意见，可以按照该处理途径适用的法律、法规规定的方式和期限寻求救济。";

/// That a review or a recheck makes the organ answer anew.
pub fn answered_anew(organ: &str) -> String {
    format!(
        "{organ}将重新处理并书面答复你。如不服重新作出的处理意见，可以自收到该意见书之日起30日内书面请求复查。"
    )
}

/// The end of the road (36).
pub const ROAD_ENDED: &str = "根据《信访工作条例》第三十六条规定，本复核意见为信访终结意见。\
     你仍然以同一事实和理由提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理。";

/// The opinion that a level looks at, by whose it is and its number.
pub fn judged(organ: &str, level: LevelKind, number: Option<&str>) -> String {
    let opinion = match level {
        LevelKind::Review => "处理意见",
        LevelKind::Recheck => "复查意见",
    };
    let number = number.map(|number| format!("（{number}）"));
    format!("{organ}作出的{opinion}{}", number.unwrap_or_default())
}

/// The sentence of a level's result, on the opinion `judged`; `organ` answers the petitioner.
pub fn result(result: LevelResult, judged: &str, organ: &str) -> String {
    match result {
        LevelResult::Upheld => format!("维持{judged}。"),
        LevelResult::Changed => format!("变更{judged}，变更后的意见如下。"),
        LevelResult::Revoked => format!("撤销{judged}，由{organ}重新处理。"),
        LevelResult::Redo => format!(
            "对{judged}，责令重新处理：由{organ}重新调查核实并作出处理意见，不得重复原处理意见。"
        ),
    }
}

/// A hearing, in a sentence.
pub fn heard(from: &str, to: &str, place: &str) -> String {
    let days = if from == to {
        from.to_owned()
    } else {
        format!("{from}至{to}")
    };
    format!("审查期间，{days}在{place}举行了听证。")
}

/// The length of a limit: 60日, 6个月, 3年.
pub fn length(count: u16, kind: Days) -> String {
    match kind {
        Days::Calendar => format!("{count}日"),
        Days::Working => format!("{count}个工作日"),
        Days::Months if count % 12 == 0 => format!("{}年", count / 12),
        Days::Months => format!("{count}个月"),
    }
}

/// How long there is to take a lawful route; `known`: from which day, until which.
pub fn to_ask(law: &str, length: &str, known: Option<(&str, &str)>) -> String {
    let law = provision(law);
    match known {
        Some((from, until)) => format!(
            "根据{law}规定，提出的期限为{length}，自你知道之日（{from}）起计算，至{until}止。请在期限内提出，以免影响你的权利。"
        ),
        None => format!(
            "根据{law}规定，提出的期限为{length}，自你知道或者应当知道之日起计算。请在期限内提出，以免影响你的权利。"
        ),
    }
}

/// How long the authority of a lawful route has to decide.
pub fn to_decide(law: &str, length: &str) -> String {
    format!("受理后，一般在{length}内作出决定（{}）。", provision(law))
}

/// Where no law fixes a number of days.
pub const ROUTE_WITHOUT_LIMIT: &str =
    "请按照该途径适用的法律、法规规定的期限尽快提出，以免影响你的权利。";

/// `行政复议法 20` as documents cite it: 《行政复议法》第20条.
fn provision(source: &str) -> String {
    match source.rsplit_once(' ') {
        Some((law, article)) => format!("《{law}》第{article}条"),
        None => format!("《{source}》"),
    }
}
