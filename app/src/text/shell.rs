//! The frame of the desk: places, signing in, what is saved, help.

use crate::text::texts;

texts! {
    huiyin: "回音", "Huiyin";
    subtitle: "信访工作桌面", "The petition desk";
    skip: "跳到正文", "Skip to the content";
    places: "主要去处", "Places";

    // Places.
    my_work: "我的工作", "My work";
    petitions: "信访件", "Petitions";
    new_petition: "登记", "Register";
    new_short: "新建", "New";
    returned_work: "退回", "Returned";
    saved_here: "存送情况", "Saved and sent";
    mine: "我", "Me";
    me_settings: "我和设置", "Me and settings";
    help: "帮助", "Help";

    // Signing in.
    sign_in: "登录", "Sign in";
    account: "账号", "Account";
    password: "密码", "Password";
    signing_in: "正在登录…", "Signing in …";
    sign_out: "退出登录", "Sign out";
    wrong_account: "账号或密码不对。", "Account or password is wrong.";
    locked_until(at: &str): "连续输错次数太多，{at} 以后再试，或找系统管理员。", "Too many wrong attempts: try again after {at}, or ask the administrator.";
    need_network: "第一次登录要联网。", "The first sign-in needs a connection.";
    change_password: "修改密码", "Change the password";
    first_change: "第一次登录，请先换一个自己的密码。", "This is your first sign-in: please choose a password of your own.";
    old_password: "现在的密码", "Present password";
    new_password: "新密码", "New password";
    new_password_hint: "至少 10 个字符，字母、数字都要有。", "At least 10 characters, with letters and digits.";
    repeat_password: "再输一遍新密码", "New password again";
    not_the_same: "两次输入的不一样。", "The two are not the same.";
    too_weak: "密码太简单：至少 10 个字符，字母、数字都要有。", "Too weak: at least 10 characters, with letters and digits.";
    password_changed: "密码已修改。", "The password is changed.";

    // Language and theme.
    language: "语言", "Language";
    to_english: "English", "English";
    to_chinese: "中文", "中文";
    theme: "明暗", "Light or dark";
    theme_system: "随系统", "as the system";
    theme_light: "浅色", "light";
    theme_dark: "深色", "dark";

    // The saved chip.
    all_sent(at: &str): "已全部送达 {at}", "all sent {at}";
    all_sent_ever: "已全部送达", "all sent";
    waiting(n: usize): "{n} 条待送", "{n} to send";
    held_back(n: u32): "{n} 条局里暂存", "{n} held by the bureau";
    held_back_why(n: u32): "有 {n} 条已送到局里，但局里的程序比这台设备的旧，还看不懂。它们一字不差地存在局里，局里升级程序后自动办理，您不用重写。着急的，请告诉系统管理员升级。", "{n} arrived at the bureau, whose program is older than this device's and cannot read them yet. The bureau keeps every word and takes them up once it is updated; you need not write them again. If it is urgent, ask the system administrator to update.";
    returned(n: usize): "{n} 条退回", "{n} returned";
    offline_saved: "离线，已存本机", "offline, saved here";
    offline_waiting(n: usize): "离线，{n} 条已存本机", "offline, {n} saved here";

    // What is saved, sent and came back.
    saved_intro: "您写下的每一条都先存在本机，再送到局里。送到之前，关掉网页、断电都不会丢。", "All you write is kept on this device first and then sent. Until it has arrived, neither closing the page nor a power cut loses it.";
    here: "存在本机、待送出", "Kept here, to be sent";
    sent: "已送达局里", "Sent and received";
    came_back: "退回", "Came back";
    drafts: "没写完的", "Not finished";
    held: "本机可离线打开的信访件", "Petitions that open offline here";
    last_contact(at: &str): "上次和局里联系：{at}", "Last contact with the bureau: {at}";
    never_contact: "还没有和局里联系过。", "No contact with the bureau yet.";
    online_now: "现在联网。", "Connected now.";
    offline_now: "现在没有网络。这不影响您工作，联网后自动送出。", "No network now. Go on working: everything is sent once there is one.";
    send_now: "现在就送", "Send now";
    nothing_waiting: "没有待送的。", "Nothing waits to be sent.";
    nothing_sent: "本机存的信访件里，还没有您送达的内容。", "The petitions kept here hold nothing sent by you yet.";
    no_drafts: "没有没写完的。", "Nothing unfinished.";
    go_on_writing: "接着写", "Go on writing";
    throw_draft: "不要了", "Discard";
    storage_full: "本机存储空间不够，没有存下。请清理空间后再按一次“保存”，写的内容还在。", "This device is out of space: it was not saved. Free some space and press save again; what you wrote is still here.";
    many_waiting: "待送的很多了，请尽快联网。", "A lot waits to be sent; please find a connection soon.";

    // The tray.
    tray_intro: "局里没有办成的都在这里，您写的每个字都在。看明白原因，再决定怎么办。", "What the bureau could not take is here with every word of yours. Read why, then decide.";
    tray_empty: "没有退回的。", "Nothing came back.";
    returned_at(at: &str): "{at} 退回", "returned {at}";
    why_returned: "原因", "Why";
    not_understood: "新版程序写的内容，这台设备的程序还看不懂；更新程序后再来看", "Written by a newer program; this one cannot read it yet. Update, then look again";
    i_wrote: "我写的", "What I wrote";
    bureau_has: "局里现在的", "What the bureau has now";
    both_together: "合在一起", "Both together";
    bureau_has_none: "局里现在没有这一项。", "The bureau has nothing here now.";
    conflict_open(state: &str): "您写的时候，这件已经往前走了，现在是“{state}”。您的内容没有丢，可以接着现在的情况重办，或者写明原因放弃。", "While you wrote, the petition moved on and now stands at “{state}”. Nothing of yours is lost: redo it on what is there now, or discard it with a reason.";
    conflict_over(state: &str): "您写的时候，这件已经往前走了，现在是“{state}”，这一步不能再办。您的内容没有丢，可以抄到走访、联系或更正里，或者写明原因放弃。", "While you wrote, the petition moved on and now stands at “{state}”; this step is over. Nothing of yours is lost: take it into a visit, contact or correction, or discard it with a reason.";
    redo: "重新办理", "Redo";
    redo_mine: "用我写的重新办理", "Redo with my words";
    redo_both: "用合在一起的重新办理", "Redo with both";
    into_contact: "写进联系记录", "Take it into a record";
    no_words: "没有文字。", "No words.";
    hand_over: "交给同事", "Hand over";
    hand_over_to: "交给谁", "To whom";
    hand_over_choose: "请选择", "Please choose";
    hand_over_hint: "同事在“退回”里看到全部内容，由他接着办；会记下来。", "Your colleague finds every word among their returned work and goes on with it; it is recorded.";
    hand_over_confirm: "确定交给", "Hand it over";
    discard: "放弃", "Discard";
    discard_reason: "为什么放弃", "Why discard";
    discard_hint: "会记下是谁、什么时候、为什么放弃。", "Who, when and why is recorded.";
    discard_confirm: "确定放弃", "Discard it";
    open_petition: "打开信访件", "Open the petition";
    gone_meanwhile: "这件已经不在您的范围内。", "This petition is no longer within your duty.";

    // Loading and failing.
    loading: "正在打开…", "Opening …";
    could_not_load: "没有打开，多半是网络不通。本机已存的内容都在。", "It did not open, most likely the network. What is kept on this device is all here.";
    try_again: "再试一次", "Try again";
    signed_out: "登录已过期，请重新登录。写的内容都在。", "You are signed out; please sign in again. What you wrote is all here.";
    went_wrong: "系统出了差错，已经记下，请稍后再试。写的内容都在。", "Something went wrong and was recorded; please try later. What you wrote is all here.";
    busy(seconds: u32): "请求太多，请等 {seconds} 秒再试。", "Too many requests: wait {seconds} seconds.";
    upgrade: "程序太旧，请刷新页面换成新版本；没送出的都在。", "This program is too old: reload the page for the new one; nothing unsent is lost.";
    no_such_page: "没有这个页面。", "There is no such page.";
    back_to_work: "回到我的工作", "Back to my work";
    back: "返回", "Back";
    cancel: "不办了，返回", "Leave, go back";
    close: "关闭", "Close";
    open: "打开", "Open";

    // Help.
    help_title: "快捷键和说明", "Keys and help";
    key_down: "下一条", "next one";
    key_up: "上一条", "previous one";
    key_search: "查找", "search";
    key_open: "打开", "open";
    key_leave: "返回列表、关闭", "back to the list, close";
    key_help: "打开这份说明", "this help";
    help_saved: "右上角始终写着：哪些已送到局里，哪些还存在本机，哪些退回来了。", "The top right corner always says what is sent, what is kept here and what came back.";
    help_offline: "没有网络时照常打开、走访、记录；联网后自动送出，不用再录一遍。", "Without a network open, visit and record as usual; it is sent by itself later, never typed twice.";
    help_limits: "期限由系统按条例和放假安排推算，每个日期旁边都写着条款。", "Limits are counted by the Regulations and the holiday table; each date names its article.";
}
