//! What petitioners of the demonstration county filed on the public page and nobody has taken over yet.

use super::chance::Chance;
use super::county::County;
use crate::store::Ledger;
use anyhow::{Result, ensure};
use app::filing::Written;
use chrono::{TimeDelta, Utc};
use domain::ids::RecordId;
use domain::petition::{Petitioner, Purpose};

/// The ids of the filings follow from this, so that a seeding taken up again files nothing twice.
const BEGINNING: u64 = 0x66_69_6c_65;

/// Hours ago, what they want, title, text, what they ask for, the name; a report is anonymous.
const FILED: [(i64, Purpose, &str, &str, &str, &str); 5] = [
    (
        50,
        Purpose::Plea,
        "村口公交站没有雨棚，老人冒雨等车",
        "我们村到县城的公交一小时一班，站牌下没有雨棚和座位，下雨天老人只能站在路边等。",
        "修一个雨棚\n把发车时间贴出来",
        "周美华",
    ),
    (
        27,
        Purpose::Enquiry,
        "异地就医怎么备案",
        "我长期在外地帮女儿带孩子，想问居民医保在外地住院要先办什么手续。",
        "告知怎么办理、要带什么材料",
        "杨国平",
    ),
    (
        20,
        Purpose::Plea,
        "工地夜里两点还在打桩",
        "小区东边的工地连续一周夜里施工，孩子上学起不来，打过电话没有人来。",
        "夜里停工\n答复什么时候处理的",
        "何小燕",
    ),
    (
        6,
        Purpose::Opinion,
        "建议镇上赶集日设临时停车场",
        "每逢赶集，路两边停满车，救护车进不来。粮站后面有空地，可以划出来临时停车。",
        "研究后答复能不能划",
        "吴建设",
    ),
    (
        3,
        Purpose::Report,
        "举报有人冒领护林补贴",
        "名单上有两个人多年不在村里，补贴照领，领的人是谁请核实。",
        "核实名单",
        "",
    ),
];

/// Files them, the oldest first.
pub(super) async fn file(ledger: &Ledger, county: &County) -> Result<()> {
    let mut chance = Chance::new(BEGINNING);
    for (hours, purpose, title, text, demands, name) in FILED {
        let filing = RecordId(chance.uuid());
        let phone = if name.is_empty() {
            String::new()
        } else {
            format!("100{:08}", chance.between(0, 99_999_999))
        };
        let written = Written {
            purpose: Some(purpose),
            title: title.to_owned(),
            text: text.to_owned(),
            demands: demands.to_owned(),
            petitioner: Petitioner {
                name: name.to_owned(),
                phone,
                ..Petitioner::default()
            },
            ..Written::default()
        };
        let flaws = written.flaws();
        ensure!(
            flaws.is_empty(),
            "演示来件不合规则 · a demonstration filing breaks a rule: {title} {flaws:?}"
        );
        let at = Utc::now() - TimeDelta::hours(hours);
        ledger.file(filing, county.bureau, written, at).await?;
    }
    Ok(())
}
