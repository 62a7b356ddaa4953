//! Two languages, each whole.

use crate::county::{self, County};
use crate::{item_page, page, slip};
use app::text::Lang;

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
            // A document keeps its own number in every language.
            let article = domain::deadline::row(domain::deadline::Term::SecondLook).article;
            *page = page.replace(article, "");
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
