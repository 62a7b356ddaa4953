//! How official numbers are printed: `<代字>信〔年〕n号` for items and `<代字><文种>〔年〕n号` for documents
//! (党政机关公文格式 GB/T 9704).

use domain::Series;
use domain::document::DocumentKind;
use domain::organisation::Directory;

/// The `nth` number of `series` in `year`, as printed; a unit without a word of its own prints none.
pub fn print(series: Series, year: i32, nth: u64, directory: &Directory) -> String {
    let (unit, mark) = match series {
        Series::Petition(unit) => (unit, "信".to_owned()),
        Series::Sealed(unit) => (unit, "信密".to_owned()),
        Series::Volume(unit) => (unit, "信卷".to_owned()),
        Series::SealedVolume(unit) => (unit, "信密卷".to_owned()),
        Series::Document(unit, kind) => (unit, kind.mark().to_owned()),
        Series::SealedDocument(unit, kind) => (unit, sealed(kind)),
    };
    let word = directory.unit(unit).map_or("", |unit| unit.word.as_str());
    format!("{word}{mark}〔{year}〕{nth}号")
}

/// The mark of a sealed item's document: 信处 becomes 信密处, as 信 becomes 信密 in the register.
fn sealed(kind: DocumentKind) -> String {
    let mark = kind.mark();
    format!("信密{}", mark.strip_prefix('信').unwrap_or(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::UnitId;
    use domain::organisation::{Unit, UnitKind};

    #[test]
    fn a_number_carries_the_units_word_and_the_year() {
        let id = UnitId(uuid::Uuid::from_u128(1));
        let directory = Directory::new(
            vec![Unit {
                id,
                parent: None,
                kind: UnitKind::Bureau,
                name: "青河县信访局".to_owned(),
                code: String::new(),
                word: "青".to_owned(),
            }],
            Vec::new(),
        );
        assert_eq!(
            print(Series::Petition(id), 2026, 123, &directory),
            "青信〔2026〕123号"
        );
        assert_eq!(
            print(
                Series::Document(id, DocumentKind::Opinion),
                2026,
                7,
                &directory
            ),
            "青信处〔2026〕7号"
        );
        assert_eq!(
            print(
                Series::Document(id, DocumentKind::Acceptance),
                2026,
                10,
                &directory
            ),
            "青信受〔2026〕10号"
        );
        assert_eq!(
            print(
                Series::SealedDocument(id, DocumentKind::Opinion),
                2026,
                1,
                &directory
            ),
            "青信密处〔2026〕1号"
        );
        let stranger = Series::Petition(UnitId(uuid::Uuid::from_u128(2)));
        assert_eq!(print(stranger, 2026, 1, &directory), "信〔2026〕1号");
    }
}
