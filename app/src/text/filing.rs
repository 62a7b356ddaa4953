//! Filing by petitioners on the public page, and the inbox it comes to.

use crate::text::{texts, words};
use domain::petition::Purpose;

words! {
    purpose(Purpose) {
        Appeal: "申诉：对处理、处分、裁决不服", "An appeal: I do not accept a decision";
        Plea: "求决：请政府帮助解决困难和问题", "A plea: please settle a matter or help";
        Report: "检举控告：反映干部违纪违法", "A report against an official";
        Opinion: "意见建议", "An opinion or suggestion";
        Enquiry: "咨询：问政策、问办法", "A question";
        Other: "其他", "Something else";
    }
}

texts! {
    // The public form.
    file_question: "有事要反映？", "Something to tell the bureau?";
    file_link: "网上反映事项", "File a petition online";
    title: "网上反映事项", "File a petition";
    intro: "写好提交后，马上给您一个查询码。从提交那天算起，信访局最迟 15 天内登记并转给负责的单位。", "As soon as you have sent it you get a query code. The bureau registers it and sends it to the unit in charge within 15 days of the day you sent it.";
    purpose_question: "您想做什么？", "What do you want?";
    report_note: "选“检举控告”的，从提交起就只有纪检人员能看到，可以不写姓名。", "A report against an official is seen by the discipline channel only, from the moment you send it; you need not give your name.";
    matter: "一句话说清是什么事", "What it is about, in one line";
    matter_hint: "例如：村口路灯两个月不亮。", "For example: the street lamp has been out for two months.";
    told: "事情的经过和理由", "What happened, and why you ask";
    told_hint: "什么时候、在哪里、发生了什么、找过谁。", "When, where, what happened, whom you have asked.";
    demands: "您希望怎么解决", "What you ask for";
    demands_hint: "一行写一项，答复时逐项对应。", "One a line: each gets its own answer.";
    place: "事情发生在哪里（可不填）", "Where it happened (optional)";
    place_hint: "乡镇、村组、路名。", "Township, village, street.";
    complained_of: "反映的是哪个单位或谁（可不填）", "Whom it complains of (optional)";
    complained_hint: "写单位名称，或者姓名和职务。", "A unit, or a name and post.";
    you: "您是谁", "Who you are";
    you_hint: "请写真实姓名，电话和住址至少写一样，好把答复送到您手里（条例第 19 条）。检举控告可以都不写。", "Please give your real name, and a telephone or an address, so that the answer reaches you (art. 19). For a report against an official you may leave all of it empty.";
    phone_hint: "办理的人会打这个电话。", "Whoever handles it calls this number.";
    id_hint: "可不填；填了便于核对身份。", "Optional; it helps to make sure who you are.";
    no_attachments: "照片和材料现在不能在网上交。登记以后请带到信访局窗口，或者交给承办人。", "Photos and papers cannot be sent here yet: bring them to the bureau's window, or give them to whoever handles it.";
    send: "提交", "Send";
    after: "提交后请记下查询码，用它随时查进度。", "After sending, note the query code: with it you can always see how far it has come.";
    not_yet(n: usize): "还没有提交：还差 {n} 处，写好再点“提交”。您写的都在。", "Not sent yet: {n} to mend, then press “Send”. Every word you wrote is still here.";
    too_many: "提交得太频繁，请过几分钟再点“提交”。您写的都在这一页上。", "Too many at once: press “Send” again in a few minutes. Every word you wrote is on this page.";
    too_large: "写得太多，没有收到。请把内容写短些再提交，或者到信访局窗口当面说。", "Too much to be received. Please make it shorter, or come to the bureau's window.";
    not_now: "暂时没有提交成功，请过一会儿再点“提交”。您写的都在这一页上。", "It could not be sent just now: press “Send” again in a while. Every word you wrote is on this page.";

    // What became of it.
    filed_title: "您提交的事项", "What you filed";
    waiting(day: &str): "已收到，等待登记。从 {day}算起，最迟 15 天内登记并转给负责的单位。", "Received, waiting to be registered: within 15 days of {day} it is registered and sent to the unit in charge.";
    duplicate(number: &str): "和已经登记的 {number} 是同一件事，并在那一件里一起办，不另外登记。", "It is the same matter as {number}, which is registered already, and is handled there.";
    no_petition: "这不属于信访事项，没有登记。原因和该到哪里去写在下面。", "This is no petition and was not registered; why, and where to go, is below.";
    filed_on: "提交日期", "Filed on";
    keep: "请记下或拍下查询码，不要告诉别人。登记以后用同一个查询码查进度。", "Note the code or take a picture of it, and tell nobody. The same code works after registration.";

    // The inbox.
    inbox: "网上来件", "Filed online";
    inbox_none: "没有等待登记的网上来件。", "Nothing filed online waits.";
    inbox_online: "网上来件要联网才能看。", "What was filed online is seen with a connection.";
    inbox_count(n: usize): "{n} 件等待登记", "{n} waiting to be registered";
    filed_when(at: &str): "{at}提交", "filed {at}";
    own_words: "信访人原文", "The petitioner's own words";
    take_over: "登记这一件", "Register this one";
    other_ways: "不登记", "Do not register";
    as_duplicate: "和已登记的是同一件", "Same as a registered item";
    duplicate_number: "那一件的登记编号", "Number of that item";
    duplicate_word: "给信访人的话", "A word to the petitioner";
    as_no_petition: "不是信访事项", "Not a petition";
    no_petition_reason: "原因和该到哪里去，信访人会看到", "Why, and where to go: the petitioner reads it";
    to_discipline: "是检举控告，转纪检通道", "It reports an official: to the discipline channel";
    to_discipline_hint: "转过去以后，只有纪检通道能看到，这里不再显示。", "From then on only the discipline channel sees it; it no longer shows here.";
    confirm: "确定", "Confirm";
    gone: "这一件别人已经办了，或者您无权查看。", "Somebody else has dealt with this one, or you may not see it.";
    taken_over: "已登记。", "Registered.";
    was_decided(at: &str): "已于 {at}办理，没有登记。", "Dealt with {at}, not registered.";
    prefilled: "信访人写的已经填好，可以改；原文一直留着。", "The petitioner's words are filled in; you may change them, the original is kept.";
    changed(what: &str): "和原文不同：{what}", "Differs from the original: {what}";
    sealed_filing: "检举控告：只有纪检通道能看到。", "A report against an official: only the discipline channel sees it.";
}
