//! What an earlier program left in plain is taken over into the sealed stores, then deleted.

use super::StorageFault;
use super::cipher::Cipher;
use super::database::{delete, names};
use super::drafts;
use super::replica::ReplicaStore;
use super::vault::VaultStore;
use domain::ids::OfficerId;
use std::collections::BTreeMap;
use sync::kept::{VAULT, Vault, VaultWrite};
use uuid::Uuid;

/// Takes it over; a second time there is nothing left. Cut short anywhere it begins again: the work is deleted
/// only after all of it is durable here.
///
/// # Errors
/// When the browser could not read or write; what was left is still there then.
pub async fn take_over(
    officer: OfficerId,
    into: &VaultStore,
    store: Uuid,
    cipher: &Cipher,
) -> Result<(), StorageFault> {
    take_over_typed(officer, store, cipher);
    let names = names().await;
    let vault = VaultStore::unsealed_name(officer);
    if names.contains(&vault) {
        let old = VaultStore::unsealed(officer).await?;
        let taken = take_over_work(&old, into).await;
        old.close();
        taken?;
        delete(&vault).await?;
    }
    let replica = ReplicaStore::unsealed_name(officer);
    if names.contains(&replica) {
        delete(&replica).await?;
    }
    Ok(())
}

async fn take_over_work(old: &VaultStore, into: &VaultStore) -> Result<(), StorageFault> {
    if into.load().await?.is_some() {
        // Taken over before, and cut short before it was deleted.
        return Ok(());
    }
    let mut drafts = BTreeMap::new();
    let kept = old.drafts().await?;
    drafts.extend(kept.into_iter().map(|(key, written)| (key, Some(written))));
    into.keep_drafts(&drafts).await?;
    match old.load().await? {
        Some(vault) => into.keep(&writes(vault), &[]).await,
        None => Ok(()),
    }
}

/// Everything a vault holds, as writes; the identity makes it a vault and comes with the rest.
fn writes(vault: Vault) -> Vec<VaultWrite> {
    let mut writes = Vec::new();
    let ops = vault.ops.into_values();
    writes.extend(ops.map(|kept| VaultWrite::PutOp(Box::new(kept))));
    let tray = vault.tray.into_values();
    writes.extend(tray.map(|returned| VaultWrite::PutReturned(Box::new(returned))));
    writes.extend(vault.let_go.into_values().map(VaultWrite::PutLetGo));
    let mut identity = vault.identity;
    identity.version = VAULT;
    writes.push(VaultWrite::PutIdentity(identity));
    writes
}

fn take_over_typed(officer: OfficerId, store: Uuid, cipher: &Cipher) {
    for (full, key, written) in drafts::unsealed(officer) {
        let sealed = drafts::one(store, cipher, &key);
        let newer = sealed.is_some_and(|sealed| sealed.at >= written.at);
        if newer || drafts::keep(store, cipher, &key, &written) {
            drafts::forget_unsealed(&full);
        }
    }
}
