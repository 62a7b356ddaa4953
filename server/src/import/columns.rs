//! Which column of the file is which part of a message.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident: $key:literal, $($header:literal),+;)*) => {
        /// A part of a message that a file may have a column for.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Column { $($(#[$doc])* $name),* }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Column] = &[$(Column::$name),*];

            /// Its name in mappings; also the header of plain files.
            pub const fn key(self) -> &'static str {
                match self { $(Column::$name => $key),* }
            }

            /// The headers known without a mapping.
            const fn headers(self) -> &'static [&'static str] {
                match self { $(Column::$name => &[$key, $($header),+]),* }
            }
        }
    };
}

columns! {
    /// The source's own number.
    Id: "id", "留言编号", "编号";
    /// The sender, known to the source; never taken over, a message is anonymous here.
    User: "user", "留言用户", "用户";
    /// One line.
    Subject: "subject", "留言主题", "主题", "标题";
    /// When the source received it.
    ReceivedAt: "received_at", "留言时间";
    /// The message.
    Text: "text", "留言详情", "留言内容";
    /// The official answer.
    Reply: "reply", "答复意见", "答复内容";
    /// When it was given.
    RepliedAt: "replied_at", "答复时间";
    /// Content class, first level.
    Level1: "level1", "一级标签", "一级分类";
}

impl FromStr for Column {
    type Err = anyhow::Error;

    fn from_str(key: &str) -> Result<Column> {
        let known = Column::ALL.iter().find(|column| column.key() == key);
        known.copied().with_context(|| {
            let keys: Vec<&str> = Column::ALL.iter().map(|column| column.key()).collect();
            format!(
                "没有“{key}”这一栏，可用的是 {0} · no column {key:?}; there are {0}",
                keys.join(" ")
            )
        })
    }
}

/// One `--map received_at=时间`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapped {
    column: Column,
    header: String,
}

impl FromStr for Mapped {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Mapped> {
        let (column, header) = text
            .split_once('=')
            .context("写作 栏=表头，例如 received_at=时间 · written COLUMN=HEADER, for example received_at=时间")?;
        Ok(Mapped {
            column: column.trim().parse()?,
            header: header.trim().to_owned(),
        })
    }
}

/// Reads a mapping file: lines such as `received_at = "时间"`.
///
/// # Errors
/// The file cannot be read, is no TOML, or names a column there is not.
pub fn mapping_file(path: &Path) -> Result<Vec<Mapped>> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("读不到对照文件 · cannot read the mapping {shown}"))?;
    let rows: BTreeMap<String, String> = toml::from_str(&text)
        .with_context(|| format!("对照文件有误 · mistake in the mapping {shown}"))?;
    rows.into_iter()
        .map(|(column, header)| {
            Ok(Mapped {
                column: column.parse()?,
                header: header.trim().to_owned(),
            })
        })
        .collect()
}

/// Where each part of a message stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Columns {
    places: BTreeMap<Column, (usize, String)>,
}

impl Columns {
    /// Finds every column by the mapping, else by the headers known.
    ///
    /// # Errors
    /// A mapped header or a needed column is not there, or one is there twice.
    pub fn find(headers: &[String], mapped: &[Mapped]) -> Result<Columns> {
        let mut places = BTreeMap::new();
        for column in Column::ALL {
            let asked: Vec<&Mapped> = mapped
                .iter()
                .filter(|mapped| mapped.column == *column)
                .collect();
            let wanted: Vec<&str> = match asked[..] {
                [] => column.headers().to_vec(),
                [one] => vec![one.header.as_str()],
                _ => bail!("“{0}”给了两次 · {0:?} is mapped twice", column.key()),
            };
            let mut found = headers
                .iter()
                .enumerate()
                .filter(|(_, header)| wanted.iter().any(|wanted| same(wanted, header)));
            match (found.next(), found.next()) {
                (Some((at, header)), None) => {
                    places.insert(*column, (at, header.clone()));
                }
                (Some((_, one)), Some((_, two))) => bail!(
                    "表头“{one}”和“{two}”都可以是 {0}，请用 --map {0}=表头 指明 · \
                     headers {one:?} and {two:?} both fit {0}: say which with --map {0}=HEADER",
                    column.key()
                ),
                (None, _) if !asked.is_empty() => bail!(
                    "文件里没有表头“{wanted}”，有的是：{headers} · \
                     the file has no header {wanted:?}; it has: {headers}",
                    wanted = wanted.concat(),
                    headers = headers.join(" | ")
                ),
                (None, _) => {}
            }
        }
        let columns = Columns { places };
        columns.complete(headers)?;
        Ok(columns)
    }

    fn complete(&self, headers: &[String]) -> Result<()> {
        let mut needed = vec![Column::Subject, Column::ReceivedAt, Column::Text];
        if self.has(Column::Reply) {
            needed.push(Column::RepliedAt);
        }
        for column in needed {
            if !self.has(column) {
                bail!(
                    "没有找到 {0}（{1}）这一栏，请用 --map {0}=表头 指明；文件的表头是：{2} · \
                     no column for {0}: say which with --map {0}=HEADER; the headers are: {2}",
                    column.key(),
                    column.headers()[1],
                    headers.join(" | ")
                );
            }
        }
        Ok(())
    }

    /// Whether the file has this column.
    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    /// The column's position.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).map(|(at, _)| *at)
    }

    /// The column's header as the file writes it; its key if the file has none.
    pub fn header(&self, column: Column) -> &str {
        self.places
            .get(&column)
            .map_or(column.key(), |(_, header)| header)
    }
}

fn same(one: &str, two: &str) -> bool {
    one.trim().eq_ignore_ascii_case(two.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_usual_headers_need_no_mapping() {
        for text in [
            "id,user,subject,received_at,text,reply,replied_at",
            "留言编号,留言用户,留言主题,留言时间,留言详情,答复意见,答复时间",
            "ID,User,Subject,Received_At,Text,Reply,Replied_At",
        ] {
            let columns = Columns::find(&headers(text), &[]).expect(text);
            assert_eq!(columns.place(Column::Text), Some(4));
            assert_eq!(columns.place(Column::RepliedAt), Some(6));
            assert!(!columns.has(Column::Level1));
        }
    }

    #[test]
    fn a_mapping_beats_the_usual_headers() {
        let mapped = ["received_at=时间".parse().expect("a mapping")];
        let columns =
            Columns::find(&headers("留言时间,时间,主题,留言详情"), &mapped).expect("columns");
        assert_eq!(columns.header(Column::ReceivedAt), "时间");
        assert_eq!(columns.place(Column::ReceivedAt), Some(1));
    }

    #[test]
    fn what_is_missing_or_unclear_is_said_with_the_way_out() {
        let told = |text: &str, mapped: &[&str]| {
            let mapped: Vec<Mapped> = mapped
                .iter()
                .map(|m| m.parse().expect("a mapping"))
                .collect();
            Columns::find(&headers(text), &mapped)
                .expect_err(text)
                .to_string()
        };
        assert!(told("a,b", &[]).contains("--map subject="));
        assert!(told("subject,received_at,text,reply", &[]).contains("--map replied_at="));
        assert!(told("主题,标题,留言时间,留言详情", &[]).contains("“主题”和“标题”"));
        assert!(told("主题,留言时间,留言详情", &["text=内容"]).contains("“内容”"));
        assert!(told("主题,留言时间,留言详情", &["text=主题", "text=留言详情"]).contains("两次"));
        assert!("when=时间".parse::<Mapped>().is_err());
        assert!("received_at".parse::<Mapped>().is_err());
    }
}
