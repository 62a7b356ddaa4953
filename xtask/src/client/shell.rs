//! The shell: names that contain a fingerprint, and the pages and scripts that name them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use walkdir::WalkDir;

use super::program::Program;
use super::stylesheet::Stylesheets;
use crate::digest::{self, Digest};

/// The file that says what the fingerprinted files are called: `{"js": "huiyin-0123abcd.js", …}`.
pub const MAP: &str = "assets.json";

/// Written with placeholders where they name other files.
const TEMPLATES: [&str; 3] = ["boot.js", "index.html", "sw.js"];

/// A file as it lies in a source folder, its name relative to that folder.
pub struct File {
    pub name: String,
    pub content: Vec<u8>,
}

/// A file of `dist/`.
pub struct Asset {
    /// The path inside `dist/`, which is also its address without the leading slash.
    pub name: String,
    pub content: Vec<u8>,
    /// Whether the name contains a fingerprint of the content, so that it may be cached for ever.
    pub fingerprinted: bool,
}

/// The files of `frontend/public/`, in the order of their names.
pub fn read_public(folder: &Path) -> Result<Vec<File>> {
    for template in TEMPLATES {
        ensure!(
            folder.join(template).is_file(),
            "frontend/public/{template} is missing"
        );
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry?;
        if entry.file_type().is_file() {
            files.push(File {
                name: entry
                    .path()
                    .strip_prefix(folder)?
                    .to_string_lossy()
                    .replace('\\', "/"),
                content: fs::read(entry.path())?,
            });
        }
    }
    Ok(files)
}

/// Everything that belongs into `dist/`.
///
/// The placeholders of `boot.js`, `index.html` and `sw.js`: `{{js}}`, `{{wasm}}`, `{{css}}`, `{{public_css}}`
/// and `{{boot}}` are addresses from the root; `{{precache}}` is a JSON array of the addresses that the shell
/// needs offline besides its page; `{{build}}` changes whenever anything does.
pub fn assemble(
    program: Program,
    stylesheets: &Stylesheets,
    public: Vec<File>,
) -> Result<Vec<Asset>> {
    let mut shell = Shell::new(&program, stylesheets, &public);
    shell.add_program(program);
    shell.add_fingerprinted("css", "desk", "css", stylesheets.desk.clone().into_bytes());
    shell.add_fingerprinted(
        "public_css",
        "public",
        "css",
        stylesheets.public.clone().into_bytes(),
    );

    let (templates, plain): (Vec<_>, Vec<_>) = public
        .into_iter()
        .partition(|file| TEMPLATES.contains(&file.name.as_str()));
    for file in plain {
        shell.add(file.name, file.content, false);
    }
    // boot.js comes first by name: it gets a fingerprint of its own, which the page and the worker name.
    for template in templates {
        let filled = shell.fill(&template)?;
        if template.name == "boot.js" {
            shell.add_fingerprinted("boot", "boot", "js", filled.into_bytes());
        } else {
            shell.add(template.name, filled.into_bytes(), false);
        }
    }
    shell.add(
        MAP.to_owned(),
        serde_json::to_vec_pretty(&shell.names)?,
        false,
    );
    Ok(shell.assets)
}

struct Shell {
    /// Logical name → name inside `dist/`.
    names: BTreeMap<&'static str, String>,
    build: String,
    assets: Vec<Asset>,
}

impl Shell {
    fn new(program: &Program, stylesheets: &Stylesheets, public: &[File]) -> Self {
        let mut build = Digest::default();
        build.add("wasm", &program.wasm);
        build.add("script", program.script.as_bytes());
        build.add("desk", stylesheets.desk.as_bytes());
        build.add("public", stylesheets.public.as_bytes());
        for file in program.snippets.iter().chain(public) {
            build.add(&file.name, &file.content);
        }
        Self {
            names: BTreeMap::new(),
            build: build.hex()[..12].to_owned(),
            assets: Vec::new(),
        }
    }

    fn add(&mut self, name: String, content: Vec<u8>, fingerprinted: bool) {
        self.assets.push(Asset {
            name,
            content,
            fingerprinted,
        });
    }

    /// Adds a file under `stem-fingerprint.ending` and remembers that name.
    fn add_fingerprinted(
        &mut self,
        key: &'static str,
        stem: &str,
        ending: &str,
        content: Vec<u8>,
    ) -> String {
        let name = format!("{stem}-{}.{ending}", &digest::of(&content)[..8]);
        self.names.insert(key, name.clone());
        self.add(name.clone(), content, true);
        name
    }

    /// The script finds the wasm under its new name even when the page does not tell it.
    fn add_program(&mut self, program: Program) {
        let wasm = self.add_fingerprinted("wasm", "huiyin", "wasm", program.wasm);
        let script = program.script.replace(&program.wasm_name, &wasm);
        self.add_fingerprinted("js", "huiyin", "js", script.into_bytes());
        for snippet in program.snippets {
            self.add(snippet.name, snippet.content, false);
        }
    }

    fn fill(&self, template: &File) -> Result<String> {
        let name = &template.name;
        let mut text = std::str::from_utf8(&template.content)
            .with_context(|| format!("frontend/public/{name} is not UTF-8"))?
            .to_owned();
        for (key, file) in &self.names {
            text = text.replace(&format!("{{{{{key}}}}}"), &format!("/{file}"));
        }
        text = text.replace("{{build}}", &self.build);
        text = text.replace("{{precache}}", &self.precache()?);
        if let Some(unknown) = placeholder(&text) {
            bail!(
                "frontend/public/{name} has the placeholder {{{{{unknown}}}}}, which nothing fills"
            );
        }
        Ok(text)
    }

    /// What the desk needs with the network off: all but its page and the public pages' sheet.
    fn precache(&self) -> Result<String> {
        let addresses: Vec<String> = self
            .assets
            .iter()
            .filter(|asset| !TEMPLATES.contains(&asset.name.as_str()))
            .filter(|asset| Some(&asset.name) != self.names.get("public_css"))
            .map(|asset| format!("/{}", asset.name))
            .collect();
        Ok(serde_json::to_string(&addresses)?)
    }
}

/// The first `{{word}}` left in a text.
fn placeholder(text: &str) -> Option<&str> {
    text.split("{{").skip(1).find_map(|rest| {
        let (word, _) = rest.split_once("}}")?;
        let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        is_word.then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, content: &str) -> File {
        File {
            name: name.to_owned(),
            content: content.as_bytes().to_vec(),
        }
    }

    fn assembled(desk: &str, boot: &str) -> Result<BTreeMap<String, String>> {
        let program = Program {
            wasm: b"\0asm".to_vec(),
            script: "load('huiyin_bg.wasm')".to_owned(),
            wasm_name: "huiyin_bg.wasm".to_owned(),
            snippets: vec![file("snippets/a/inline0.js", "export {}")],
        };
        let stylesheets = Stylesheets {
            desk: desk.to_owned(),
            public: "p{}".to_owned(),
        };
        let public = vec![
            file("boot.js", boot),
            file("icons/a.svg", "<svg/>"),
            file(
                "index.html",
                "<link href=\"{{css}}\"><script src=\"{{boot}}\" data-js=\"{{js}}\">",
            ),
            file(
                "sw.js",
                "const build = '{{build}}'; const shell = {{precache}};",
            ),
        ];
        let assets = assemble(program, &stylesheets, public)?;
        Ok(assets
            .into_iter()
            .map(|asset| (asset.name, String::from_utf8(asset.content).unwrap()))
            .collect())
    }

    fn names(dist: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        serde_json::from_str(&dist[MAP]).unwrap()
    }

    #[test]
    fn every_name_that_is_written_down_exists() {
        let dist = assembled("d{}", "import('{{js}}')").unwrap();
        let names = names(&dist);
        assert_eq!(
            names.keys().collect::<Vec<_>>(),
            ["boot", "css", "js", "public_css", "wasm"]
        );
        assert!(names.values().all(|name| dist.contains_key(name)));
        assert_eq!(dist[&names["js"]], format!("load('{}')", names["wasm"]));
        assert_eq!(dist[&names["boot"]], format!("import('/{}')", names["js"]));
        assert_eq!(
            dist["index.html"],
            format!(
                "<link href=\"/{}\"><script src=\"/{}\" data-js=\"/{}\">",
                names["css"], names["boot"], names["js"]
            )
        );
    }

    #[test]
    fn the_worker_keeps_the_whole_shell_and_nothing_of_the_public_pages() {
        let dist = assembled("d{}", "boot").unwrap();
        let names = names(&dist);
        let (_, list) = dist["sw.js"].split_once("shell = ").unwrap();
        let mut kept: Vec<String> = serde_json::from_str(list.trim_end_matches(';')).unwrap();
        kept.sort();
        let mut expected: Vec<String> = ["boot", "css", "js", "wasm"]
            .map(|key| format!("/{}", names[key]))
            .into_iter()
            .chain([
                "/icons/a.svg".to_owned(),
                "/snippets/a/inline0.js".to_owned(),
            ])
            .collect();
        expected.sort();
        assert_eq!(kept, expected);
    }

    #[test]
    fn a_changed_sheet_gets_another_name_and_makes_another_build() {
        let before = assembled("d{}", "boot").unwrap();
        let after = assembled("d{color:red}", "boot").unwrap();
        assert_ne!(names(&before)["css"], names(&after)["css"]);
        assert_eq!(names(&before)["js"], names(&after)["js"]);
        assert_ne!(before["sw.js"], after["sw.js"]);
    }

    #[test]
    fn a_placeholder_that_nothing_fills_is_refused() {
        let error = assembled("d{}", "import('{{javascript}}')")
            .err()
            .unwrap()
            .to_string();
        assert_eq!(
            error,
            "frontend/public/boot.js has the placeholder {{javascript}}, which nothing fills"
        );
    }
}
