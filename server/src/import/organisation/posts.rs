//! Kinds of units and posts as people write them in tables.

use crate::import::words::Told;
use app::text::{Lang, duty};
use domain::duty::Role;
use domain::organisation::UnitKind;

/// How each kind of unit may be written; the first is what a refusal proposes, the last is English.
const KINDS: [(UnitKind, &[&str]); 8] = [
    (
        UnitKind::Prefecture,
        &["地市", "市", "地级市", "prefecture"],
    ),
    (UnitKind::County, &["县", "区", "县区", "县级市", "county"]),
    (UnitKind::Bureau, &["信访局", "bureau"]),
    (UnitKind::Department, &["县直部门", "部门", "department"]),
    (
        UnitKind::Discipline,
        &["纪检监察机关", "纪检监察", "discipline"],
    ),
    (
        UnitKind::Township,
        &["乡镇(街道)", "乡镇", "乡", "镇", "街道", "township"],
    ),
    (UnitKind::Village, &["村(社区)", "村", "社区", "village"]),
    (UnitKind::Group, &["组(网格)", "组", "网格", "group"]),
];

/// How posts are written besides their names in the program.
const OTHER_NAMES: [(Role, &[&str]); 5] = [
    (Role::Handler, &["责任单位承办人"]),
    (Role::UnitHead, &["责任单位负责人"]),
    (Role::TownshipCadre, &["乡镇(街道)干部", "街道干部"]),
    (
        Role::VillageInformant,
        &["村(社区)信息员", "村信息员", "社区信息员"],
    ),
    (Role::ReviewOfficer, &["复查复核"]),
];

/// What stands between two posts.
const BETWEEN: [char; 8] = ['、', ';', '；', ',', '，', '/', '|', '\n'];

/// The kind that is written so.
///
/// # Errors
/// Nothing is called so; with what there is.
pub fn kind(written: &str) -> Result<UnitKind, Told> {
    let plain = plain(written);
    let fits = |names: &[&str]| names.contains(&plain.as_str());
    let found = KINDS.iter().find(|(_, names)| fits(names));
    found.map(|(kind, _)| *kind).ok_or_else(|| {
        let first = |(_, names): &(_, &[&'static str])| names.first().copied().unwrap_or_default();
        let last = |(_, names): &(_, &[&'static str])| names.last().copied().unwrap_or_default();
        let all = |name: fn(&(UnitKind, &[&'static str])) -> &'static str| {
            KINDS.iter().map(name).collect::<Vec<_>>().join("、")
        };
        Told::new(
            format!("没有“{written}”这个类别，可写：{}", all(first)),
            format!("there is no kind {written:?}; there are: {}", all(last)),
        )
    })
}

/// The posts that are written so, each once.
///
/// # Errors
/// One of them is none; with what there is.
pub fn posts(written: &str) -> Result<Vec<Role>, Told> {
    let mut roles = Vec::new();
    for name in written.split(BETWEEN).map(str::trim) {
        if !name.is_empty() {
            roles.push(post(name)?);
        }
    }
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Told::new("没有写岗位", "there is no post"));
    }
    Ok(roles)
}

fn post(written: &str) -> Result<Role, Told> {
    let wanted = plain(written);
    let named = |role: &Role| {
        [
            duty::role(Lang::Zh, *role),
            duty::role(Lang::En, *role),
            &format!("{role:?}"),
        ]
        .into_iter()
        .any(|name| plain(name) == wanted)
    };
    let other = OTHER_NAMES
        .iter()
        .find(|(_, names)| names.contains(&wanted.as_str()))
        .map(|(role, _)| *role);
    let found = Role::ALL.into_iter().find(named).or(other);
    found.ok_or_else(|| {
        let all = |lang| Role::ALL.map(|role| duty::role(lang, role)).join("、");
        Told::new(
            format!("没有“{written}”这个岗位，可写：{}", all(Lang::Zh)),
            format!("there is no post {written:?}; there are: {}", all(Lang::En)),
        )
    })
}

/// The names of posts, in both languages.
pub fn named(roles: &[Role]) -> Told {
    let all = |lang| {
        let names: Vec<&str> = roles.iter().map(|role| duty::role(lang, *role)).collect();
        names.join("、")
    };
    Told::new(all(Lang::Zh), all(Lang::En))
}

/// One way of writing for all: half-width brackets, small letters, nothing between words.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_by_each_of_its_names() {
        for (expected, names) in KINDS {
            for name in names {
                assert_eq!(kind(name), Ok(expected), "{name}");
                assert_eq!(kind(&name.to_uppercase()), Ok(expected), "{name}");
            }
            assert_eq!(kind(&format!("{expected:?}")), Ok(expected));
        }
        assert_eq!(kind("乡镇（街道）"), Ok(UnitKind::Township));
        let no = kind("公司").expect_err("no such kind");
        assert!(
            no.zh.contains("“公司”") && no.zh.contains("信访局"),
            "{no:?}"
        );
        assert!(no.en.contains("township"), "{no:?}");
    }

    #[test]
    fn every_post_is_read_in_both_languages_and_several_at_once() {
        for role in Role::ALL {
            for name in [
                duty::role(Lang::Zh, role).to_owned(),
                duty::role(Lang::En, role).to_owned(),
                format!("{role:?}"),
            ] {
                assert_eq!(posts(&name), Ok(vec![role]), "{name}");
            }
        }
        for (role, names) in OTHER_NAMES {
            for name in names {
                assert_eq!(posts(name), Ok(vec![role]), "{name}");
            }
        }
        for written in [
            "单位负责人、承办人",
            "承办人;单位负责人",
            "承办人；Unit head；承办人",
            " 、承办人，单位负责人",
        ] {
            assert_eq!(
                posts(written),
                Ok(vec![Role::Handler, Role::UnitHead]),
                "{written}"
            );
        }
        assert!(posts("、").is_err());
        assert!(
            posts("承办人、老板")
                .expect_err("no such post")
                .zh
                .contains("“老板”")
        );
    }
}
