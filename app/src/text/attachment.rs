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
