//! The units of the table, checked row by row and as a tree.

use super::sheet::{Column, Line, Sheet};
use super::{overlaid, posts};
use crate::import::ids::derived;
use crate::import::report::Report;
use crate::import::words::Told;
use anyhow::{Result, bail};
use domain::ids::UnitId;
use domain::organisation::{Directory, Unit, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

const KEY: Column = Column {
    key: "key",
    headers: &["编号"],
    needed: true,
};
const PARENT: Column = Column {
    key: "parent",
    headers: &["上级", "上级单位"],
    needed: true,
};
const KIND: Column = Column {
    key: "kind",
    headers: &["类别"],
    needed: true,
};
const NAME: Column = Column {
    key: "name",
    headers: &["名称", "单位名称"],
    needed: true,
};
const CODE: Column = Column {
    key: "code",
    headers: &["行政区划代码", "区划代码"],
    needed: false,
};
const WORD: Column = Column {
    key: "word",
    headers: &["代字"],
    needed: false,
};

/// The columns of the table.
pub const COLUMNS: &[Column] = &[KEY, PARENT, KIND, NAME, CODE, WORD];

/// Digits of a region code (GB/T 2260 and GB/T 10114).
const CODE_DIGITS: usize = 12;

/// The organisation as it is when the good rows are in.
pub struct Units {
    merged: BTreeMap<UnitId, Unit>,
    changed: Vec<Unit>,
}

/// A row that is good by itself.
struct Entry<'a> {
    line: Line<'a>,
    unit: Unit,
}

/// A row that does not stand beside the others: the column and why.
type Fault = (&'static Column, Told);

impl Units {
    /// Reads the table over the units there are.
    ///
    /// # Errors
    /// A county would be without its petition bureau.
    pub fn read(sheet: Option<&Sheet>, standing: &Directory, report: &mut Report) -> Result<Units> {
        let entries = match sheet {
            Some(sheet) => settled(rows(sheet, standing, report), standing, report),
            None => Vec::new(),
        };
        let merged: BTreeMap<UnitId, Unit> =
            overlaid(standing, entries.iter().map(|entry| &entry.unit))
                .into_iter()
                .map(|(id, unit)| (id, unit.clone()))
                .collect();
        if sheet.is_some() {
            every_county_has_its_bureau(&merged)?;
        }
        let is_new = |unit: &Unit| standing.unit(unit.id) != Some(unit);
        let count = entries.len() as u64;
        let changed: Vec<Unit> = entries
            .into_iter()
            .map(|entry| entry.unit)
            .filter(is_new)
            .collect();
        report.counts.imported += changed.len() as u64;
        report.counts.unchanged += count - changed.len() as u64;
        Ok(Units { merged, changed })
    }

    /// Every unit, by id.
    pub fn merged(&self) -> &BTreeMap<UnitId, Unit> {
        &self.merged
    }

    /// Those that are new or another than before.
    pub fn changed(&self) -> &[Unit] {
        &self.changed
    }
}

/// The id of the unit with this key.
fn id(key: &str) -> UnitId {
    UnitId(derived(&["organisation", "unit", key]))
}

/// The unit that is called so: by its key, else by a name that only one unit has.
///
/// # Errors
/// None is, or several are.
pub fn called<'a>(units: impl IntoIterator<Item = &'a Unit>, called: &str) -> Result<UnitId, Told> {
    let key = id(called);
    let mut named = Vec::new();
    for unit in units {
        if unit.id == key {
            return Ok(key);
        }
        if unit.name == called {
            named.push(unit.id);
        }
    }
    match named[..] {
        [one] => Ok(one),
        [] => Err(Told::new(
            format!("没有“{called}”这个单位，或者它那一行没有导入"),
            format!("there is no unit {called:?}, or its row did not go in"),
        )),
        _ => Err(Told::new(
            format!("有几个单位叫“{called}”，请写编号"),
            format!("several units are called {called:?}: give the key"),
        )),
    }
}

/// The rows that are good by themselves; the others are told.
fn rows<'a>(sheet: &'a Sheet, standing: &Directory, report: &mut Report) -> Vec<Entry<'a>> {
    let mut good: Vec<(Line<'a>, Unit, &'a str)> = Vec::new();
    let mut keys = BTreeSet::new();
    for mut line in sheet.lines() {
        let key = line.words(&KEY);
        let above = line.text(&PARENT);
        let kind = match posts::kind(line.words(&KIND)) {
            Ok(kind) => kind,
            Err(told) => {
                if !line.text(&KIND).is_empty() {
                    line.refuse(&KIND, told);
                }
                UnitKind::Group
            }
        };
        let name = line.words(&NAME);
        let code = line.text(&CODE);
        if !code.is_empty()
            && (code.len() != CODE_DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit()))
        {
            line.refuse(
                &CODE,
                Told::new("行政区划代码是 12 位数字", "a region code has 12 digits"),
            );
        }
        let word = line.text(&WORD);
        if word.is_empty() && kind == UnitKind::Bureau {
            let told = Told::new(
                "信访局要有代字，登记编号以它开头",
                "a petition bureau needs its word: register numbers begin with it",
            );
            line.refuse(&WORD, told);
        }
        if !key.is_empty() && !keys.insert(key) {
            let told = Told::new("这个编号前面已经有了", "this key is taken by a row above");
            line.refuse(&KEY, told);
        }
        if line.is_good() {
            let unit = Unit {
                id: id(key),
                parent: None,
                kind,
                name: name.to_owned(),
                code: code.to_owned(),
                word: word.to_owned(),
            };
            good.push((line, unit, above));
        } else {
            line.reject(report);
        }
    }
    with_parents(good, standing, report)
}

fn with_parents<'a>(
    good: Vec<(Line<'a>, Unit, &'a str)>,
    standing: &Directory,
    report: &mut Report,
) -> Vec<Entry<'a>> {
    let parents: Vec<Result<Option<UnitId>, Told>> = {
        let all = overlaid(standing, good.iter().map(|(_, unit, _)| unit));
        let parent = |above: &str| match above {
            "" => Ok(None),
            above => called(all.values().copied(), above).map(Some),
        };
        good.iter().map(|(_, _, above)| parent(above)).collect()
    };
    let mut entries = Vec::new();
    for ((mut line, mut unit, _), parent) in good.into_iter().zip(parents) {
        match parent {
            Ok(parent) => {
                unit.parent = parent;
                entries.push(Entry { line, unit });
            }
            Err(told) => {
                line.refuse(&PARENT, told);
                line.reject(report);
            }
        }
    }
    entries
}

/// Takes out, round by round, what does not stand with what is left: a row may stand on one that goes.
fn settled<'a>(
    mut entries: Vec<Entry<'a>>,
    standing: &Directory,
    report: &mut Report,
) -> Vec<Entry<'a>> {
    loop {
        let faults: Vec<Option<Fault>> = {
            let merged = overlaid(standing, entries.iter().map(|entry| &entry.unit));
            let broken: Vec<_> = entries
                .iter()
                .map(|e| off_the_tree(&e.unit, &merged))
                .collect();
            if broken.iter().any(Option::is_some) {
                broken
            } else {
                taken(&entries, standing, &merged)
            }
        };
        if faults.iter().all(Option::is_none) {
            return entries;
        }
        let mut kept = Vec::new();
        for (mut entry, fault) in entries.into_iter().zip(faults) {
            match fault {
                None => kept.push(entry),
                Some((column, told)) => {
                    entry.line.refuse(column, told);
                    entry.line.reject(report);
                }
            }
        }
        entries = kept;
    }
}

/// Whether the way up from this unit ends nowhere, or in itself.
fn off_the_tree(unit: &Unit, merged: &BTreeMap<UnitId, &Unit>) -> Option<Fault> {
    let mut above = unit.parent;
    // Below somebody else's circle the way up has no end: that circle goes first.
    for _ in 0..merged.len() {
        let id = above?;
        if id == unit.id {
            let told = Told::new(
                "上级绕了一圈又回到自己",
                "going up from here leads back to itself",
            );
            return Some((&PARENT, told));
        }
        let Some(parent) = merged.get(&id) else {
            let told = Told::new("它的上级没有导入", "a unit above it did not go in");
            return Some((&PARENT, told));
        };
        above = parent.parent;
    }
    None
}

/// What only one unit may have, its document word or its county's register, goes to who has it already, then to
/// the row above.
fn taken(
    entries: &[Entry<'_>],
    standing: &Directory,
    merged: &BTreeMap<UnitId, &Unit>,
) -> Vec<Option<Fault>> {
    let rows: BTreeSet<UnitId> = entries.iter().map(|entry| entry.unit.id).collect();
    let others = standing
        .units()
        .iter()
        .filter(|unit| !rows.contains(&unit.id));
    let mut words: BTreeSet<&str> = BTreeSet::new();
    let mut registers: BTreeSet<UnitId> = BTreeSet::new();
    for unit in others {
        words.insert(&unit.word);
        registers.extend(county_of_bureau(unit, merged));
    }
    // Who was there before keeps what it has.
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| {
        entries.get(*at).is_some_and(|entry| {
            let before = standing.unit(entry.unit.id);
            before.is_none_or(|b| b.word != entry.unit.word || b.kind != entry.unit.kind)
        })
    });
    let mut faults: Vec<Option<Fault>> = entries.iter().map(|_| None).collect();
    for at in order {
        let (Some(entry), Some(fault)) = (entries.get(at), faults.get_mut(at)) else {
            continue;
        };
        let unit = &entry.unit;
        let county = county_of_bureau(unit, merged);
        if !unit.word.is_empty() && !words.insert(&unit.word) {
            *fault = Some((
                &WORD,
                Told::new(
                    "别的单位已用这个代字，两家的文号会相同",
                    "another unit has this word: their document numbers would be the same",
                ),
            ));
        } else if county.is_some_and(|county| !registers.insert(county)) {
            *fault = Some((
                &KIND,
                Told::new(
                    "这个县已有信访局，一个县只有一个",
                    "this county has its petition bureau already: there is one in a county",
                ),
            ));
        }
    }
    faults
}

/// The county whose bureau this unit is.
fn county_of_bureau(unit: &Unit, merged: &BTreeMap<UnitId, &Unit>) -> Option<UnitId> {
    if unit.kind != UnitKind::Bureau {
        return None;
    }
    let mut above = unit.parent;
    for _ in 0..merged.len() {
        let parent = merged.get(&above?)?;
        if parent.kind == UnitKind::County {
            return Some(parent.id);
        }
        above = parent.parent;
    }
    None
}

fn every_county_has_its_bureau(merged: &BTreeMap<UnitId, Unit>) -> Result<()> {
    let units: BTreeMap<UnitId, &Unit> = merged.iter().map(|(id, unit)| (*id, unit)).collect();
    let served: BTreeSet<UnitId> = units
        .values()
        .filter_map(|unit| county_of_bureau(unit, &units))
        .collect();
    let without: Vec<&str> = units
        .values()
        .filter(|unit| unit.kind == UnitKind::County && !served.contains(&unit.id))
        .map(|unit| unit.name.as_str())
        .collect();
    if !without.is_empty() {
        bail!(
            "没有信访局的县：{0}。什么也没有导入，请先补上信访局那一行 · without a petition bureau: {0}. \
             Nothing went in: the row of the bureau is needed first",
            without.join("、")
        );
    }
    if !units.is_empty() && !units.values().any(|unit| unit.kind == UnitKind::Bureau) {
        bail!(
            "机构里没有信访局，什么也没有导入 · the organisation has no petition bureau; nothing went in"
        );
    }
    Ok(())
}
