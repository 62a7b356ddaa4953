//! What petitioners read: the query page, their item, the rating, the receipt.

use crate::public::{Milestone, SealedStage};
use crate::text::{texts, words};

words! {
    milestone(Milestone) {
        Registered: "登记", "Registered";
        Transferred: "转给负责的单位", "Sent to the unit in charge";
        Disputed: "单位认为不归它办，信访局正在核定", "The unit holds that it is not its matter; the bureau is looking into it";
        TakenBack: "信访局收回，另定单位", "Taken back by the bureau to find the right unit";
        Confirmed: "信访局核定由该单位办理", "The bureau confirmed the unit";
        Accepted: "受理", "Accepted";
        Declined: "告知不予受理", "Declined, with notice";
        Visited: "上门走访", "Visited";
        Contacted: "电话或当面联系", "Called or met";
        Signed: "答复意见签发", "Answer signed";
        Delivered: "答复送达", "Answer delivered";
        Rated: "评价", "Rated";
        Closed: "办结", "Closed";
        Corrected: "更正登记内容", "Registration corrected";
        Extended: "告知延期", "Told of an extension";
        Guided: "告知其他法定途径", "Told of another lawful route";
        ReviewAsked: "申请复查或者复核", "Review asked for";
        ReviewTaken: "受理复查或者复核", "Request for review taken";
        ReviewRefused: "告知不予受理复查或者复核", "Request for review not taken, with notice";
        Heard: "听证", "Hearing";
        ReviewDelivered: "复查或者复核意见送达", "Review opinion delivered";
        LookedAgain: "单位负责人重新核查", "The unit head looked again";
        CarriedOut: "落实", "Carried out";
        FollowedUp: "回访", "Follow-up visit";
        Archived: "归档", "Archived";
    }

    sealed_stage(SealedStage) {
        Received: "已收到", "Received";
        InHandling: "正在办理", "In handling";
        Closed: "已办结", "Closed";
    }
}

texts! {
    huiyin: "回音", "Huiyin";
    the_bureau: "信访局", "the petition bureau";
    skip: "跳到正文", "Skip to the content";
    other_language: "English", "中文";
    other_language_tag: "en", "zh-CN";
    back_home: "返回查询页", "Back to the query page";

    // The query page.
    home_title: "查询信访事项办理进度", "See how your petition is getting on";
    home_question: "您的事项办到哪一步了？", "How far has your petition come?";
    home_intro: "每件信访事项登记时都会给一张回执，上面有 12 位查询码。输入查询码，就能看到办到哪一步、由谁办、最迟哪天答复；收到答复后可以在这里评价。", "Each petition gets a receipt with a query code of 12 characters. With it you see here how far it has come, who handles it and by when you get an answer; once answered, you can rate it here.";
    code_label: "查询码", "Query code";
    code_hint: "回执上的 12 位字母和数字，四位一组。空格、横线、大小写都不要紧。", "The 12 letters and digits on your receipt, in groups of four. Blanks, dashes and capitals do not matter.";
    query: "查询", "Look it up";
    code_refused_title: "没有查到", "Nothing found";
    code_refused: "没有查到这个查询码对应的事项。请对照回执再输一次；还是不行，请带身份证件到信访局窗口或者打电话询问。", "No petition was found for this code. Please compare it with your receipt and try again; if it still fails, ask at the bureau's window with your ID, or call.";
    privacy: "查询码只有您知道，请不要告诉别人。查询后 30 分钟内可以查看，过后要重新输入；用别人的手机或电脑，看完请点“看完了，退出”。", "Only you know the code: do not tell others. You can look for 30 minutes and then enter it again; on somebody else's device press “Done, leave” when you have finished.";
    receipt_lost: "回执丢了怎么办", "If you lost the receipt";
    receipt_lost_text: "带上身份证件到信访局窗口，核对后重新打印回执。", "Bring your ID to the bureau's window; the receipt is printed again after a check.";
    how_to_reach: "怎样联系信访局", "How to reach the bureau";
    telephone: "电话", "Telephone";
    hours: "接待时间", "Hours";
    address: "地址", "Address";
    ask_at_window: "请到信访局接待窗口询问。", "Please ask at the bureau's reception window.";
    for_officers: "工作人员入口", "For officers";

    // The item: the answer first.
    item_title: "您的信访事项", "Your petition";
    answer_registered(day: &str): "您的事项已经登记，信访局最迟 {day}转给负责的单位。", "Your petition is registered; the bureau sends it to the unit in charge by {day}.";
    answer_registered_late(day: &str, days: i64): "您的事项已经登记，本应在 {day}前转给负责的单位，已经超期 {days} 天。您可以向信访局催问。", "Your petition is registered; it should have been sent to the unit in charge by {day} and is {days} days late. You may remind the bureau.";
    answer_registered_open: "您的事项已经登记，信访局正在确定由谁办理。", "Your petition is registered; the bureau is finding the unit in charge.";
    answer_sent(unit: &str, day: &str): "您的事项已转到{unit}，最迟 {day}告诉您是否受理。", "Your petition is with {unit}, which tells you by {day} whether it takes it.";
    answer_sent_late(unit: &str, day: &str, days: i64): "您的事项已转到{unit}，本应在 {day}前告诉您是否受理，已经超期 {days} 天。您可以向信访局催问。", "Your petition is with {unit}, which should have told you by {day} whether it takes it and is {days} days late. You may remind the bureau.";
    answer_disputed(day: &str): "信访局正在核定由哪个单位办理，最迟 {day}告诉您是否受理。", "The bureau is settling which unit is in charge; you are told by {day} whether it is taken.";
    answer_disputed_late(day: &str, days: i64): "信访局正在核定由哪个单位办理，本应在 {day}前告诉您是否受理，已经超期 {days} 天。您可以向信访局催问。", "The bureau is settling which unit is in charge; you should have been told by {day}: {days} days late. You may remind the bureau.";
    answer_handling(unit: &str, day: &str): "您的事项正在由{unit}办理，最迟 {day}答复。", "Your petition is being handled by {unit}, which answers by {day}.";
    answer_handling_late(unit: &str, day: &str, days: i64): "您的事项正在由{unit}办理，本应在 {day}前答复，已经超期 {days} 天。您可以向信访局催问。", "Your petition is being handled by {unit}; the answer was due by {day} and is {days} days late. You may remind the bureau.";
    answer_handling_own_law(unit: &str): "您的事项正在由{unit}办理，期限按这类事项自己的法定程序计算。", "Your petition is being handled by {unit}; its limit follows the law for this kind of matter.";
    answer_signed(unit: &str, day: &str): "{unit}已经作出答复，正在送给您，最迟 {day}送到。", "{unit} has made its answer; it reaches you by {day}.";
    answer_signed_late(unit: &str, day: &str, days: i64): "{unit}已经作出答复，本应在 {day}前送到您手里，已经超期 {days} 天。您可以向信访局催问。", "{unit} has made its answer; it should have reached you by {day} and is {days} days late. You may remind the bureau.";
    answer_signed_own_law(unit: &str): "{unit}已经作出答复，正在送给您。", "{unit} has made its answer; it is on its way to you.";
    answer_delivered(unit: &str, day: &str): "{unit}已于 {day}答复您，答复全文在下面。", "{unit} answered you on {day}; the full answer is below.";
    answer_declined(unit: &str, day: &str): "{unit}于 {day}告知您不予受理，原因和该找谁办写在下面。", "{unit} told you on {day} that it does not take the petition; why, and where to go, is below.";
    answer_closed(unit: &str, day: &str): "您的事项已经办结，{unit}于 {day}作出答复，答复全文在下面。", "Your petition is closed; {unit} answered on {day}, in full below.";
    answer_closed_declined: "您的事项已经办结：不予受理，原因和该找谁办写在下面。", "Your petition is closed: it was not taken; why, and where to go, is below.";
    answer_guided(unit: &str, day: &str): "{unit}于 {day}告知您走别的法定途径，到哪里去、怎么办写在下面。", "{unit} told you on {day} of another lawful route; where to go and what to do is below.";
    unit_in_charge: "负责的单位", "the unit in charge";

    // The item: what is on file.
    matter: "反映的事项", "What it is about";
    received_on: "收到日期", "Received on";
    unit: "负责的单位", "Unit in charge";
    unit_open: "还没有确定", "not settled yet";
    handler: "承办人", "Handler";
    limit: "期限", "Limit";
    limit_line(term: &str, day: &str, left: &str): "{term}：{day}止，{left}", "{term}: until {day}, {left}";
    limit_met(term: &str, day: &str, done: &str): "{term}：{day}止，{done}", "{term}: until {day}, {done}";
    by_article(article: &str): "依据：{article}", "By {article}";
    course: "办理进程", "Course";
    yourself: "您本人", "you";
    to_unit(unit: &str): "转到 {unit}", "to {unit}";
    declining: "不予受理", "Not taken";
    answer: "处理意见", "The answer";
    opinion_number: "意见书文号", "Number of the opinion";
    demand(nth: usize): "诉求 {nth}", "Demand {nth}";
    basis_line(basis: &str): "依据：{basis}", "Legal basis: {basis}";
    review: "对答复不服怎么办", "If you do not agree";
    ask_until(day: &str, organ: &str, level: &str, article: &str): "在 {day}前（含当天），您可以向{organ}申请{level}（{article}）。可以在这里写，也可以到信访局窗口提出。", "Until {day} (included) you may ask {organ} for a {level} ({article}), here or at the bureau's window.";
    ask_elsewhere(day: &str, level: &str, article: &str): "在 {day}前（含当天），您可以向作出意见的机关的上一级机关申请{level}（{article}）；上一级机关不在本系统，请到那里提出。", "Until {day} (included) you may ask the body above for a {level} ({article}); it is not in this system, please ask there.";
    ask_hint: "写明哪里不服、希望怎么处理。请不要写身份证号。最多 10000 字。", "What you do not agree with and what you ask for; no ID number; 10,000 characters at most.";
    ask(level: &str): "提交{level}申请", "Ask for the {level}";
    ask_refused(why: &str): "没有提交成功，您写的话还在：{why}", "Not sent, what you wrote is still here: {why}";
    recheck_over(day: &str, article: &str): "申请复核的期限到 {day}为止，已经过了（{article}）。有特殊原因的，请到信访局窗口说明。", "The time to ask for a recheck ended on {day} ({article}). If there was a special reason, please explain at the bureau's window.";
    road_ended(day: &str): "您的事项已于 {day}复核终结，同一事实和理由不再受理（条例第 36 条）。有新的事实，可以另行提出。", "Your petition was rechecked on {day}: the same facts and reasons are not taken again (art. 36). New facts may be brought anew.";
    copy: "查看我的全部记录", "Everything held about me";
    copy_title: "关于您的全部记录", "Everything held about you";
    copy_intro: "这里是信访系统里关于您和这件事项的记录（个人信息保护法第 45 条）。证件号、电话只显示头尾；要完整的复印件，请带身份证到信访局窗口。有错的，请到窗口更正。", "This is what the system holds about you and this petition (Personal Information Protection Law, art. 45). Numbers show their ends only; for a full copy bring your ID card to the bureau's window, where errors are corrected too.";
    copy_documents: "文书编号", "Documents";
    copy_files: "附件", "Files";
    copy_offices: "办理过这件的机关、单位", "Offices that worked on it";
    review_over(day: &str, article: &str): "请求复查的期限到 {day}为止，已经过了（{article}）。有特殊原因的，请到信访局窗口说明。", "The time to ask for review ended on {day} ({article}). If there was a special reason, please explain at the bureau's window.";
    leave: "看完了，退出", "Done, leave";
    ask_again: "有疑问，请带回执到信访局窗口或者打电话询问，报登记编号即可，不要报查询码。", "Questions? Ask at the bureau's window or call, and give the number of the petition, never the query code.";

    // Reports against officials.
    sealed_answer(stage: &str): "您反映的事项：{stage}。", "Your report: {stage}.";
    readings: "谁看过这份材料", "Who has read this file";
    readings_intro: "每次有人打开，系统都记下。这里按日期写明是哪个部门看的，不写人名（个人信息保护法第 44、45 条，信访工作条例第 30、46 条）。", "Every opening is on record. Here is which office read it on which day, without people's names (Personal Information Protection Law, art. 44, 45; Regulations, art. 30, 46).";
    read_by_nobody: "还没有人看过。", "Nobody has read it yet.";
    read_by_channel: "纪检通道", "the discipline channel";
    read_elsewhere: "纪检通道以外（本不应有，请到纪检部门询问）", "outside the channel (this should not happen; please ask the discipline office)";
    sealed_note: "为了保护您，这里只显示办到哪一步，不显示内容、单位和人员。", "To protect you, this page shows only how far it has come: no content, no unit, no person.";

    // The rating.
    rate_title: "请您评价", "Please rate";
    rate_intro(day: &str): "请分别评价信访局和负责的单位，到 {day}止，只能评价一次。您的评价不影响您的事项。", "Please rate the bureau and the unit apart, until {day}, once. Your rating does not affect your petition.";
    rate_bureau(bureau: &str): "对{bureau}的工作", "The work of {bureau}";
    rate_unit(unit: &str): "对{unit}的办理", "The handling by {unit}";
    comment: "还想说的话", "Anything else";
    comment_hint: "可以不填，最多 10000 字。请不要写身份证号、电话和住址。", "Optional, 10,000 characters at most. Please leave out ID number, telephone and address.";
    rate: "提交评价", "Send the rating";
    rate_choose: "还没有提交：请对信访局和负责的单位各选一项。您写的话还在。", "Not sent yet: please choose once for the bureau and once for the unit. What you wrote is still here.";
    rate_refused(why: &str): "没有提交成功：{why}", "Not sent: {why}";
    rate_not_now: "现在不能评价：收到答复后才可以评价。", "It cannot be rated now: you may rate once you have the answer.";
    rate_failed: "暂时没有提交成功，请过一会儿再试。您写的话还在。", "It could not be sent just now; please try again in a while. What you wrote is still here.";
    rated_title: "您的评价", "Your rating";
    rated_on(day: &str): "您于 {day}作了评价。", "You rated on {day}.";
    rating_over(day: &str): "评价的期限到 {day}为止，已经过了。", "The time to rate ended on {day}.";
    thanks_title: "谢谢您的评价", "Thank you for rating";
    thanks: "您的评价已经收到，记录如下。信访局和负责的单位都会看到。", "Your rating has arrived and reads as follows. The bureau and the unit will see it.";
    back_to_item: "返回我的事项", "Back to my petition";

    // When it does not go.
    too_many_title: "查询的人太多", "Too many queries";
    too_many(seconds: u64): "请等 {seconds} 秒再查。您的事项不受影响。", "Please wait {seconds} seconds and try again. Your petition is not affected.";
    failed_title: "暂时打不开", "Not available just now";
    failed: "这是我们的问题，已经记下。请过一会儿再试，或者打电话询问。", "The fault is ours and was recorded. Please try again in a while, or call.";
    not_found_title: "没有这个页面", "There is no such page";
    not_found: "没有这个页面，或者您无权查看。", "There is no such page, or you may not see it.";

    // The receipt.
    receipt_title: "登记回执", "Receipt";
    receipt_number: "登记编号", "Number";
    receipt_number_open: "编号待发", "number to come";
    receipt_day: "登记日期", "Registered on";
    receipt_channel: "来源", "How it came";
    receipt_matter: "反映的事项", "What it is about";
    receipt_code: "查询码", "Query code";
    receipt_use(address: &str): "扫码或者打开 {address}，输入查询码，就能看到办理进度、答复，并作评价。", "Scan the square or open {address} and enter the query code to see progress and answer, and to rate it.";
    receipt_secret: "凭查询码能看到您的事项，请收好，不要告诉别人。", "Whoever has the code can see your petition: keep it safe.";
    receipt_qr: "查询页的二维码", "QR code of the query page";
    receipt_ask: "询问", "Questions";
    receipt_print: "请用浏览器的打印（Ctrl + P），A5 或 A4 纸都可以。", "Print with the browser (Ctrl + P), on A5 or A4.";
    receipt_sealed: "这是检举控告：回执只有编号和查询码。", "This is a report against an official: the receipt shows number and code only.";
    back_to_desk: "返回工作桌面", "Back to the desk";
}
