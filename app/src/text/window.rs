//! The window itself: a new program waits, the browser threw something away.

use crate::text::texts;

texts! {
    no_storage: "这个浏览器打不开本机存储，现在写的东西存不住。请关掉无痕窗口、清理空间后重新打开。", "This browser does not open its storage, so nothing written now would be kept. Leave the private window or free some space, then open Huiyin again.";
    lost(count: u32, from: u64, to: u64): "浏览器清掉了存在本机的内容，里面有 {count} 条还没有送到局里（本机第 {from} 到第 {to} 条），要重新录。请到系统设置里允许本网站长期保存。", "The browser threw away what was kept on this device; {count} items had not reached the bureau (numbers {from} to {to} of this device) and must be written again. Please allow this site to keep its data in the system settings.";
    new_version: "有新版本，下次打开时启用。", "A new version is ready and starts next time.";
}
