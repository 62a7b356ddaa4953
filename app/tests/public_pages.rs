//! What petitioners see at each step of a real petition, decided and folded by the domain, and what
//! they never see.
#![cfg(feature = "ssr")]

#[path = "public_pages/county.rs"]
mod county;

use app::public::{
    Frame, Matter, Milestone, Office, RatingWindow, Receipt, SealedStage, Seen, Stage, Typed,
};
use app::text::Lang;
use county::{County, SECRETS};
use domain::ids::{Moment, day_of};
use domain::petition::{Channel, Outcome, Purpose, Rating, Satisfaction};

const SCRIPT: &str = "<script>alert(1)</script>\"'&</textarea>";

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
    page(lang, county, |frame| app::public::item(frame, &seen, None))
}

fn open(county: &County) -> app::public::OpenItem {
    match county.seen() {
        Seen::Open(item) => *item,
        Seen::Sealed(stage) => panic!("sealed: {stage:?}"),
    }
}

#[test]
fn each_stage_says_who_and_until_when() {
    let mut county = County::with_plea("宅基地界址不清");
    let sentence = |county: &County| {
        let item = open(county);
        app::public::standing(Lang::Zh, &item, day_of(county.now)).0
    };
    assert_eq!(
        sentence(&county),
        "您的事项已经登记，信访局最迟 6 月 16 日转给负责的单位。"
    );
    county.transfer();
    assert_eq!(
        sentence(&county),
        "您的事项已转到县自然资源局，最迟 6 月 16 日告诉您是否受理。"
    );
    county.accept();
    assert_eq!(
        sentence(&county),
        "您的事项正在由县自然资源局办理，最迟 7 月 31 日答复。"
    );
    assert_eq!(open(&county).handler.as_deref(), Some("王承办"));
    county.draft("支持您的诉求，已安排重新测量。");
    assert_eq!(open(&county).stage, Stage::Handling);
    county.approve();
    assert_eq!(
        sentence(&county),
        "县自然资源局已经作出答复，正在送给您，最迟 7 月 31 日送到。"
    );
    county.deliver();
    assert_eq!(
        sentence(&county),
        "县自然资源局已于 6 月 1 日答复您，答复全文在下面。"
    );
    county.close();
    assert_eq!(
        sentence(&county),
        "您的事项已经办结，县自然资源局于 6 月 1 日作出答复，答复全文在下面。"
    );
}

#[test]
fn what_is_late_is_said_to_be_late() {
    let mut county = County::with_plea("宅基地界址不清");
    county.transfer();
    county.accept();
    county.now = "2026-08-05T02:00:00Z".parse().expect("a moment");
    let page = item_page(Lang::Zh, &county);
    assert!(
        page.contains("本应在 7 月 31 日前答复，已经超期 5 天"),
        "{page}"
    );
    assert!(page.contains("class=\"answer late\""), "{page}");
}

#[test]
fn a_declined_petition_says_why_and_where_to_go() {
    let mut county = County::with_plea("邻里纠纷");
    county.transfer();
    county.decline("应由法院审理", "县人民法院立案庭");
    for lang in [Lang::Zh, Lang::En] {
        let page = item_page(lang, &county);
        assert!(
            page.contains("应由法院审理") && page.contains("县人民法院立案庭"),
            "{page}"
        );
    }
    assert_eq!(open(&county).rating, RatingWindow::Shut);
}

#[test]
fn the_answer_is_shown_demand_by_demand_only_once_delivered() {
    let mut county = County::with_plea("宅基地界址不清");
    county.transfer();
    county.accept();
    county.draft("支持您的诉求，已安排重新测量。");
    county.approve();
    assert!(!item_page(Lang::Zh, &county).contains("已安排重新测量"));
    assert_eq!(open(&county).answer, None);
    county.deliver();
    let page = item_page(Lang::Zh, &county);
    for words in [
        "已安排重新测量",
        "现场核实四至",
        "重新确定界址",
        "支持",
        "土地管理法第 62 条",
        "2026 年 7 月 1 日前（含当天）",
        "条例第 35 条",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let item = open(&county);
    let answer = item.answer.as_ref().expect("delivered");
    assert_eq!(answer.demands.len(), 1);
    assert_eq!(answer.demands[0].outcome, Outcome::Supported);
    assert!(item.is_ratable());
}

#[test]
fn a_redrafted_opinion_shows_the_signed_words() {
    let mut county = County::with_plea("宅基地界址不清");
    county.transfer();
    county.accept();
    county.draft("第一稿的话");
    county.draft("签发的话");
    county.approve();
    county.deliver();
    let page = item_page(Lang::Zh, &county);
    assert!(
        page.contains("签发的话") && !page.contains("第一稿的话"),
        "{page}"
    );
}

#[test]
fn private_words_reach_no_page_at_any_stage() {
    let mut county = County::with_plea("宅基地界址不清");
    let mut pages = Vec::new();
    let mut look = |county: &County| {
        pages.extend([Lang::Zh, Lang::En].map(|lang| item_page(lang, county)));
    };
    look(&county);
    county.transfer();
    look(&county);
    county.object();
    look(&county);
    county.reject_objection();
    county.accept();
    look(&county);
    county.entrust();
    county.visit();
    county.contact();
    look(&county);
    county.draft("一切内部意见：起草中的话");
    county.return_draft();
    look(&county);
    county.draft("支持您的诉求，已安排重新测量。");
    county.correct_visit();
    county.approve();
    look(&county);
    county.deliver();
    look(&county);
    county.rate();
    county.close();
    look(&county);
    for secret in SECRETS.iter().copied().chain(["起草中的话"]) {
        for page in &pages {
            assert!(!page.contains(secret), "{secret} in {page}");
        }
        // The secret is on file: the check above can fail.
        let file = format!("{:?}", county.petition());
        assert!(file.contains(secret), "{secret} is not on file");
    }
    let told: Vec<_> = open(&county)
        .course
        .iter()
        .map(|line| line.milestone)
        .collect();
    let newest_first = [
        Milestone::Closed,
        Milestone::Rated,
        Milestone::Delivered,
        Milestone::Signed,
        Milestone::Contacted,
        Milestone::Visited,
        Milestone::Accepted,
        Milestone::Confirmed,
        Milestone::Disputed,
        Milestone::Transferred,
        Milestone::Registered,
    ];
    assert_eq!(told, newest_first);
}

#[test]
fn a_sealed_report_shows_a_word_and_nothing_else() {
    let mut county = County::with(Purpose::Report, "反映某局长收受礼金");
    let mut stages = vec![county.seen()];
    let mut pages = vec![item_page(Lang::Zh, &county), item_page(Lang::En, &county)];
    county.accept_sealed();
    stages.push(county.seen());
    pages.push(item_page(Lang::Zh, &county));
    county.answer_sealed();
    stages.push(county.seen());
    pages.push(item_page(Lang::Zh, &county));
    assert_eq!(
        stages,
        [
            Seen::Sealed(SealedStage::Received),
            Seen::Sealed(SealedStage::InHandling),
            Seen::Sealed(SealedStage::Closed),
        ]
    );
    for page in &pages {
        for word in [
            "某局长",
            "礼金",
            "纪检",
            "纪委",
            "discipline",
            "承办",
            "2026",
            "〔",
            "rating",
            "timeline",
        ] {
            assert!(!page.contains(word), "{word} in {page}");
        }
    }
    assert!(pages[0].contains("您反映的事项：已收到。"));
    assert!(pages[1].contains("Your report: Received."));
}

#[test]
fn a_script_in_any_field_stays_text() {
    let mut county = County::with_plea(SCRIPT);
    county.transfer();
    county.accept();
    county.draft(SCRIPT);
    county.approve();
    county.deliver();
    let typed = Typed {
        comment: SCRIPT.to_owned(),
        why: SCRIPT.to_owned(),
        ..Typed::default()
    };
    let seen = county.seen();
    let asked = page(Lang::Zh, &county, |frame| {
        app::public::item(frame, &seen, Some(&typed))
    });
    county.rate_with(SCRIPT);
    let rated = item_page(Lang::Zh, &county);
    let thanks = page(Lang::Zh, &county, |frame| {
        app::public::thanks(frame, &open(&county)).expect("rated")
    });
    let receipt = page(Lang::Zh, &county, |frame| {
        app::public::receipt(frame, &slip(Some(SCRIPT)))
    });
    for (page, times) in [(&asked, 4), (&rated, 3), (&thanks, 1), (&receipt, 1)] {
        assert!(!page.contains("<script"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= times, "{page}");
    }
    // Only the element's own end; the typed one is text.
    assert_eq!(asked.matches("</textarea>").count(), 1, "{asked}");
    let declined = {
        let mut county = County::with_plea("标题");
        county.transfer();
        county.decline(SCRIPT, SCRIPT);
        item_page(Lang::Zh, &county)
    };
    assert!(!declined.contains("<script") && declined.contains("&lt;script&gt;"));
}

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
        app::public::item(frame, &seen, Some(&typed))
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

#[test]
fn the_receipt_of_a_sealed_report_says_number_and_code_only() {
    let county = County::with_plea("标题");
    let whole = page(Lang::Zh, &county, |frame| {
        app::public::receipt(frame, &slip(Some("占地补偿")))
    });
    for words in [
        "青信〔2026〕1号",
        "ABCD EFGH JKMN",
        "占地补偿",
        "来访",
        "2026 年 6 月 1 日",
        "<svg>",
        "https://xf.example.gov.cn",
        "0800-1234567",
    ] {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    let sealed = page(Lang::Zh, &county, |frame| {
        app::public::receipt(frame, &slip(None))
    });
    assert!(sealed.contains("青信〔2026〕1号") && sealed.contains("ABCD EFGH JKMN"));
    for words in ["占地补偿", "来访", "6 月"] {
        assert!(!sealed.contains(words), "{words}: {sealed}");
    }
}

/// Names and words people typed stay as they are in either language; everything around them is English.
#[test]
fn an_english_page_has_english_around_what_people_wrote() {
    let mut county = County::answered();
    let english = |county: &County| {
        let mut pages = vec![
            item_page(Lang::En, county),
            page(Lang::En, county, app::public::home),
            page(Lang::En, county, app::public::code_refused),
            page(Lang::En, county, app::public::failed),
            page(Lang::En, county, app::public::not_found),
            page(Lang::En, county, |frame| {
                app::public::receipt(frame, &slip(Some("占地补偿")))
            }),
        ];
        for page in &mut pages {
            for written in county::WRITTEN {
                *page = page.replace(written, "");
            }
        }
        pages
    };
    let mut pages = english(&county);
    county.rate();
    county.close();
    pages.extend(english(&county));
    for page in pages {
        let han: String = page
            .chars()
            .filter(|character| ('\u{4e00}'..='\u{9fff}').contains(character))
            .collect();
        // The link to the other language is in that language.
        assert_eq!(han, "中文", "{page}");
        assert!(page.contains("<html lang=\"en\">"), "{page}");
    }
}

#[test]
fn no_page_has_a_script_or_leaves_this_origin() {
    let county = County::answered();
    let pages = [
        item_page(Lang::Zh, &county),
        page(Lang::Zh, &county, app::public::home),
        page(Lang::Zh, &county, |frame| app::public::too_many(frame, 7)),
        page(Lang::Zh, &county, |frame| {
            app::public::receipt(frame, &slip(Some("标题")))
        }),
    ];
    for page in pages {
        assert!(
            page.starts_with("<!DOCTYPE html><html lang=\"zh-CN\">"),
            "{page}"
        );
        assert!(
            !page.contains("<script") && !page.contains(" on") && !page.contains("style="),
            "{page}"
        );
        for address in page.split(['"', '\'']).filter(|part| part.contains("://")) {
            assert!(address.contains("https://xf.example.gov.cn"), "{address}");
        }
        assert_eq!(page.matches("<h1>").count(), 1, "{page}");
    }
}

#[test]
fn too_many_is_told_in_both_languages() {
    let county = County::with_plea("标题");
    for lang in [Lang::Zh, Lang::En] {
        let page = page(lang, &county, |frame| app::public::too_many(frame, 7));
        assert!(
            page.contains("请等 7 秒") && page.contains("wait 7 seconds"),
            "{page}"
        );
    }
}

#[test]
fn days_of_another_year_name_it() {
    let mut county = County::answered();
    county.now = "2027-01-02T02:00:00Z".parse::<Moment>().expect("a moment");
    assert!(item_page(Lang::Zh, &county).contains("已于 2026 年 6 月 1 日答复您"));
}
