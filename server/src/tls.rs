//! Certificates: one from an authority, or one made here so that tablets in an intranet can work offline.

use crate::config::{Settings, Tls};
use anyhow::{Context, Result};
use chrono::{DateTime, Datelike, Duration, Utc};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde::{Deserialize, Serialize};
use std::fs;
use std::net::UdpSocket;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What people install on the tablets so that they trust this server.
pub const AUTHORITY: &str = "authority.pem";

const CERTIFICATE: &str = "server.pem";
const KEY: &str = "server.key";
const NOTE: &str = "made.json";

/// Five years: longer than a tablet lives, shorter than anybody's memory of where the certificate came from.
const VALID_DAYS: i64 = 5 * 365;

/// A certificate this close to its end is made anew at the next start.
const RENEW_DAYS: i64 = 90;

/// What a certificate was made for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Made {
    names: Vec<String>,
    until: DateTime<Utc>,
}

/// What the listener needs for HTTPS; `None` for plain HTTP. Makes the self-signed certificate where it is missing.
///
/// # Errors
/// A file cannot be read or written, or certificate and key do not belong together.
pub fn configure(settings: &Settings) -> Result<Option<Arc<ServerConfig>>> {
    let (certificate, key) = match &settings.tls {
        Tls::Off => return Ok(None),
        Tls::Given { certificate, key } => (certificate.clone(), key.clone()),
        Tls::SelfSigned { folder } => {
            ensure_made(folder, &names(settings))?;
            (folder.join(CERTIFICATE), folder.join(KEY))
        }
    };
    read(&certificate, &key).map(Some)
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>> {
    let failed = |path: &Path| format!("证书用不了 · cannot use certificate {}", path.display());
    let chain = CertificateDer::pem_file_iter(certificate)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .with_context(|| failed(certificate))?;
    let secret = PrivateKeyDer::from_pem_file(key)
        .with_context(|| format!("私钥用不了 · cannot use key {}", key.display()))?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, secret)
        .with_context(|| failed(certificate))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// Under which names and addresses browsers may reach this server.
fn names(settings: &Settings) -> Vec<String> {
    let public = settings
        .public_origin
        .as_deref()
        .and_then(|origin| origin.split_once("://"))
        .map(|(_, host)| {
            host.rsplit_once(':')
                .map_or(host, |(name, _)| name)
                .to_owned()
        });
    let listen = settings.listen.ip();
    let own = if listen.is_unspecified() {
        outward_address()
    } else {
        Some(listen.to_string())
    };
    let machine = fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .map(|name| name.trim().to_owned());
    let mut names: Vec<String> = ["localhost", "127.0.0.1", "::1"].map(str::to_owned).into();
    names.extend(
        [public, own, machine]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty()),
    );
    names.sort();
    names.dedup();
    names
}

/// The address this machine has in its network; connecting a datagram socket only looks up the route and sends nothing.
fn outward_address() -> Option<String> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip().to_string())
}

fn ensure_made(folder: &Path, names: &[String]) -> Result<()> {
    let note = folder.join(NOTE);
    let made: Option<Made> = fs::read(&note)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok());
    let still_good = made.is_some_and(|made| {
        made.names == names && made.until > Utc::now() + Duration::days(RENEW_DAYS)
    });
    if still_good
        && [AUTHORITY, CERTIFICATE, KEY]
            .iter()
            .all(|name| folder.join(name).is_file())
    {
        return Ok(());
    }
    let until = Utc::now() + Duration::days(VALID_DAYS);
    let failed = || {
        format!(
            "证书存不下来 · cannot keep the certificate in {}",
            folder.display()
        )
    };
    fs::create_dir_all(folder).with_context(failed)?;
    let pems = make(names, until)?;
    // The note comes last: a half-written certificate is made again.
    let _ = fs::remove_file(&note);
    fs::write(folder.join(AUTHORITY), &pems.authority).with_context(failed)?;
    fs::write(
        folder.join(CERTIFICATE),
        format!("{}{}", pems.server, pems.authority),
    )
    .with_context(failed)?;
    write_secret(&folder.join(KEY), &pems.key).with_context(failed)?;
    let text = serde_json::to_vec_pretty(&Made {
        names: names.to_vec(),
        until,
    })?;
    fs::write(&note, text).with_context(failed)?;
    tracing::info!(folder = %folder.display(), ?names, "made a certificate; install {AUTHORITY} on the tablets");
    Ok(())
}

struct Pems {
    authority: String,
    server: String,
    key: String,
}

/// An authority that signs one certificate and is forgotten: tablets may trust it, and nobody can misuse its key.
fn make(names: &[String], until: DateTime<Utc>) -> Result<Pems> {
    let yesterday = Utc::now() - Duration::days(1);
    let valid = |params: &mut CertificateParams| {
        // Months and days of a date always fit into a byte.
        params.not_before = date_time_ymd(
            yesterday.year(),
            yesterday.month() as u8,
            yesterday.day() as u8,
        );
        params.not_after = date_time_ymd(until.year(), until.month() as u8, until.day() as u8);
    };

    let mut authority = CertificateParams::new(Vec::new())?;
    valid(&mut authority);
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let made_on = Utc::now().format("%Y-%m-%d");
    authority
        .distinguished_name
        .push(DnType::CommonName, format!("Huiyin {made_on}"));
    let authority_key = KeyPair::generate()?;
    let authority_pem = authority.self_signed(&authority_key)?.pem();

    let mut server = CertificateParams::new(names.to_vec())?;
    valid(&mut server);
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let name = names.first().map_or("localhost", String::as_str);
    server.distinguished_name.push(DnType::CommonName, name);
    let server_key = KeyPair::generate()?;
    let server_pem = server
        .signed_by(&server_key, &Issuer::new(authority, authority_key))?
        .pem();

    Ok(Pems {
        authority: authority_pem,
        server: server_pem,
        key: server_key.serialize_pem(),
    })
}

/// Writes a file that only its owner may read, from its first byte on.
fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}

/// The file to install on the tablets, when the certificate is made here.
pub fn authority_file(settings: &Settings) -> Option<PathBuf> {
    match &settings.tls {
        Tls::SelfSigned { folder } => Some(folder.join(AUTHORITY)),
        Tls::Off | Tls::Given { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_made_here_serves_and_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["127.0.0.1".to_owned(), "localhost".to_owned()];
        ensure_made(folder.path(), &names).unwrap();
        let first = fs::read_to_string(folder.path().join(CERTIFICATE)).unwrap();
        read(&folder.path().join(CERTIFICATE), &folder.path().join(KEY)).unwrap();
        ensure_made(folder.path(), &names).unwrap();
        assert_eq!(
            first,
            fs::read_to_string(folder.path().join(CERTIFICATE)).unwrap()
        );
    }

    #[test]
    fn another_name_needs_another_certificate() {
        let folder = tempfile::tempdir().unwrap();
        ensure_made(folder.path(), &["localhost".to_owned()]).unwrap();
        let first = fs::read_to_string(folder.path().join(CERTIFICATE)).unwrap();
        ensure_made(
            folder.path(),
            &["localhost".to_owned(), "xf.local".to_owned()],
        )
        .unwrap();
        assert_ne!(
            first,
            fs::read_to_string(folder.path().join(CERTIFICATE)).unwrap()
        );
    }

    #[test]
    fn a_key_of_another_certificate_is_noticed() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for folder in [&one, &other] {
            ensure_made(folder.path(), &["localhost".to_owned()]).unwrap();
        }
        assert!(read(&one.path().join(CERTIFICATE), &other.path().join(KEY)).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_the_key() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        ensure_made(folder.path(), &["localhost".to_owned()]).unwrap();
        let mode = fs::metadata(folder.path().join(KEY))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o077, 0);
    }
}
