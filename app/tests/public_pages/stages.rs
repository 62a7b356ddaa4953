//! Each stage in the one sentence people read first.

use crate::county::County;
use crate::{item_page, open};
use app::public::{RatingWindow, Stage};
use app::text::Lang;
use domain::ids::{Moment, day_of};
use domain::petition::Outcome;

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
fn days_of_another_year_name_it() {
    let mut county = County::answered();
    county.now = "2027-01-02T02:00:00Z".parse::<Moment>().expect("a moment");
    assert!(item_page(Lang::Zh, &county).contains("已于 2026 年 6 月 1 日答复您"));
}
