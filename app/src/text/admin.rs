//! The three administrators: accounts and the audit trail. No word here tells of a case.

use crate::text::{Lang, texts};

texts! {
    accounts: "账号", "Accounts";
    audit: "审计", "Audit";
    back_home: "回到首页", "Back to the first page";

    // Without a network.
    need_network: "这里要联网才能用。联网后再试一次。", "This needs a network. Try again once there is one.";
    seen_earlier: "现在没有网络：下面是刚才取到的，改动要等联网。", "No network now: below is what was fetched before; changes need a connection.";

    // The list of accounts.
    find_account: "查找账号", "Find an account";
    find_hint: "姓名、单位、岗位或登录名", "Name, unit, post or sign-in name";
    accounts_found(n: usize): "共 {n} 个账号", "{n} accounts";
    locked_count(n: usize): "{n} 个锁定", "{n} locked";
    only_locked: "只看锁定的", "only locked ones";
    none_match: "没有符合的账号。换个说法试试。", "No account matches. Try other words.";
    no_accounts: "还没有账号。账号由服务器上的导入命令建立。", "There are no accounts yet; they are made by the import command on the server.";
    more_accounts(n: usize): "还有 {n} 个，再显示一些", "{n} more, show some";
    choose_account: "从列表里选一个账号，这里看详情。", "Choose an account from the list to see it here.";
    no_such_account: "没有这个账号。", "There is no such account.";
    refresh: "重新取一次", "Fetch again";

    // One account.
    unit: "单位", "Unit";
    posts: "岗位", "Posts";
    sign_in_name: "登录名", "Sign-in name";
    lock: "锁定", "Lock";
    locked: "锁定", "locked";
    locked_till(at: &str): "锁定到 {at}", "locked until {at}";
    not_locked: "没有锁定", "not locked";
    own_password: "密码", "Password";
    must_change: "还没换成自己的密码", "not yet a password of one's own";
    has_changed: "是自己设的密码", "a password of one's own";

    // Unlocking.
    unlock: "解除锁定", "Unlock";
    unlock_why: "连续输错密码的人要等到锁定结束。先问清楚是不是本人，再解除。", "After too many wrong passwords one waits until the lock ends. Make sure it is the person before you lift it.";
    unlocked: "已解除锁定，现在可以登录。", "The lock is lifted; they can sign in now.";
    ask_security: "解除锁定请找安全管理员。", "Ask the security administrator to lift the lock.";
    ask_system: "重置密码请找系统管理员。", "Ask the system administrator to reset the password.";

    // Resetting.
    reset: "重置密码", "Reset the password";
    reset_why: "忘了密码时用：发一个一次性密码，第一次登录后必须换成自己的。", "For a forgotten password: it gives a one-time password that must be changed at the first sign-in.";
    reset_sure(name: &str): "确定重置 {name} 的密码吗？原来的密码马上作废，已经登录的设备都会退出；存在那些设备上没送出的内容不会丢。", "Reset the password of {name}? The old one ends at once and every device is signed out; what is saved on those devices and not sent yet is not lost.";
    reset_confirm: "确定重置", "Reset it";
    reset_not: "不办了", "Leave it";
    reset_self: "自己的密码请在“我和设置”里修改。", "Change your own password under “Me and settings”.";
    one_time: "一次性密码", "One-time password";
    shown_once: "只显示这一次，离开本页就看不到了。请当面交给本人；第一次登录后要换成自己的密码。", "It is shown this once and is gone when you leave this page. Hand it over in person; it must be changed at the first sign-in.";
    copy: "复制", "Copy";
    copied: "已复制。用完请不要留在聊天记录里。", "Copied. Do not leave it in a chat.";
    not_copied: "没有复制成，请照着抄写或打印。", "It could not be copied; write it down or print it.";
    print: "打印", "Print";

    // The audit trail.
    audit_intro: "谁在什么时候做了什么、准许还是拒绝。这里不写是哪一件信访件。", "Who did what and when, allowed or refused. It does not say which petition.";
    trail_empty: "还没有记录。", "There are no lines yet.";
    trail_none: "已取到的记录里没有符合的。可以取更早的，或者换个条件。", "Nothing fetched so far matches. Fetch older lines or change the filter.";
    find_officer: "查找人员", "Find a person";
    find_officer_hint: "姓名或单位，只在已取到的记录里找", "Name or unit; only what is fetched is searched";
    act_label: "做了什么", "What was done";
    any_act: "做什么不限", "any act";
    act_is(act: &str): "做的是 {act}", "act is {act}";
    only_refused: "只看拒绝的", "only refused ones";
    lines_shown(n: usize, of: usize): "{n} 条，已取到 {of} 条", "{n} lines of {of} fetched";
    older: "更早的", "Older";
    newest: "看最新的", "Newest";
    no_older: "没有更早的了。", "There is nothing older.";
    allowed: "准许", "allowed";
    refused: "拒绝", "refused";
    unknown_account: "没有认出的账号", "an account nobody has";
    no_account: "不用账号（群众查询或服务器命令）", "without an account (a citizen's query or a command on the server)";
}

/// The acts of the trail in plain words, by their stable names on the server.
const ACTS: [(&str, &str, &str); 33] = [
    ("sign_in", "登录", "signed in"),
    ("sign_out", "退出登录", "signed out"),
    (
        "change_password",
        "修改自己的密码",
        "changed the own password",
    ),
    ("reset_password", "重置别人的密码", "reset a password"),
    ("unlock", "解除锁定", "lifted a lock"),
    ("devices", "看设备", "looked at the devices"),
    (
        "refused_work",
        "看下属退回的工作",
        "looked at returned work of own people",
    ),
    ("take_in_outbox", "导入待送文件", "took in an outbox file"),
    ("revoke_device", "吊销设备", "shut a device out"),
    ("readmit_device", "重新准许设备", "let a device in again"),
    ("spare_key", "取回本机备用钥匙", "fetched a spare key"),
    ("accounts", "看账号", "looked at the accounts"),
    ("audit", "看审计记录", "looked at the audit trail"),
    ("list", "查信访件列表", "searched the petitions"),
    ("tally", "统计信访件", "counted the petitions"),
    ("read", "打开信访件", "opened a petition"),
    ("pull", "取信访件到本机", "fetched petitions to a device"),
    ("push", "办理信访件", "worked on a petition"),
    ("hand_over", "移交退回的工作", "handed returned work over"),
    ("receipt", "打开登记回执", "opened a receipt"),
    (
        "copy",
        "打印给本人的记录",
        "printed what is held about a petitioner",
    ),
    ("export_volume", "导出案卷", "exported a volume"),
    ("read_attachment", "打开附件", "opened an attachment"),
    (
        "read_thumbnail",
        "看附件缩略图",
        "looked at an attachment's small picture",
    ),
    ("upload_attachment", "上传附件", "uploaded an attachment"),
    ("store_attachment", "附件存好", "an attachment was stored"),
    ("import_unit", "导入单位", "imported a unit"),
    ("import_officer", "导入人员", "imported an officer"),
    ("import_account", "导入账号", "imported an account"),
    (
        "change_policy",
        "修改县里规定",
        "changed a rule of the county",
    ),
    (
        "change_template",
        "修改文书范本",
        "changed the wording of a document",
    ),
    ("import_rest_days", "导入放假安排", "imported rest days"),
    ("", "其他操作", "something else"),
];

/// The plain words for an act of the audit trail; one this program has not heard of is "something else".
pub fn act(lang: Lang, name: &str) -> &'static str {
    let found = ACTS
        .iter()
        .find(|(known, ..)| *known == name || known.is_empty());
    match (lang, found) {
        (Lang::Zh, Some((_, zh, _))) => zh,
        (Lang::En, Some((_, _, en))) => en,
        (_, None) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_told_in_words_and_never_by_its_name() {
        assert_eq!(act(Lang::Zh, "sign_in"), "登录");
        assert_eq!(act(Lang::En, "import_account"), "imported an account");
        assert_eq!(act(Lang::Zh, "made_up_later"), "其他操作");
    }
}
