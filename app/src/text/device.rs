//! Devices as the office sees them, and the proof of what a device has delivered.

use crate::text::texts;

texts! {
    devices: "设备", "Devices";
    intro_all: "谁在用哪台设备、上次什么时候和局里联系、还有多少没送。这里看不到办的是哪一件。", "Who uses which device, when it was last in contact and how much waits there. No petition is told here.";
    intro_own: "本单位人员的设备。退回了还没处理的，这里能看到原因，请提醒本人处理。", "The devices of your own people. What came back and still waits is told with its reason: remind them to deal with it.";
    find: "查找设备", "Find a device";
    find_hint: "姓名、单位或设备编号", "Name, unit or device number";
    found(n: usize): "共 {n} 台", "{n} devices";
    only_unsent: "有待送的", "with work to send";
    only_returned: "有退回的", "with returned work";
    only_silent: "7 天没联系", "silent for 7 days";
    only_revoked: "已吊销", "shut out";
    none: "还没有设备联系过局里。", "No device has been in contact yet.";
    none_match: "没有符合的设备。换个条件试试。", "No device matches. Try another filter.";
    choose: "从列表里选一台设备，这里看详情。", "Choose a device from the list to see it here.";
    no_such: "没有这台设备。", "There is no such device.";
    more(n: usize): "还有 {n} 台，再显示一些", "{n} more, show some";

    // One device.
    user: "使用人", "Used by";
    number: "设备编号", "Device number";
    seen: "上次联系", "Last contact";
    unsent: "待送", "To be sent";
    unsent_told(n: u64): "{n} 条（上次联系时）", "{n} (at the last contact)";
    waiting(n: u64): "{n} 条待送", "{n} to send";
    returned: "退回待处理", "Returned, not dealt with";
    count(n: u32): "{n} 条", "{n}";
    came_back(n: u32): "{n} 条退回", "{n} returned";
    held: "局里暂存", "Held by the bureau";
    held_told(n: u32): "{n} 条，局里的程序还看不懂；升级后自动办理", "{n}, not understood by the bureau's program yet; taken up after an update";
    held_badge(n: u32): "{n} 条暂存", "{n} held";
    settled: "局里已收到", "Settled by the bureau";
    settled_upto(n: u64): "到第 {n} 条为止", "up to number {n}";
    program: "程序版本", "Program";
    lease: "准许离线到", "May stay offline until";

    // Shutting out.
    revoked: "已吊销", "shut out";
    revoke_why: "设备丢了、被盗或者不再归单位用，就吊销它：以后取不到任何信访件；一联网，机上的钥匙就销毁，存的内容再也打不开。机上没送出的也会一起没有，能找回就先找回。", "Shut a device out when it is lost, stolen or no longer the office's: it gets no petition any more, and on its next contact its keys are destroyed, so that nothing kept on it can be opened. What was not sent from it goes, too: get it back first if you can.";
    reason: "吊销的原因", "Why it is shut out";
    revoke: "吊销这台设备", "Shut this device out";
    revoke_sure(who: &str): "确定吊销吗？这台设备上的 {who} 都不能再用它。", "Shut it out? {who} will no longer be able to use it.";
    revoke_confirm: "确定吊销", "Shut it out";
    revoked_at(at: &str, who: &str): "{at}，{who} 吊销", "shut out {at} by {who}";
    told(at: &str): "设备 {at} 来过，已经叫它销毁钥匙。", "The device was here {at} and was told to destroy its keys.";
    not_told: "设备还没有来过。它不联网就不知道，机上已有的内容要靠解锁码挡着。", "The device has not been here since. Until it has a network it does not know, and what is on it is guarded by the unlock code alone.";
    readmit_why: "找回来了、弄错了，可以重新准许使用：本人重新登录后，信访件会再取一遍。", "If it was found again or this was a mistake, let it in again: after signing in, the petitions are fetched anew.";
    readmit: "重新准许使用", "Let it in again";

    // Returned work, for heads.
    refused_work: "退回还没处理的", "Returned and not dealt with";
    refused_none: "没有退回等着处理的。", "Nothing returned waits here.";
    written_at(at: &str): "{at} 写的", "written {at}";
    words_not_yours: "这一条的内容不在您的范围内，请找本人看。", "Its words are not within your duty; ask its author.";

    // The outbox as a file.
    export_why: "这台设备很久连不上网，可以把待送的存成一个文件，用 U 盘带到局里导入。文件是加密的，只有局里打得开；以后设备又联网，也不会重复。", "If this device gets no network for long, what waits can be saved to a file and carried to the bureau. The file is encrypted and only the bureau can open it; if the device gets a network again later, nothing is doubled.";
    export: "把待送的存成文件", "Save what waits to a file";
    exported(name: &str): "已存成 {name}，请交给局里的安全管理员。待送的仍然留在本机。", "Saved as {name}: hand it to the security administrator. What waits stays on this device, too.";
    exported_files(n: usize): "照片和文件 {n} 个也在里面。", " {n} photos and files are inside, too.";
    exported_left(n: usize): "还有 {n} 个照片或文件放不下（一个文件最多 32 MB），只在本机：不要清除浏览器数据，先把这个文件交上去，设备联网后它们会自己送出。", " {n} more photos or files did not fit (32 MB at most) and are on this device only: do not clear the browser's data, hand this file in first, and they are sent by themselves once the device has a network.";
    not_exported: "没有存成：这台设备要先和局里联系过一次。", "Not saved: this device must have been in contact with the bureau once.";
    take_in: "导入待送文件", "Take in an outbox file";
    take_in_why: "平板连不上网时，本人从“存送情况”里存成的文件（.hyo）。这里只看得到条数，看不到内容。", "The file (.hyo) somebody saved under “Saved and sent” on a tablet without a network. Only numbers are shown here.";
    taken_in(who: &str, done: u32, known: u32): "{who} 的文件：新收 {done} 条，原已收到 {known} 条。", "{who}: {done} taken now, {known} there already.";
    taken_back(n: u32): "退回本人 {n} 条。", "{n} returned to their author.";
    taken_not(n: u32): "没收 {n} 条：请保留文件，升级程序后再导入。", "{n} not taken: keep the file and bring it again after an update.";
    taken_files(n: u32): "照片和文件收下 {n} 个。", " {n} photos and files taken.";
    taken_files_not(n: u32): "照片和文件有 {n} 个没收：它们那一步退回了，或者内容对不上，请告诉本人。", " {n} photos and files not taken: their step came back, or they are not what was attached; tell their author.";
    not_ours: "文件不完整、被改过，或者不是给本局的，一条也没有收。", "The file is cut, was changed or is for another bureau; nothing was taken.";

    // Proof of delivery.
    proof: "送达凭证", "Proof of delivery";
    proof_open: "看送达凭证", "Proof of delivery";
    proof_says(at: &str): "{at}（局里的时钟）以前在这台设备上写下的，全部在局里的台账里。", "Everything written on this device before {at} (by the bureau's clock) is in the bureau's ledger.";
    proof_but(n: usize): "另有 {n} 条还没有送到，不在这张凭证里。", "{n} more are not there yet and not part of this proof.";
    proof_held(n: u32): "其中 {n} 条由局里暂存：程序还看不懂，升级后才进台账。", "Of these, {n} are held by the bureau: not understood yet, they enter the ledger after its update.";
    proof_never: "这台设备还没有把写下的全部送到过，所以还没有凭证。", "This device has never had all its work at the bureau, so there is no proof yet.";
    proof_returned: "其中退回、还没处理的", "Of these returned and not dealt with";
    proof_last: "最后一条", "The last one";
    proof_last_is(n: u64): "第 {n} 条", "number {n}";
    proof_check: "局里的设备一览写着同一个设备编号和“到第几条为止”，两边对得上就是送到了。", "The bureau's list of devices names the same device and the same last number: if they agree, it has arrived.";
    proof_print: "打印", "Print";
}
