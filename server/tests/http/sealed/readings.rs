//! Every reading of a sealed file is on record by itself, and told to whoever made the report.

use super::{MARK, REPORT, eyes, packed, plant};
use crate::house::{House, Named};
use axum::http::StatusCode;
use domain::duty::Role;
use domain::ids::Incarnation;
use sync::protocol::{PROTOCOL, Pull, SCHEMA};
use uuid::Uuid;

#[tokio::test]
async fn each_reading_is_on_record_and_told_at_the_channels_own_window_alone() {
    let house = House::open_with(|settings| settings.sign_in.a_minute = 0).await;
    plant(&house).await;
    let eyes = eyes(&house).await;
    let one = eyes.iter().find(|one| one.may).expect("the channel");
    assert!(house.ledger.readings(REPORT).await.unwrap().is_empty());

    let read = packed(&Named("id", REPORT));
    let read = house.call("record", &one.cookie, read).await;
    assert_eq!(read.status, StatusCode::OK);
    let pull = Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 1,
        device: one.device,
        inc: Incarnation(Uuid::new_v4()),
        epoch: None,
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
    };
    let pulled = house.call("pull", &one.cookie, packed(&Named("pull", pull)));
    assert_eq!(pulled.await.status, StatusCode::OK);
    let channel = house.county.who(Role::DisciplineOfficer).id;
    let readings = house.ledger.readings(REPORT).await.unwrap();
    let readers: Vec<_> = readings.iter().map(|(_, officer)| *officer).collect();
    assert_eq!(readers, [channel, channel]);

    // Who reached for it in vain has not read it.
    for other in eyes.iter().filter(|one| !one.may) {
        house
            .call("record", &other.cookie, packed(&Named("id", REPORT)))
            .await;
        let window = format!("/desk/copy/{REPORT}");
        let window = house.get(&window, &[("cookie", &other.cookie)]).await;
        assert!(!window.text().contains("谁看过"), "{}", other.label);
    }
    assert_eq!(house.ledger.readings(REPORT).await.unwrap().len(), 2);

    let window = format!("/desk/copy/{REPORT}");
    let window = house.get(&window, &[("cookie", &one.cookie)]).await;
    assert_eq!(window.status, StatusCode::OK);
    let told = window.text();
    assert!(told.contains("青川县纪委监委"), "{told}");
    assert!(!told.contains(MARK) && !told.contains("干部"), "{told}");
}
