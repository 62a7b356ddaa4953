//! What lies on disk against what the database knows of.

use super::{CHUNK, Desk, attach, jpeg, paper};
use domain::petition::Media;
use server::attachment::{Stock, take_stock};

#[tokio::test]
async fn what_is_missing_unknown_or_unfinished_is_counted_and_left_alone() {
    let file = jpeg(200_000);
    let mut desk = Desk::with(&file).await;
    desk.send_from(0, &file).await;
    let known = Stock {
        there: 1,
        ..Stock::default()
    };
    assert_eq!(take_stock(&desk.house.settings).await.unwrap(), known);

    let whole = desk.house.settings.attachments.join("kept/whole");
    let folder = whole.join(desk.record.to_string());
    std::fs::rename(folder.join(desk.paper.id.to_string()), folder.join("lost")).unwrap();
    desk.paper = paper(&file, Media::Jpeg);
    attach(&desk.house, &desk.officer, desk.record, &desk.paper).await;
    desk.put(0, &file[..CHUNK]).await;
    let counted = Stock {
        there: 0,
        missing: 1,
        unknown: 1,
        unfinished: 1,
    };
    for _ in 0..2 {
        assert_eq!(take_stock(&desk.house.settings).await.unwrap(), counted);
    }
}
