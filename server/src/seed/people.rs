//! Invented petitioners. Telephones begin with 100 and ID numbers with region 999901: nobody has such.

use super::chance::Chance;
use domain::citizen;
use domain::petition::Petitioner;

const SURNAMES: &str =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: [&str; 40] = [
    "桂英", "秀珍", "玉兰", "凤英", "淑芳", "春梅", "桂芳", "兰英", "素芬", "红霞", "建军", "志强",
    "德明", "国平", "永福", "大勇", "家旺", "长根", "金水", "有田", "文斌", "小龙", "丽娟", "海波",
    "晓东", "春生", "万里", "保国", "来喜", "土生", "雨桐", "子涵", "思远", "一鸣", "俊杰", "若兰",
    "开明", "守义", "桂林", "水清",
];
/// A character outside the basic plane (CJK extension B), as real names have.
const RARE_NAME: &str = "𠮷庆";

/// A person who lives at `address`.
pub fn petitioner(chance: &mut Chance, address: &str) -> Petitioner {
    let surnames: Vec<char> = SURNAMES.chars().collect();
    let surname = chance.pick(&surnames).to_string();
    let given = if chance.percent(2) {
        RARE_NAME
    } else {
        chance.pick(&GIVEN)
    };
    Petitioner {
        name: surname + given,
        phone: format!("100{:08}", chance.between(0, 99_999_999)),
        id_number: if chance.percent(60) {
            id_number(chance)
        } else {
            String::new()
        },
        address: address.to_owned(),
    }
}

/// Mostly right, sometimes with the wrong check character that people's papers do have.
fn id_number(chance: &mut Chance) -> String {
    let body = format!(
        "999901{:04}{:02}{:02}{:03}",
        chance.between(1948, 2004),
        chance.between(1, 12),
        chance.between(1, 28),
        chance.between(1, 999)
    );
    let right = "0123456789X"
        .chars()
        .find(|check| citizen::read(&format!("{body}{check}")).is_ok());
    let wrong = "0123456789X".chars().find(|check| Some(*check) != right);
    let check = if chance.percent(4) { wrong } else { right };
    body + &check.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_real_can_be_meant() {
        let mut chance = Chance::new(1);
        let people: Vec<Petitioner> = (0..300)
            .map(|_| petitioner(&mut chance, "上柳村"))
            .collect();
        assert!(
            people
                .iter()
                .all(|p| p.phone.len() == 11 && p.phone.starts_with("100"))
        );
        let ids = || people.iter().filter(|p| !p.id_number.is_empty());
        assert!(ids().all(|p| p.id_number.starts_with("999901") && p.id_number.len() == 18));
        assert!(ids().any(|p| citizen::read(&p.id_number).is_ok()));
        assert!(ids().any(|p| citizen::read(&p.id_number).is_err()));
    }
}
