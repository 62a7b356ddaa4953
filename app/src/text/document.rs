//! Official documents (文书): their names, the words of their screens, and the few sentences the program
//! itself puts into them. Documents are Chinese by law; those sentences have no second language.

use crate::document::Flaw;
use crate::text::{Lang, texts, words};
use domain::document::DocumentKind;

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
    prepare: "制发", "Prepare";
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

    // Texts a county writes itself.
    templates: "文书模板", "Texts of documents";
    templates_intro: "各种文书的文字，由本县维护；改动从指定日期起用，旧的保留。", "The wording of each kind is the county's; a change holds from its day on, older ones stay.";
    own_text: "本县文字", "the county's text";
    shipped_text: "随程序文字", "the shipped text";
    text_label: "文字", "Text";
    since: "从哪天起用", "In force from";
    placeholders: "可用的占位", "Placeholders";
    save_text: "保存", "Save";
    back_to_shipped: "恢复随程序文字", "Back to the shipped text";
    saved_text: "已保存。", "Saved.";
    history: "历次改动", "Earlier changes";
    sample: "样例预览", "Preview with a sample case";
    unknown_placeholder(word: &str): "没有“{word}”这个占位，请从下面的清单里选。", "There is no placeholder “{word}”; choose from the list.";
    unclosed: "有一个花括号没有配对。", "A brace has no partner.";
    lacking(word: &str): "这种文书依法要有“{word}”，不能删去。", "By law this document says “{word}”; it cannot be left out.";
    no_text: "请写上文字；要用随程序的文字，请按“恢复随程序文字”。", "Write the text, or go back to the shipped one.";
    since_past: "不能从已经过去的日子起用。", "It cannot hold from a day in the past.";
}

/// What is wrong with a county's text, and what to do.
pub fn flaw(lang: Lang, flaw: &Flaw) -> String {
    match flaw {
        Flaw::Unknown(word) => unknown_placeholder(lang, word),
        Flaw::Unclosed => unclosed(lang).to_owned(),
        Flaw::Lacking(word) => lacking(lang, word),
        Flaw::Empty => no_text(lang).to_owned(),
    }
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

/// That the petitioner did not sign.
pub fn refused(cause: &str, witnesses: &str) -> String {
    format!("受送达人拒绝签收，原因：{cause}。见证人：{witnesses}。")
}
