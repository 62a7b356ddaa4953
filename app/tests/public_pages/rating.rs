//! The rating: its window, its form, its thanks.

use crate::county::County;
use crate::{item_page, open, page};
use app::public::{Frame, Office, RatingWindow, Typed};
use app::text::Lang;
use domain::ids::day_of;
use domain::petition::{Rating, Satisfaction};

#[test]
fn typed_words_come_back_as_typed() {
    let mut county = County::answered();
    let typed = Typed {
        bureau: Some(Satisfaction::MostlySatisfied),
        unit: None,
        comment: "\n第二行 & <b>".to_owned(),
        why: "请再选一项".to_owned(),
    };
    let seen = county.seen();
    let page = page(Lang::Zh, &county, |frame| {
        app::public::item(frame, &seen, Some(&typed), None)
    });
    // A browser drops the first line break inside a textarea, so there are two.
    assert!(
        page.contains(">\n\n第二行 &amp; &lt;b&gt;</textarea>"),
        "{page}"
    );
    assert_eq!(page.matches(" checked").count(), 1, "{page}");
    assert!(page.contains("请再选一项"));
    county.rate();
    assert!(
        !item_page(Lang::Zh, &county).contains("<textarea"),
        "one rating only"
    );
}

#[test]
fn the_rating_window_opens_with_the_answer_and_ends() {
    let mut county = County::answered();
    assert_eq!(
        open(&county).rating,
        RatingWindow::Open("2026-07-01".parse().expect("a day"))
    );
    county.close();
    assert!(
        open(&county).is_ratable(),
        "closing does not take the rating away"
    );
    county.now = "2026-07-01T16:30:00Z"
        .parse()
        .expect("past midnight in Beijing");
    let item = open(&county);
    assert_eq!(
        item.rating,
        RatingWindow::Over("2026-07-01".parse().expect("a day"))
    );
    assert!(
        !item_page(Lang::Zh, &county).contains("<form method=\"post\" action=\"/item/rating\"")
    );
}

#[test]
fn the_thanks_show_what_was_rated() {
    let mut county = County::answered();
    let before = open(&county);
    assert_eq!(page_thanks(&county, &before), None);
    county.rate();
    let item = open(&county);
    let thanks = page_thanks(&county, &item).expect("rated");
    assert!(
        thanks.contains("基本满意") && thanks.contains("不满意") && thanks.contains("来得太晚")
    );
    let RatingWindow::Given(rating, on) = item.rating else {
        panic!("not rated");
    };
    assert_eq!(on, day_of(county.now));
    assert_eq!(
        rating,
        Rating {
            bureau: Satisfaction::MostlySatisfied,
            unit: Satisfaction::Dissatisfied,
            comment: "来得太晚".to_owned(),
        }
    );
}

fn page_thanks(county: &County, item: &app::public::OpenItem) -> Option<String> {
    let office = Office::default();
    app::public::thanks(
        Frame {
            lang: Lang::Zh,
            stylesheet: None,
            office: &office,
            here: "/item/thanks",
            today: day_of(county.now),
        },
        item,
    )
}
