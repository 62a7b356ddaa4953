//! The lock on this device's store: the unlock code, the locked desk, the end of the lease, a device shut out.

use crate::text::texts;

texts! {
    // Choosing a code.
    choose: "设一个解锁码", "Choose an unlock code";
    choose_why: "存在这台设备上的信访件和您写的内容都加了密，解锁码就是钥匙。以后打开回音、离开一会儿回来，都用它，没有网络也行。", "The petitions kept on this device and all you write here are encrypted; the unlock code is the key. You need it whenever you open Huiyin or come back after a while, with or without a network.";
    choose_again: "请设一个新的解锁码，旧的不再有用。存在本机的内容都在，没送出的也在。", "Please choose a new unlock code; the old one no longer works. What is kept here is all here, unsent work too.";
    code: "解锁码", "Unlock code";
    code_again: "再输一遍解锁码", "Unlock code again";
    hint: "至少 6 位数字；用一句自己记得住的话更稳妥。不要用 123456 这样的。", "At least 6 digits; a sentence you remember is safer. Not 123456 and the like.";
    if_forgotten: "忘了也不要紧：联网登录一次就能换，没送出的内容不会丢。", "Forgetting it is no disaster: sign in once with a connection and choose another; nothing unsent is lost.";
    too_short: "太短了，至少 6 位。", "Too short: at least 6 digits or letters.";
    too_easy: "太好猜了，请换一个。", "Too easy to guess: please take another.";
    use_it: "就用这个", "Use this one";
    keeping: "正在加密…", "Encrypting …";

    // Locked.
    locked: "已锁定", "Locked";
    locked_why: "您写的都在。输入解锁码，接着办。", "All you wrote is here. Type your unlock code and go on.";
    unlock: "解锁", "Unlock";
    unlocking: "正在解锁…", "Unlocking …";
    wrong(left: u32): "解锁码不对，还能试 {left} 次。", "That is not the code; {left} tries are left.";
    wait_until(at: &str, left: u32): "错得太多了，{at} 以后再试，还能试 {left} 次。", "Too many wrong codes: try again after {at}; {left} tries are left.";
    spent: "解锁码错了 10 次，已经作废。请联网登录，再设一个新的；存在本机的内容都在，没送出的也在。", "After 10 wrong codes the code is void. Sign in with a connection and choose another; what is kept here is all here, unsent work too.";
    forgot: "忘了解锁码", "I forgot the code";
    forgot_how: "联网登录，再设一个新的解锁码。存在本机的内容都在，没送出的也在。", "Sign in with a connection, then choose a new code. What is kept here is all here, unsent work too.";
    have_code: "用解锁码打开", "Use the unlock code";
    somebody_else: "换人登录", "Somebody else";

    // Locking.
    lock: "锁定", "Lock";
    lock_after: "不动多久自动锁定", "Lock by itself after";
    minutes(n: u32): "{n} 分钟", "{n} minutes";
    change_code: "要换解锁码，先锁定，再点“忘了解锁码”。", "To change the unlock code, lock the desk and choose “I forgot the code”.";

    // Leaving with unsent work.
    leaving(n: usize): "还有 {n} 条没有送到局里：", "{n} not at the bureau yet:";
    leaving_more(n: usize): "……还有 {n} 条", "… and {n} more";
    leaving_kept: "退出后它们加密存在本机，您下次在这台设备登录时自动送出；在别的设备上看不到。有网络就先送完再退出。", "They stay encrypted on this device and are sent when you next sign in here; no other device has them. With a connection, send them first.";
    leave_anyway: "知道了，退出登录", "I know; sign out";

    // The lease.
    lease_soon(at: &str): "这台设备已经好些天没有和局里联系。{at} 以后要联网一次才能再看信访件，请提前找网络。", "This device has not met the bureau for days. After {at} it must connect once before petitions can be read again; please find a connection before.";
    lease_over: "要联网一次才能接着看", "Connect once to read on";
    lease_over_why: "这台设备太久没有和局里联系，信访件先锁着。没送出的内容都在，连上网就自动送出，接着就能看。", "This device has not met the bureau for too long, so petitions stay closed. Unsent work is all here; once connected it is sent by itself and you can read on.";

    try_now: "现在就连", "Connect now";

    // Shut out.
    shut_out: "这台设备已被吊销", "This device is shut out";
    shut_out_why: "单位吊销了这台设备，存在这里的信访内容和钥匙已经全部删除。要再用它，请找系统管理员。", "The office has shut this device out; the petitions kept here and their key are destroyed. To use it again, ask the system administrator.";
    to_sign_in: "去登录", "Sign in";
}
