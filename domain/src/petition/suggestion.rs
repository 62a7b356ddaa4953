//! Which content class and purpose a text reads like: computed on the device, offered, and taken only by a person.
//!
//! It learns from the names of the classes and from the classes that people gave items before; a report against an
//! official teaches nothing, because its words are sealed.

use super::likeness::grams;
use super::{Purpose, Registration};
use std::collections::{BTreeMap, BTreeSet};

/// The most classes that are offered, each of another section.
pub const OFFERED: usize = 3;
/// Items of one label before it is learned from them; fewer would let a single text speak for it.
const LEARNED_FROM: usize = 5;
/// Items that say a pair of characters before the pair means anything: a name in one text never does.
const SAID_BY: usize = 3;
/// Pairs that are learned for one label, the most telling ones.
const TELLING: usize = 120;
/// Less than this is a guess that helps nobody.
const WORTH_SAYING: f32 = 1.5;

/// What words say about labels.
#[derive(Clone, Debug, Default)]
struct Weights(BTreeMap<u64, BTreeMap<usize, f32>>);

impl Weights {
    /// Learns `labels` from their names and from items that carry one of them.
    fn learn(labels: &[Vec<u64>], items: &[(usize, &[u64])]) -> Weights {
        let mut weights = Weights::default();
        weights.from_names(labels);
        weights.from_items(labels.len(), items);
        weights
    }

    fn put(&mut self, gram: u64, label: usize, weight: f32) {
        self.0.entry(gram).or_default().insert(label, weight);
    }

    fn from_names(&mut self, labels: &[Vec<u64>]) {
        let mut named_by: BTreeMap<u64, usize> = BTreeMap::new();
        for gram in labels.iter().flatten() {
            *named_by.entry(*gram).or_default() += 1;
        }
        for (label, names) in labels.iter().enumerate() {
            for gram in names {
                let rare = labels.len() as f32 / named_by[gram] as f32;
                // A name says less than what people did.
                self.put(*gram, label, 0.8 * rare.ln());
            }
        }
    }

    /// How much likelier a pair is in the items of one label than in all others.
    fn from_items(&mut self, labels: usize, items: &[(usize, &[u64])]) {
        let mut all: BTreeMap<u64, BTreeMap<usize, usize>> = BTreeMap::new();
        let mut sizes = vec![0usize; labels];
        for (label, grams) in items {
            sizes[*label] += 1;
            for gram in *grams {
                *all.entry(*gram).or_default().entry(*label).or_default() += 1;
            }
        }
        let mut telling: Vec<Vec<(f32, u64, f32)>> = vec![Vec::new(); labels];
        for (gram, by_label) in &all {
            let said: usize = by_label.values().sum();
            for (label, here) in by_label {
                let (here, size) = (*here, sizes[*label]);
                if size < LEARNED_FROM || said < SAID_BY || here < 2 {
                    continue;
                }
                let inside = (here as f32 + 0.1) / (size as f32 + 0.5);
                let outside = ((said - here) as f32 + 0.3) / ((items.len() - size) as f32 + 1.0);
                let weight = (inside / outside).ln();
                if weight > 0.3 {
                    telling[*label].push((weight * (here as f32).sqrt(), *gram, weight));
                }
            }
        }
        for (label, mut pairs) in telling.into_iter().enumerate() {
            pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            for (_, gram, weight) in pairs.into_iter().take(TELLING) {
                self.put(gram, label, weight);
            }
        }
    }

    fn scores(&self, labels: usize, grams: &[u64]) -> Vec<f32> {
        let mut scores = vec![0.0; labels];
        for (label, weight) in grams.iter().filter_map(|gram| self.0.get(gram)).flatten() {
            scores[*label] += weight;
        }
        scores
    }
}

/// What this device knows of classes.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// First levels, in order.
    sections: Vec<String>,
    /// Whole paths with their section.
    classes: Vec<(usize, String)>,
    by_section: Weights,
    by_class: Weights,
}

fn section_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default()
}

impl Lexicon {
    /// Learns the classes `known` (`一级/二级/三级`), and from items that were classified before.
    pub fn learn<'r>(
        known: &[String],
        registered: impl IntoIterator<Item = &'r Registration>,
    ) -> Lexicon {
        let taught: Vec<(&str, Vec<u64>)> = registered
            .into_iter()
            .filter(|item| item.purpose != Purpose::Report && !item.class.trim().is_empty())
            .map(|item| (item.class.trim(), grams(&[&item.title, &item.text])))
            .collect();
        let paths = known
            .iter()
            .map(String::as_str)
            .chain(taught.iter().map(|(class, _)| *class));
        let paths: BTreeSet<&str> = paths.filter(|path| !path.is_empty()).collect();
        let sections: BTreeSet<&str> = paths.iter().map(|path| section_of(path)).collect();
        let sections: Vec<String> = sections.into_iter().map(str::to_owned).collect();
        let place = |path: &str| {
            let found = sections.binary_search_by(|known| known.as_str().cmp(section_of(path)));
            found.unwrap_or_default()
        };
        let classes: Vec<(usize, String)> = paths
            .iter()
            .map(|path| (place(path), (*path).to_owned()))
            .collect();
        let names_of = |paths: &[&str]| grams(paths);
        let section_names: Vec<Vec<u64>> = (0..sections.len())
            .map(|nth| {
                let inside: Vec<&str> = classes
                    .iter()
                    .filter(|(section, _)| *section == nth)
                    .map(|(_, path)| path.as_str())
                    .collect();
                names_of(&inside)
            })
            .collect();
        let class_names: Vec<Vec<u64>> = classes
            .iter()
            .map(|(_, path)| {
                let below = path.split_once('/').map_or("", |(_, below)| below);
                names_of(&[below])
            })
            .collect();
        let of_section: Vec<(usize, &[u64])> = taught
            .iter()
            .map(|(class, grams)| (place(class), grams.as_slice()))
            .collect();
        let of_class: Vec<(usize, &[u64])> = taught
            .iter()
            .filter_map(|(class, grams)| {
                let nth = classes.iter().position(|(_, path)| path == class)?;
                Some((nth, grams.as_slice()))
            })
            .collect();
        Lexicon {
            by_section: Weights::learn(&section_names, &of_section),
            by_class: Weights::learn(&class_names, &of_class),
            sections,
            classes,
        }
    }

    /// The classes this text reads like, the likeliest first: of each of the likeliest sections the class that fits
    /// best, or the section alone where no class of it stands out. At most [`OFFERED`]; none where nothing is known.
    pub fn classes(&self, title: &str, text: &str) -> Vec<String> {
        let grams = grams(&[title, text]);
        let scores = self.by_section.scores(self.sections.len(), &grams);
        let mut order: Vec<(f32, usize)> = scores.into_iter().zip(0..).collect();
        order.retain(|(score, _)| *score >= WORTH_SAYING);
        order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let inside = self.by_class.scores(self.classes.len(), &grams);
        order
            .into_iter()
            .take(OFFERED)
            .map(|(_, section)| {
                let mut best: Option<(f32, &str)> = None;
                for ((of, path), score) in self.classes.iter().zip(&inside) {
                    let better = best.is_none_or(|(most, _)| *score > most);
                    if *of == section && *score >= WORTH_SAYING && better {
                        best = Some((*score, path));
                    }
                }
                best.map_or(self.sections[section].as_str(), |(_, path)| path)
                    .to_owned()
            })
            .collect()
    }
}

/// Words that say what somebody wants; where two purposes are said as often, the upper row counts.
const SAYS: [(Purpose, &[&str]); 5] = [
    (
        Purpose::Report,
        &[
            "举报",
            "贪污",
            "受贿",
            "行贿",
            "索贿",
            "吃拿卡要",
            "以权谋私",
            "侵吞",
            "挪用",
            "违纪",
            "职务侵占",
            "优亲厚友",
            "截留",
            "冒领",
        ],
    ),
    (
        Purpose::Appeal,
        &[
            "不服",
            "申诉",
            "撤销",
            "冤",
            "错案",
            "重新认定",
            "原处理",
            "处罚决定",
            "改判",
        ],
    ),
    (
        Purpose::Enquiry,
        &[
            "咨询",
            "请问",
            "想问",
            "想了解",
            "怎么办理",
            "如何办理",
            "什么条件",
            "是否可以",
            "能否享受",
        ],
    ),
    (
        Purpose::Opinion,
        &["建议", "提议", "意见是", "倡议", "不妨", "能否增设", "完善"],
    ),
    (
        Purpose::Plea,
        &[
            "请求",
            "要求",
            "解决",
            "拖欠",
            "赔偿",
            "补偿",
            "尽快",
            "请帮",
            "求助",
            "恳请",
            "没人管",
            "投诉",
            "退还",
        ],
    ),
];

/// The purpose this text reads like; none where it says nothing of it.
pub fn purpose(title: &str, text: &str) -> Option<Purpose> {
    let said = |words: &[&str]| -> usize {
        let in_words = |word: &&str| title.matches(*word).count() + text.matches(*word).count();
        words.iter().map(in_words).sum()
    };
    let mut most = (0, None);
    for (purpose, words) in SAYS {
        let count = said(words);
        if count > most.0 {
            most = (count, Some(purpose));
        }
    }
    most.1
}
