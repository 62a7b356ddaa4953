//! What petitioners see at each step of a real petition, decided and folded by the domain, and what
//! they never see.
#![cfg(feature = "ssr")]

mod county;
mod language;
mod privacy;
mod rating;
mod stages;

use app::public::{Frame, Matter, Office, OpenItem, Receipt, Seen};
use app::text::Lang;
use county::County;
use domain::ids::day_of;
use domain::petition::Channel;

fn page(lang: Lang, county: &County, draw: impl FnOnce(Frame<'_>) -> String) -> String {
    draw(Frame {
        lang,
        stylesheet: Some("/public-0a1b2c3d.css"),
        office: &Office {
            bureau: "青山县信访局".to_owned(),
            telephone: "0800-1234567".to_owned(),
            hours: "工作日 8:30–17:30".to_owned(),
            address: "人民路 1 号".to_owned(),
        },
        here: "/item",
        today: day_of(county.now),
    })
}

fn item_page(lang: Lang, county: &County) -> String {
    let seen = county.seen();
    page(lang, county, |frame| {
        app::public::item(frame, &seen, None, None)
    })
}

fn open(county: &County) -> OpenItem {
    match county.seen() {
        Seen::Open(item) => *item,
        Seen::Sealed(stage) => panic!("sealed: {stage:?}"),
    }
}

fn slip(title: Option<&str>) -> Receipt {
    Receipt {
        number: Some("青信〔2026〕1号".to_owned()),
        matter: title.map(|title| Matter {
            registered_on: "2026-06-01".parse().expect("a day"),
            channel: Channel::Visit,
            title: title.to_owned(),
        }),
        code: "ABCD EFGH JKMN".to_owned(),
        address: "https://xf.example.gov.cn".to_owned(),
        qr: "<svg></svg>".to_owned(),
    }
}
