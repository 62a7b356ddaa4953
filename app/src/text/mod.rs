//! Every word people read, Chinese and English on one row, one file a register.
//! A row with a language missing does not compile; a kind with a word missing neither.

pub mod admin;
pub mod after;
pub mod alike;
pub mod attachment;
pub mod deadline;
pub mod device;
pub mod document;
pub mod duty;
pub mod filing;
pub mod form;
pub mod intake;
pub mod list;
pub mod lock;
pub mod moment;
pub mod petition;
pub mod policy;
pub mod proceeding;
#[cfg(feature = "ssr")]
pub mod public;
pub mod refusal;
pub mod review;
pub mod shell;
pub mod template;
pub mod window;

/// A language of the interface; Chinese unless somebody chose otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    /// 简体中文
    #[default]
    Zh,
    /// English
    En,
}

impl Lang {
    /// The tag for `<html lang>` and for storage.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Reads [`Lang::tag`]; anything unknown is Chinese.
    pub fn from_tag(tag: &str) -> Lang {
        if tag.starts_with("en") {
            Lang::En
        } else {
            Lang::Zh
        }
    }

    /// The other one.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// What stands between the items of a list.
    pub const fn comma(self) -> &'static str {
        match self {
            Lang::Zh => "，",
            Lang::En => ", ",
        }
    }
}

/// Words by row: `name: "中文", "English";` or `name(n: i64): "还剩 {n} 天", "{n} days left";`
macro_rules! texts {
    (@one $name:ident [] $zh:literal $en:literal) => {
        #[doc = $zh]
        pub const fn $name(lang: $crate::text::Lang) -> &'static str {
            match lang {
                $crate::text::Lang::Zh => $zh,
                $crate::text::Lang::En => $en,
            }
        }
    };
    (@one $name:ident [$($arg:ident: $kind:ty),+] $zh:literal $en:literal) => {
        #[doc = $zh]
        pub fn $name(lang: $crate::text::Lang, $($arg: $kind),+) -> String {
            match lang {
                $crate::text::Lang::Zh => format!($zh),
                $crate::text::Lang::En => format!($en),
            }
        }
    };
    ($($name:ident $(($($arg:ident: $kind:ty),+))?: $zh:literal, $en:literal;)*) => {
        $($crate::text::texts!(@one $name [$($($arg: $kind),+)?] $zh $en);)*
    };
}

/// Words for the kinds of an enum: `channel(Channel) { Letter: "来信", "letter"; … }`
macro_rules! words {
    ($($name:ident($kind:ident) { $($variant:ident: $zh:literal, $en:literal;)+ })*) => {$(
        #[doc = concat!("The word for a [`", stringify!($kind), "`].")]
        pub const fn $name(lang: $crate::text::Lang, kind: $kind) -> &'static str {
            match (lang, kind) {
                $(($crate::text::Lang::Zh, $kind::$variant) => $zh,
                  ($crate::text::Lang::En, $kind::$variant) => $en,)+
            }
        }
    )*};
}

pub(crate) use texts;
pub(crate) use words;
