//! `/health`: ready, or why not.

use super::House;
use crate::assets::Assets;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sqlx::SqlitePool;
use std::time::Duration;

/// A database that takes longer than this to read one row is as good as none.
const PATIENCE: Duration = Duration::from_secs(3);

/// What must be there before work can be done.
#[derive(Clone, Debug)]
pub struct Health {
    reader: SqlitePool,
    assets: Assets,
}

/// The answer for whatever watches the server.
#[derive(PartialEq, Eq, Debug, Serialize)]
pub struct Readiness {
    pub ready: bool,
    /// Reasons in both languages; empty when ready.
    pub why_not: Vec<&'static str>,
}

impl Health {
    /// Asks this database and these files.
    pub fn new(reader: SqlitePool, assets: Assets) -> Health {
        Health { reader, assets }
    }

    /// Looks now.
    pub async fn readiness(&self) -> Readiness {
        let mut why_not = Vec::new();
        if !self.database_answers().await {
            why_not.push("数据库没有回答 · the database does not answer");
        }
        if !self.assets.is_built() {
            why_not.push("客户端还没有编译 · the client is not built");
        }
        Readiness {
            ready: why_not.is_empty(),
            why_not,
        }
    }

    async fn database_answers(&self) -> bool {
        let row = sqlx::query("SELECT officer FROM account LIMIT 1").fetch_optional(&self.reader);
        match tokio::time::timeout(PATIENCE, row).await {
            Ok(Ok(_)) => true,
            Ok(Err(error)) => {
                tracing::error!(%error, "the database does not answer");
                false
            }
            Err(_) => false,
        }
    }
}

pub(super) async fn answer(State(house): State<House>) -> Response {
    let readiness = house.health.readiness().await;
    let status = if readiness.ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(readiness)).into_response()
}
