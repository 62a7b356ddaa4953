//! Two copies of every draft, each able to lag behind: localStorage is written while one types but reaches
//! the disk seconds later; the vault is on the disk but one transaction behind. The newest word wins.

use std::collections::BTreeMap;

/// How long a removed draft is remembered, so that a lagging copy does not bring it back; milliseconds.
const REMEMBERED: i64 = 24 * 3600 * 1000;

/// What was last done to a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, serde::Deserialize))]
pub struct Written {
    /// When, in milliseconds; grows with every writing, whatever the clock does.
    pub at: i64,
    /// The words; `None`: it was removed.
    pub text: Option<String>,
}

/// Drafts by key.
pub type Drafts = BTreeMap<String, Written>;

/// The newest of two copies, and what of the removed need not be remembered any more.
pub fn newest(local: Drafts, vault: Drafts, now: i64) -> (Drafts, Vec<String>) {
    let mut drafts = vault;
    for (key, written) in local {
        match drafts.get(&key) {
            Some(kept) if kept.at > written.at => {}
            _ => {
                drafts.insert(key, written);
            }
        }
    }
    let forgotten: Vec<String> = drafts
        .iter()
        .filter(|(_, written)| written.text.is_none() && written.at + REMEMBERED < now)
        .map(|(key, _)| key.clone())
        .collect();
    for key in &forgotten {
        drafts.remove(key);
    }
    (drafts, forgotten)
}

/// A writing that is newer than the last one under its key, even if the clock was set back.
pub fn after(last: Option<&Written>, now: i64, text: Option<&str>) -> Written {
    let at = last.map_or(now, |last| now.max(last.at + 1));
    Written {
        at,
        text: text.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafts(entries: &[(&str, i64, Option<&str>)]) -> Drafts {
        entries
            .iter()
            .map(|(key, at, text)| {
                (
                    (*key).to_owned(),
                    Written {
                        at: *at,
                        text: text.map(str::to_owned),
                    },
                )
            })
            .collect()
    }

    #[test]
    fn the_newest_copy_wins_whichever_side_lagged() {
        let local = drafts(&[
            ("a", 2, Some("new")),
            ("b", 1, Some("old")),
            ("c", 1, Some("only here")),
        ]);
        let vault = drafts(&[
            ("a", 1, Some("old")),
            ("b", 2, Some("new")),
            ("d", 1, Some("only there")),
        ]);
        let (newest, forgotten) = newest(local, vault, 10);
        let expected = [
            ("a", 2, "new"),
            ("b", 2, "new"),
            ("c", 1, "only here"),
            ("d", 1, "only there"),
        ];
        assert_eq!(
            newest,
            drafts(&expected.map(|(key, at, text)| (key, at, Some(text))))
        );
        assert!(forgotten.is_empty());
    }

    #[test]
    fn a_removed_draft_does_not_come_back_from_the_lagging_copy() {
        let (newest, _) = newest(
            drafts(&[("a", 1, Some("sent"))]),
            drafts(&[("a", 2, None)]),
            10,
        );
        assert_eq!(newest["a"].text, None);
    }

    #[test]
    fn a_removal_is_forgotten_after_a_day_and_words_never() {
        let day = REMEMBERED;
        let vault = drafts(&[("gone", 0, None), ("kept", 0, Some("words"))]);
        let (newest, forgotten) = newest(Drafts::new(), vault, day + 1);
        assert_eq!(forgotten, ["gone"]);
        assert_eq!(newest.keys().collect::<Vec<_>>(), ["kept"]);
    }

    #[test]
    fn a_clock_set_back_does_not_make_new_words_old() {
        let last = Written {
            at: 100,
            text: Some("old".to_owned()),
        };
        let new = after(Some(&last), 5, Some("new"));
        assert!(new.at > last.at);
        assert_eq!(after(None, 5, None).at, 5);
    }
}
