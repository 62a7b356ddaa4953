//! The running server: listeners up, work until told to stop, then an orderly end.

use crate::account::Accounts;
use crate::assets::Assets;
use crate::attachment::{self, Brought, Kept};
use crate::bureau::{self, Office};
use crate::config::Settings;
use crate::office::{self, Fonts};
use crate::public::{self, PublicPages};
use crate::router::{self, Health, House};
use crate::store::Ledger;
use crate::{database, telemetry, tls};
use anyhow::{Context, Result};
use axum::Router;
use axum_server::Handle;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How long requests under way may still take after the server was told to stop; open desks listen for ever.
const FAREWELL: Duration = Duration::from_secs(5);

/// A server that accepts connections.
pub struct Running {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    handle: Handle<SocketAddr>,
    ledger: Ledger,
    listeners: Vec<JoinHandle<std::io::Result<()>>>,
}

/// Opens the database, listens, and gives back the server at work.
///
/// # Errors
/// The database cannot be opened, the address is taken, or the certificate or a font named in the settings cannot be
/// used.
pub async fn start(settings: Settings) -> Result<Running> {
    Fonts::check(&settings.fonts)?;
    let ledger = database::open(&settings).await?;
    let protection = tls::configure(&settings)?;
    let settings = Arc::new(settings);
    let routes = routes(ledger.clone(), settings.clone())?;
    Brought::open(ledger.clone(), &settings)?.look_for_all();

    if !settings.is_https() && !settings.listen.ip().is_loopback() {
        tracing::warn!(
            "others connect by http: passwords are unprotected, tablets cannot work offline; see `server doctor`"
        );
    }
    let listener = bind(settings.listen)?;
    let address = listener.local_addr()?;
    let handle = Handle::new();
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    let mut listeners = Vec::new();
    listeners.push(match protection {
        Some(config) => {
            let config = axum_server::tls_rustls::RustlsConfig::from_config(config);
            let server = axum_server::from_tcp_rustls(listener, config)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
        None => {
            let server = axum_server::from_tcp(listener)?.handle(handle.clone());
            tokio::spawn(server.serve(service))
        }
    });
    let metrics_address = match settings.metrics_listen {
        Some(wanted) => show_metrics(wanted, &handle, &mut listeners)?,
        None => None,
    };
    tracing::info!(%address, metrics = ?metrics_address, https = settings.is_https(), "ready");
    Ok(Running {
        address,
        metrics_address,
        handle,
        ledger,
        listeners,
    })
}

/// All routes on this ledger, without a listener.
///
/// # Errors
/// The operating system gives no random bytes, or the folder of attachments cannot be used.
pub fn routes(ledger: Ledger, settings: Arc<Settings>) -> Result<Router> {
    let assets = Assets::new(settings.dist.clone());
    let accounts = Arc::new(Accounts::new(ledger.clone(), &settings)?);
    let pages = PublicPages::new(
        ledger.clone(),
        accounts.clone(),
        assets.clone(),
        settings.clone(),
    )?;
    let files = Brought::open(ledger.clone(), &settings)?;
    let fonts = settings.fonts.clone();
    let house = House {
        bureau: Arc::new(Office::new(ledger.clone(), accounts.clone(), files)),
        accounts,
        health: Health::new(ledger.readers().clone(), assets.clone()),
        assets,
        settings,
    };
    let files = attachment::routes(ledger.clone(), house.accounts.clone(), &house.settings)?;
    let documents = ledger.clone();
    let kept = Kept::open(&house.settings)?;
    let more = public::routes(pages)
        .merge(bureau::poke_routes(ledger, house.accounts.clone()))
        .merge(office::routes(
            documents,
            house.accounts.clone(),
            kept,
            fonts,
        ))
        .merge(files);
    Ok(router::routes(house, more))
}

/// Metrics are for watching, not for working: a taken port is told and does not keep the desk closed.
fn show_metrics(
    wanted: SocketAddr,
    handle: &Handle<SocketAddr>,
    listeners: &mut Vec<JoinHandle<std::io::Result<()>>>,
) -> Result<Option<SocketAddr>> {
    let listener = match bind(wanted) {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!("no metrics: {error:#}");
            return Ok(None);
        }
    };
    let address = listener.local_addr()?;
    let routes = telemetry::metrics_routes(telemetry::counters()?);
    let server = axum_server::from_tcp(listener)?.handle(handle.clone());
    listeners.push(tokio::spawn(server.serve(routes.into_make_service())));
    Ok(Some(address))
}

fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).with_context(|| {
        format!(
            "地址用不了，可能已在运行 · cannot listen on {address}, is the server running already?"
        )
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Running {
    /// Where it listens, with the port the system chose when it was asked for any.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the metrics are, if they are shown.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Works until the process is told to stop (SIGINT or SIGTERM), then stops in order.
    ///
    /// # Errors
    /// A listener failed.
    pub async fn until_told_to_stop(self) -> Result<()> {
        told_to_stop().await?;
        tracing::info!("stopping");
        self.stop().await
    }

    /// Takes no new connection, finishes what is under way, and closes the database.
    ///
    /// # Errors
    /// A listener failed.
    pub async fn stop(self) -> Result<()> {
        self.handle.graceful_shutdown(Some(FAREWELL));
        for listener in self.listeners {
            listener.await??;
        }
        self.ledger.close().await;
        Ok(())
    }
}

async fn told_to_stop() -> Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
        }
        Ok(())
    }
    #[cfg(not(unix))]
    Ok(tokio::signal::ctrl_c().await?)
}
