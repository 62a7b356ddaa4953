//! The county's own texts of official documents, as the database holds them: only ever added to.

use super::audit;
use super::body::{bytes, id, millis, moment};
use super::dialect::Connection;
use super::memory::Memory;
use super::rules::changed;
use super::{Audited, Error, Result};
use domain::document::{DocumentKind, Template, Templates};
use domain::ids::OfficerId;
use std::sync::Arc;

/// Every text, in the order of entry. A kind that a newer program knew is passed over: nothing here fills it.
pub(super) async fn load(connection: &mut Connection) -> Result<Templates> {
    type Row = (String, String, String, Vec<u8>, i64);
    let rows: Vec<Row> =
        sqlx::query_as("SELECT kind, body, since, officer, at FROM document_template ORDER BY nth")
            .fetch_all(connection)
            .await?;
    let mut templates = Vec::with_capacity(rows.len());
    for (kind, text, since, officer, at) in rows {
        let Some(kind) = DocumentKind::from_key(&kind) else {
            continue;
        };
        templates.push(Template {
            kind,
            text,
            since: since
                .parse()
                .map_err(|error| Error::damaged("a text of a document", error))?,
            by: OfficerId(id("an officer's id", &officer)?),
            at: moment(at),
        });
    }
    Ok(Templates::new(templates))
}

/// Adds a text; whoever greets the bureau from now on hears of it.
pub(super) async fn put(
    connection: &mut Connection,
    memory: Arc<Memory>,
    template: Template,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO document_template (kind, body, since, officer, at) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(template.kind.key())
    .bind(&template.text)
    .bind(template.since.to_string())
    .bind(bytes(&template.by.0))
    .bind(millis(template.at))
    .execute(&mut *connection)
    .await?;
    let line = Audited {
        at: template.at,
        officer: Some(template.by),
        act: "change_template",
        record: None,
        allowed: true,
        detail: format!("{} since={}", template.kind.key(), template.since),
    };
    audit::append(connection, &line).await?;
    changed(connection, &memory).await
}
