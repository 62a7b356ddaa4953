//! The texts the program ships, one file a kind; a county may have its own.

use domain::document::DocumentKind;

macro_rules! shipped {
    ($($kind:ident $file:literal;)+) => {
        /// The shipped text of `kind`, a paragraph a line.
        pub const fn shipped(kind: DocumentKind) -> &'static str {
            match kind { $(DocumentKind::$kind => include_str!(concat!("shipped/", $file, ".txt")),)+ }
        }
    };
}

shipped! {
    Receipt "receipt";
    Transfer "transfer";
    Assignment "assignment";
    Acceptance "acceptance";
    Declining "declining";
    Guidance "guidance";
    Extension "extension";
    Opinion "opinion";
    ServiceReceipt "service-receipt";
    Review "review";
    Recheck "recheck";
    NoMore "no-more";
    Urging "urging";
    AdviceOnWork "advice-on-work";
    AdviceOnPolicy "advice-on-policy";
    AdviceOnBlame "advice-on-blame";
}
