//! What documents need: a font to draw them with, and that nobody changed one after it was issued.

use super::{Finding, Verdict, finding};
use crate::config::Settings;
use crate::office::{Fonts, NoFont};
use crate::store::document_digest;
use domain::Record;
use futures_util::TryStreamExt;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};

/// The font that PDFs are drawn with.
pub(super) fn font(settings: &Settings) -> Finding {
    if let Err(trouble) = Fonts::check(&settings.fonts) {
        return finding(Verdict::Wrong, trouble.to_string());
    }
    match Fonts::file(&settings.fonts) {
        Some(file) => finding(
            Verdict::Good,
            format!(
                "PDF 的中文字体已在 · PDFs are drawn with {}",
                file.display()
            ),
        ),
        None => finding(Verdict::Mind, NoFont::Nowhere.to_string()),
    }
}

/// Every issued document against the digest it was frozen under; silent where the database does not answer.
pub(super) async fn frozen(settings: &Settings) -> Option<Finding> {
    let (sound, changed) = compare(settings).await.ok()?;
    Some(if changed > 0 {
        finding(
            Verdict::Wrong,
            format!(
                "有 {0} 份文书和制发时不一致，请用备份核对 · {0} documents are not what was issued, compare with a backup",
                changed
            ),
        )
    } else {
        finding(
            Verdict::Good,
            format!(
                "{0} 份文书和制发时一致 · {0} documents are as they were issued",
                sound
            ),
        )
    })
}

/// How many are sound, and how many are not.
async fn compare(settings: &Settings) -> Result<(usize, usize), sqlx::Error> {
    let mut connection = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .read_only(true)
        .connect()
        .await?;
    let (mut sound, mut changed) = (0, 0);
    {
        // Most petitions have no frozen document; their bodies need not be read.
        let mut bodies = sqlx::query_scalar::<_, String>(
            "SELECT body FROM record WHERE instr(body, '\"sha256\":') > 0",
        )
        .fetch(&mut connection);
        while let Some(body) = bodies.try_next().await? {
            let Ok(Record::Petition(petition)) = serde_json::from_str(&body) else {
                changed += 1;
                continue;
            };
            for issued in petition
                .documents
                .issued
                .iter()
                .filter(|it| it.number.is_some())
            {
                if issued.sha256 == Some(document_digest(issued)) {
                    sound += 1;
                } else {
                    changed += 1;
                }
            }
        }
    }
    connection.close().await?;
    Ok((sound, changed))
}
