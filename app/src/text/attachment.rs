//! Files beside a petition, and how their bytes fare on the way to the bureau.

use crate::text::{Lang, texts, words};
use domain::petition::{About, AttachmentKind};
use sync::upload::UploadRefusal;

words! {
    kind(AttachmentKind) {
        Photo: "照片", "photo";
        Scan: "扫描件", "scan";
        Signature: "手写签名", "signature";
        File: "文件", "file";
    }

    upload_refusal(UploadRefusal) {
        Digest: "文件传到局里后核对不上，正在重新传。", "What arrived is not the file that was attached; it is being sent again.";
        Media: "文件的内容和登记的格式不符，请重新选择文件。", "The file is not in the format it was attached as; please choose it again.";
        Location: "照片里带有拍摄位置，为保护群众没有收。请用本程序拍照或选图，位置会自动去掉。", "The picture says where it was taken and was not kept, to protect people. Take or choose it in this program, which removes the place.";
        TooMuchUnfinished: "您名下没传完的附件太多，请先等它们传完。", "Too many of your files are unfinished; let them arrive first.";
    }
}

texts! {
    attachments: "附件", "Files";
    kind_label: "种类", "Kind";
    name: "附件说明", "What it shows";
    belongs_to: "属于", "Belongs to";
    size_label: "大小", "Size";
    stored: "已存", "stored at the bureau";
    not_stored: "待传：记录已到，文件还在录入人的设备上", "to come: the record is here, the file still on its author's device";
    open: "打开", "Open";
    open_named(name: &str): "打开附件：{name}", "Open the file: {name}";
    download: "下载", "Download";
    when_online: "联网后可看", "seen once connected";
    elsewhere: "文件还在录入人的设备上。", "The file is still on its author's device.";
    of_paper(paper: &str): "属于：{paper}", "belongs to {paper}";

    // On the way to the bureau.
    to_send: "待传", "to be sent";
    on_the_way(percent: u64): "正在传，已传 {percent}%", "on its way, {percent}%";
    arrived: "已传到，等局里确认", "arrived, waiting for the bureau's word";
    unseen: "您现在看不到这件信访件，传不上去。重新分给您后会自动再传。", "You cannot see this petition now, so it cannot be sent. It goes on once the petition is yours again.";
    waiting(n: usize): "{n} 个附件待传", "{n} files to send";
    offline_waiting(n: usize): "离线，{n} 个附件待传", "offline, {n} files to send";
    percent(percent: u8): "，已传 {percent}%", ", {percent}% sent";
    sending(n: usize, percent: u8): "{n} 个附件待传，已传 {percent}%。文字先送，附件随后自动传，断网、关机都会接着传。", "{n} files to send, {percent}% sent. Words go first, files follow by themselves and go on where they stopped.";
    sign_out_unsent(n: usize): "还有 {n} 个附件没有传完，退出后仍存在本机，下次登录再传。", "{n} files are not at the bureau yet; they stay on this device and go on after the next sign-in.";
    let_go: "不传了，从本机删除", "Delete it from this device";
    let_go_sure: "确定删除，删后不能找回", "Delete it for good";

    // Choosing.
    not_required: "没有照片也能保存。", "Nothing here is required. ";
    choosing_hint: "照片会自动缩小，拍摄位置自动去掉。", "Photos are made smaller and their place is removed.";
    brought_along: "带来的材料", "What they brought";
    not_with_a_report: "检举控告件登记后只有纪检通道看得到，材料由他们添加。请先点“信访目的”换回来去掉附件，再登记；纸质材料转交纪检通道。", "Once registered, a report against an official is seen by the discipline channel alone, which adds its papers. Change the purpose back to take the files out, then register, and pass the papers on to the discipline channel.";
    visit_photos: "走访照片", "Photos of the visit";
    delivery_proofs: "签收签名和回证", "Signature and receipt";
    photograph: "拍照", "Take a photo";
    choose_photos: "选照片", "Choose photos";
    choose_scans: "选扫描件（图片或 PDF）", "Choose scans (pictures or PDF)";
    sign: "手写签名", "Sign by hand";
    reducing(n: usize): "正在处理 {n} 个文件…", "Preparing {n} files …";
    wait: "照片还在处理，请等一下再保存。", "The photos are still being prepared: save in a moment.";
    take_out: "去掉", "Remove";
    take_out_named(name: &str): "去掉：{name}", "Remove: {name}";
    too_large(limit: &str): "文件太大，最多 {limit}。请拆成几个，或降低扫描清晰度再选。", "Too large: {limit} at most. Split it, or scan it less fine.";
    heic: "这是苹果手机的 HEIC 照片，这里打不开。请在手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或先转成 JPEG 再选。", "This is a HEIC photo, which does not open here. On the telephone choose “Most Compatible” under Settings, Camera, Formats and take it again, or turn it into a JPEG first.";
    unreadable: "打不开：文件损坏，或不是图片、PDF。请重新拍一张，或换一个文件。", "It does not open: it is damaged, or neither a picture nor a PDF. Take it again or choose another file.";
    document_location: "这份 PDF 里的图片带有拍摄位置，为保护群众没有收。请把图片单独选进来，位置会自动去掉。", "A picture in this PDF says where it was taken; to protect people it was not kept. Choose the pictures by themselves, which removes the place.";
    device_full: "本机没传完的附件已满 200 MB。请先联网传完，再添加。", "200 MB of files wait on this device. Connect and let them be sent first.";
    storage: "本机存储空间不够，这个文件没有存下。请清理空间后再选一次。", "This device is out of space: the file was not kept. Free some space and choose it again.";

    // Signing.
    signature_sheet: "签名板", "Sheet to sign on";
    signature_hint: "请本人用手指在白框里签名。", "Sign in the white frame with a finger.";
    signature_take: "用这个签名", "Use this signature";
    signature_undo: "退一笔", "Undo a stroke";
    signature_clear: "重签", "Start again";

    // Looking at a picture.
    full_picture: "查看图片", "The picture in full";
    previous: "上一张", "Previous";
    next: "下一张", "Next";
    closer: "放大", "Closer";
    farther: "缩小", "Farther";
    nth_of(nth: usize, all: usize): "第 {nth} 张，共 {all} 张", "{nth} of {all}";

    about_registration: "登记", "the registration";
    about_visit: "走访记录", "a visit";
    about_contact: "联系记录", "a call or meeting";
    about_delivery: "送达", "the delivery";
}

/// The word for a paper that files belong to.
pub const fn about(lang: Lang, about: About) -> &'static str {
    match about {
        About::Registration => about_registration(lang),
        About::Visit(_) => about_visit(lang),
        About::Contact(_) => about_contact(lang),
        About::Delivery => about_delivery(lang),
    }
}

/// A size as people say it: `300 KB`, `1.2 MB`; the same in both languages.
pub fn size(bytes: u32) -> String {
    const KB: u32 = 1024;
    const MB: u32 = 1024 * KB;
    match bytes {
        0..MB => format!("{} KB", bytes.div_ceil(KB)),
        _ if bytes.is_multiple_of(MB) => format!("{} MB", bytes / MB),
        _ => format!("{:.1} MB", f64::from(bytes) / f64::from(MB)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let sizes = [1, 300_000, 1_048_576, 1_258_291, 10_485_760].map(size);
        assert_eq!(sizes, ["1 KB", "293 KB", "1 MB", "1.2 MB", "10 MB"]);
    }
}
