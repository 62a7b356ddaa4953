//! What never reaches a page: the offices' own words, people's data, sealed reports, scripts.

use crate::county::{County, SECRETS};
use crate::{item_page, open, page, slip};
use app::public::{Milestone, SealedStage, Seen, Typed};
use app::text::Lang;
use domain::petition::Purpose;

const SCRIPT: &str = "<script>alert(1)</script>\"'&</textarea>";

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

fn carries_script(page: &str) -> bool {
    page.contains("<script")
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
        app::public::item(frame, &seen, Some(&typed), None)
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
        assert!(!carries_script(page), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= times, "{page}");
        // Sabotage: the same page without its escaping is caught.
        assert!(carries_script(
            &page.replace("&lt;", "<").replace("&gt;", ">")
        ));
    }
    // Only the element's own end; the typed one is text.
    assert_eq!(asked.matches("</textarea>").count(), 1, "{asked}");
    let declined = {
        let mut county = County::with_plea("标题");
        county.transfer();
        county.decline(SCRIPT, SCRIPT);
        item_page(Lang::Zh, &county)
    };
    assert!(!carries_script(&declined) && declined.contains("&lt;script&gt;"));
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
