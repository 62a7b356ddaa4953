//! How long a document takes to be drawn on one core, as .docx and as PDF, from the frozen content to the
//! bytes of the file; the fonts are read once and told apart. `cargo xtask bench papers`.

use chrono::NaiveDate;
use domain::document::{Content, DocumentKind, Level, Paragraph};
use server::office::{Fonts, Sheet, docx, pdf};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// What the performance notes promise.
const DOCX: Duration = Duration::from_millis(20);
const PDF: Duration = Duration::from_millis(200);
/// How often each is drawn.
const ROUNDS: usize = 50;

/// An opinion with `demands` demands, each found out, answered and reasoned at length.
fn opinion(demands: usize) -> Content {
    let mut paragraphs = Vec::new();
    let mut say = |level, text: String| paragraphs.push(Paragraph { level, text });
    say(
        Level::Body,
        "你反映的“承包地界纠纷”信访事项，现已办理完毕，提出处理意见如下。".to_owned(),
    );
    for nth in 1..=demands {
        say(Level::First, format!("第{nth}项诉求的办理情况"));
        let found = "经现场测量，两户承包地的界石被移动1.2米，与2019年确权登记的四至不符，镇司法所、村委会到场见证。";
        say(Level::Body, found.repeat(8));
        say(Level::Second, "（一）处理意见及依据".to_owned());
        say(
            Level::Body,
            "根据《中华人民共和国土地管理法》第十四条，界石应当恢复到登记的位置，由乡人民政府组织实施并告知双方。"
                .repeat(4),
        );
    }
    Content {
        issuer: "青河县自然资源局".to_owned(),
        title: "信访事项处理意见书".to_owned(),
        addressee: "李大爷、王大娘".to_owned(),
        paragraphs,
        attachments: vec!["界址点成果表".to_owned(), "现场照片".to_owned()],
        on: NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day"),
        signatures: Vec::new(),
    }
}

/// Median and worst of the rounds, and the bytes of the last file.
fn measured(mut draw: impl FnMut() -> Vec<u8>) -> (Duration, Duration, usize) {
    let mut took = Vec::new();
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        bytes = black_box(draw()).len();
        took.push(begun.elapsed());
    }
    took.sort();
    (took[ROUNDS / 2], took[ROUNDS - 1], bytes)
}

fn main() {
    let begun = Instant::now();
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    println!("fonts read in {:.0?}, once", begun.elapsed());
    for demands in [1, 5, 20] {
        let content = opinion(demands);
        let sheet = Sheet {
            kind: DocumentKind::Opinion,
            number: "青资信处〔2026〕7号",
            replaced_by: None,
            content: &content,
            drawn: &[],
        };
        let drawn: [(&str, Duration, _); 2] = [
            ("docx", DOCX, measured(|| docx(&sheet).expect("a .docx"))),
            ("pdf", PDF, measured(|| pdf(&sheet, &fonts).expect("a PDF"))),
        ];
        for (format, promised, (median, worst, bytes)) in drawn {
            println!(
                "{demands:>2} demands, {format}: median {median:.1?}, worst {worst:.1?}, {bytes} bytes"
            );
            assert!(median <= promised, "promised are {promised:?}");
        }
    }
}
