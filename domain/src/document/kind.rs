//! The kinds of official documents, and how each is named in a number.

use serde::{Deserialize, Serialize};

/// Declares the kinds; each row: variant, stable name for storage and addresses, and the mark (代字) that
/// stands between the unit's own word and the year of its numbers.
macro_rules! document_kinds {
    ($($(#[$doc:meta])* $variant:ident, $key:literal, $mark:literal;)+) => {
        /// A kind of official document.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum DocumentKind { $($(#[$doc])* $variant),+ }

        impl DocumentKind {
            /// Every kind, in the order of a petition's life.
            pub const ALL: &'static [DocumentKind] = &[$(DocumentKind::$variant),+];

            /// The kind's name in storage and addresses; never changed once shipped.
            pub const fn key(self) -> &'static str {
                match self { $(DocumentKind::$variant => $key),+ }
            }

            /// The name in storage of the series of sealed items' documents; never changed once shipped.
            pub const fn sealed_key(self) -> &'static str {
                match self { $(DocumentKind::$variant => concat!("sealed-", $key)),+ }
            }

            /// The mark (代字) of its numbers, which follows the unit's own word: 青建 + 信处.
            pub const fn mark(self) -> &'static str {
                match self { $(DocumentKind::$variant => $mark),+ }
            }
        }
    };
}

document_kinds! {
    /// 登记回执
    Receipt, "receipt", "信回";
    /// 转送告知单
    Transfer, "transfer", "信转";
    /// 交办函
    Assignment, "assignment", "信交";
    /// 受理告知书
    Acceptance, "acceptance", "信受";
    /// 不予受理告知书
    Declining, "declining", "信不受";
    /// 引导告知书: another lawful way, and how to take it
    Guidance, "guidance", "信导";
    /// 延期告知书
    Extension, "extension", "信延";
    /// 处理意见书
    Opinion, "opinion", "信处";
    /// 送达回证
    ServiceReceipt, "service-receipt", "信送";
    /// 复查意见书
    Review, "review", "信查";
    /// 复核意见书
    Recheck, "recheck", "信核";
    /// 不再受理告知书
    NoMore, "no-more", "信不再受";
    /// 督办函
    Urging, "urging", "信督";
    /// 改进工作建议书
    AdviceOnWork, "advice-on-work", "信改建";
    /// 完善政策建议书
    AdviceOnPolicy, "advice-on-policy", "信策建";
    /// 追究责任建议书
    AdviceOnBlame, "advice-on-blame", "信责建";
}

impl DocumentKind {
    /// Reads [`DocumentKind::sealed_key`].
    pub fn from_sealed_key(key: &str) -> Option<DocumentKind> {
        DocumentKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.sealed_key() == key)
    }

    /// Reads [`DocumentKind::key`].
    pub fn from_key(key: &str) -> Option<DocumentKind> {
        DocumentKind::ALL
            .iter()
            .copied()
            .find(|kind| kind.key() == key)
    }

    /// Whether an item has one of it at a time; urging and advice come as often as they are needed.
    pub const fn is_once(self) -> bool {
        !matches!(
            self,
            DocumentKind::Urging
                | DocumentKind::AdviceOnWork
                | DocumentKind::AdviceOnPolicy
                | DocumentKind::AdviceOnBlame
        )
    }

    /// Whether it stands under the issuing organ's red mark (发文机关标志); the two slips do not.
    pub const fn has_letterhead(self) -> bool {
        !matches!(self, DocumentKind::Receipt | DocumentKind::ServiceReceipt)
    }
}
