//! What people bring: the templates of `matters.toml`, filled with places, sums and years.

use super::chance::Chance;
use anyhow::{Context, Result, ensure};
use chrono::{Datelike, NaiveDate};
use domain::petition::{Outcome, Path, Purpose};
use serde::Deserialize;

/// Every kind of matter, and how people begin and end.
#[derive(Clone, Debug, Deserialize)]
pub struct Matters {
    opening: Vec<String>,
    closing: Vec<String>,
    #[serde(rename = "matter")]
    matters: Vec<Matter>,
}

/// One kind of matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// Content class, three levels.
    pub class: String,
    /// The key of the unit it belongs to, or `township`.
    pub owner: String,
    /// How many times as often as others people bring it.
    #[serde(default = "once")]
    weight: usize,
    /// What the petitioner wants.
    pub purpose: Purpose,
    /// The lawful way it takes.
    #[serde(default = "petition_procedure")]
    pub path: Path,
    /// A title and what is told under it.
    stories: Vec<(String, String)>,
    /// The demands, each with an answer and an outcome.
    pub demands: Vec<String>,
    /// What is established.
    pub findings: String,
    /// One answer a demand.
    pub answers: Vec<String>,
    /// The provision they rest on; may be empty.
    pub basis: String,
    /// One outcome a demand.
    pub outcomes: Vec<Outcome>,
}

fn once() -> usize {
    1
}

fn petition_procedure() -> Path {
    Path::PetitionProcedure
}

impl Matters {
    /// Reads the templates built into the program.
    ///
    /// # Errors
    /// They contradict themselves; a test keeps that from being shipped.
    pub fn load() -> Result<Matters> {
        let matters: Matters =
            toml::from_str(include_str!("matters.toml")).context("matters.toml")?;
        for matter in &matters.matters {
            let demands = matter.demands.len();
            ensure!(
                demands > 0 && matter.answers.len() == demands && matter.outcomes.len() == demands,
                "matters.toml: {} wants an answer and an outcome for each demand",
                matter.class
            );
        }
        Ok(matters)
    }

    /// The content classes, each once, in order.
    pub fn classes(&self) -> Vec<String> {
        let mut classes: Vec<String> = self
            .matters
            .iter()
            .map(|matter| matter.class.clone())
            .collect();
        classes.dedup();
        classes
    }

    /// One matter; a report against an official exactly when `sealed`.
    pub fn pick(&self, chance: &mut Chance, sealed: bool) -> &Matter {
        let fitting: Vec<&Matter> = self
            .matters
            .iter()
            .filter(|matter| (matter.purpose == Purpose::Report) == sealed)
            .flat_map(|matter| std::iter::repeat_n(matter, matter.weight))
            .collect();
        chance.pick(&fitting)
    }

    /// The title and what the petitioner tells: an opening, the matter, an end.
    pub fn told(
        &self,
        matter: &Matter,
        details: &Details,
        chance: &mut Chance,
    ) -> (String, String) {
        let (title, account) = chance.choose(&matter.stories);
        let parts = [
            chance.choose(&self.opening),
            account,
            chance.choose(&self.closing),
        ];
        let words: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| details.fill(part))
            .collect();
        (details.fill(title), words.join("\n"))
    }
}

/// What differs from petition to petition.
#[derive(Clone, Debug)]
pub struct Details(Vec<(&'static str, String)>);

const ROADS: [&str; 8] = [
    "青河大道",
    "建设路",
    "迎宾路",
    "滨江路",
    "环城东路",
    "学府路",
    "柳石公路",
    "云白公路",
];
const GROUPS: [&str; 5] = ["一组", "二组", "三组", "四组", "五组"];

impl Details {
    /// Details of a matter in this village; what it says of “this year” has happened by `told_on`.
    pub fn new(chance: &mut Chance, township: &str, village: &str, told_on: NaiveDate) -> Details {
        let number = |chance: &mut Chance, low, high| chance.between(low, high).to_string();
        Details(vec![
            ("{township}", township.to_owned()),
            ("{village}", village.to_owned()),
            ("{group}", chance.pick(&GROUPS).to_owned()),
            ("{road}", chance.pick(&ROADS).to_owned()),
            (
                "{year}",
                (i64::from(told_on.year()) - chance.between(2, 9)).to_string(),
            ),
            ("{month}", number(chance, 1, i64::from(told_on.month()))),
            ("{mu}", number(chance, 2, 9)),
            ("{money}", (chance.between(8, 260) * 100).to_string()),
            ("{households}", number(chance, 12, 90)),
            ("{people}", number(chance, 3, 16)),
            ("{age}", number(chance, 34, 76)),
            ("{age2}", number(chance, 80, 96)),
        ])
    }

    /// The group, as in the text.
    pub fn group(&self) -> String {
        self.fill("{group}")
    }

    /// Puts the details where the template names them.
    pub fn fill(&self, template: &str) -> String {
        let mut text = template.to_owned();
        for (name, value) in &self.0 {
            if text.contains(name) {
                text = text.replace(name, value);
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_is_filled_to_the_last_brace() {
        let matters = Matters::load().expect("matters.toml");
        let mut chance = Chance::new(3);
        let details = Details::new(&mut chance, "柳溪镇", "上柳村", NaiveDate::MIN);
        for matter in &matters.matters {
            let stories = matter
                .stories
                .iter()
                .flat_map(|(title, account)| [title, account]);
            let all = [&matter.demands, &matter.answers].into_iter().flatten();
            for template in all.chain([&matter.findings]).chain(stories) {
                let text = details.fill(template);
                assert!(!text.contains(['{', '}']), "{text}");
            }
            assert_eq!(matter.class.split('/').count(), 3, "{}", matter.class);
            let sealed = matter.purpose == Purpose::Report;
            assert_eq!(matter.path == Path::Discipline, sealed, "{}", matter.class);
            assert_eq!(matter.owner == "discipline", sealed, "{}", matter.class);
        }
        for words in matters.opening.iter().chain(&matters.closing) {
            assert!(!details.fill(words).contains('{'), "{words}");
        }
    }
}
