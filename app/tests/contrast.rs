//! Every text colour reaches 4.5:1 on every ground it is used on, in both themes (WCAG 1.4.3),
//! and every operable edge and the focus ring 3:1 (WCAG 1.4.11).

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

const TEXT: [&str; 2] = ["ink", "ink-soft"];
const GROUNDS: [&str; 8] = [
    "paper",
    "surface",
    "sunk",
    "main-ground",
    "late-ground",
    "soon-ground",
    "done-ground",
    "sealed-ground",
];
const MARKS: [&str; 5] = ["main", "late", "soon", "done", "sealed"];
const PLAIN: [&str; 3] = ["paper", "surface", "sunk"];

type Theme = BTreeMap<String, [u8; 3]>;

/// The colours declared in the block that follows `head`.
fn theme(css: &str, head: &str) -> Theme {
    let from = css.find(head).unwrap_or_else(|| panic!("no block {head}")) + head.len();
    let block = &css[from..from + css[from..].find('}').expect("the block ends")];
    block.lines().filter_map(declaration).collect()
}

fn declaration(line: &str) -> Option<(String, [u8; 3])> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
    let hex = value.strip_suffix(';')?;
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some((name.to_owned(), [channel(0)?, channel(2)?, channel(4)?]))
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text and ground that meet on some screen, with the ratio they must reach.
fn pairs() -> Vec<(&'static str, &'static str, f64)> {
    let mut pairs = Vec::new();
    for text in TEXT {
        pairs.extend(GROUNDS.map(|ground| (text, ground, 4.5)));
    }
    for mark in MARKS {
        pairs.extend(PLAIN.map(|ground| (mark, ground, 4.5)));
    }
    for mark in MARKS {
        let own = GROUNDS
            .iter()
            .find(|ground| ground.strip_suffix("-ground") == Some(mark));
        pairs.push((mark, own.expect("each mark has its ground"), 4.5));
    }
    pairs.push(("on-main", "main", 4.5));
    pairs.push(("on-late", "late", 4.5));
    for ground in PLAIN {
        pairs.push(("edge", ground, 3.0));
        pairs.push(("focus", ground, 3.0));
    }
    pairs
}

fn failures(css: &str) -> Vec<String> {
    let light = theme(css, ":root {");
    let dark = theme(css, ":root[data-theme=\"dark\"] {");
    let mut found = Vec::new();
    for (name, colours) in [("light", &light), ("dark", &dark)] {
        for (text, ground, least) in pairs() {
            let ratio = contrast(colours[text], colours[ground]);
            if ratio < least {
                found.push(format!(
                    "{name}: {text} on {ground} is {ratio:.2}:1, needs {least}:1"
                ));
            }
        }
    }
    found
}

#[test]
fn every_pair_can_be_read() {
    assert_eq!(failures(TOKENS), Vec::<String>::new());
}

#[test]
fn a_paler_ink_is_caught() {
    let pale = TOKENS.replace("--ink-soft: #545c66", "--ink-soft: #8a929c");
    assert_ne!(pale, TOKENS);
    assert!(
        failures(&pale)
            .iter()
            .any(|line| line.starts_with("light: ink-soft on paper"))
    );
}

#[test]
fn the_dark_theme_is_the_same_by_choice_and_by_system() {
    let system = theme(TOKENS, ":root:not([data-theme=\"light\"]) {");
    let chosen = theme(TOKENS, ":root[data-theme=\"dark\"] {");
    assert_eq!(system, chosen);
    let light = theme(TOKENS, ":root {");
    assert_eq!(
        light.keys().collect::<Vec<_>>(),
        chosen.keys().collect::<Vec<_>>()
    );
}

#[test]
fn no_other_sheet_names_a_colour_for_the_screen() {
    let style = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../style");
    let mut folders = vec![style];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("style is readable") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // Paper is black on white by itself, and the tokens are the place for colours.
            if ["tokens.css", "print.css"]
                .iter()
                .any(|own| path.ends_with(own))
            {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a sheet is text");
            for line in text.lines().filter(|line| line.contains(": #")) {
                // The scanner's white, and the sheet one signs on: properties of the code and of paper, not of the theme.
                assert!(
                    line.contains("background: #ffffff"),
                    "{}: {line}",
                    path.display()
                );
            }
        }
    }
}
