//! The two stylesheets. `style/index.css` gives the one order; the desk's sheet leaves out `public/`, the
//! public pages' sheet leaves out `desk/`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use walkdir::WalkDir;

const ORDER: &str = "index.css";

/// Both sheets, whole.
pub struct Stylesheets {
    /// For the signed-in desk.
    pub desk: String,
    /// For the pages that petitioners read.
    pub public: String,
}

impl Stylesheets {
    /// Puts the files of `style/` together in the order of its index.
    pub fn read(style: &Path) -> Result<Self> {
        let index = fs::read_to_string(style.join(ORDER)).with_context(|| {
            format!("style/{ORDER} is missing: it names the stylesheets in their order")
        })?;
        let order = imports(&index)?;
        let present = files(style)?;
        if let Some(forgotten) = present.iter().find(|name| !order.contains(name)) {
            bail!("style/{forgotten} is not named in style/{ORDER}, so no page would get it");
        }
        let join = |without: &str| -> Result<String> {
            let mut sheet = String::new();
            for name in order.iter().filter(|name| !name.starts_with(without)) {
                let text = fs::read_to_string(style.join(name))
                    .with_context(|| format!("style/{ORDER} names {name}, which cannot be read"))?;
                sheet.push_str(text.trim_end());
                sheet.push('\n');
            }
            Ok(sheet)
        };
        Ok(Self {
            desk: join("public/")?,
            public: join("desk/")?,
        })
    }
}

/// The files named by the `@import "…";` lines; anything else but comments is an error, for it would be lost.
fn imports(index: &str) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for (number, line) in without_comments(index).lines().enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let name = line
            .strip_prefix("@import \"")
            .and_then(|rest| rest.strip_suffix("\";"))
            .with_context(|| {
                format!(
                    "style/{ORDER} line {}: expected @import \"file.css\"; and nothing else",
                    number + 1
                )
            })?;
        ensure!(
            !names.iter().any(|known| known == name),
            "style/{ORDER} names {name} twice"
        );
        names.push(name.to_owned());
    }
    Ok(names)
}

/// The text with comments blanked, line breaks kept.
fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        let (comment, following) = after.split_once("*/").unwrap_or((after, ""));
        kept.extend(comment.chars().filter(|character| *character == '\n'));
        rest = following;
    }
    kept + rest
}

fn files(style: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in WalkDir::new(style) {
        let entry = entry?;
        let name = entry
            .path()
            .strip_prefix(style)?
            .to_string_lossy()
            .replace('\\', "/");
        if name.ends_with(".css") && name != ORDER {
            names.insert(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    #[test]
    fn the_index_gives_the_order() {
        let index =
            "/* why\n this order */\n@import \"tokens.css\";\n\n@import \"desk/work.css\";\n";
        assert_eq!(imports(index).unwrap(), ["tokens.css", "desk/work.css"]);
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        assert!(imports("@import \"a.css\";\nbody { margin: 0 }\n").is_err());
        assert!(imports("@import \"a.css\";\n@import \"a.css\";\n").is_err());
        assert!(imports("@import url(https://example.com/a.css);\n").is_err());
    }

    #[test]
    fn each_sheet_leaves_out_the_other_side() {
        let style = Scratch::new("stylesheet");
        style.write(
            "index.css",
            "@import \"base.css\";\n@import \"desk/a.css\";\n@import \"public/b.css\";\n",
        );
        style.write("base.css", "/*base*/");
        style.write("desk/a.css", "/*a*/\n\n");
        style.write("public/b.css", "/*b*/");
        let sheets = Stylesheets::read(style.path()).unwrap();
        assert_eq!(sheets.desk, "/*base*/\n/*a*/\n");
        assert_eq!(sheets.public, "/*base*/\n/*b*/\n");

        style.write("desk/forgotten.css", "");
        let error = Stylesheets::read(style.path()).err().unwrap().to_string();
        assert!(
            error.starts_with("style/desk/forgotten.css is not named"),
            "{error}"
        );
    }
}
