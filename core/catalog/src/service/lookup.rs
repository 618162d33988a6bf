//! Finding products by code for other owners: from memory, and from the database where memory knows too little.
//! A product that another node made a moment ago is found all the same.

use std::collections::HashMap;

use kontor_kernel::{ProductId, code_key};
use kontor_store::Ctx;

use super::Catalogue;
use crate::{error::CatalogResult, read_model::Snapshot};

impl Catalogue {
    /// Ids by code key; unknown codes are left out, archived products are found.
    pub async fn find_ids(&self, ctx: &Ctx, skus: &[String]) -> CatalogResult<HashMap<String, ProductId>> {
        let keys: Vec<String> = skus.iter().map(|sku| code_key(sku)).collect();
        let found = known(&*self.cache.get(ctx).await?, &keys);
        if keys.iter().all(|key| found.contains_key(key)) {
            return Ok(found);
        }
        Ok(known(&*self.cache.get_newest(ctx).await?, &keys))
    }
}

fn known(snapshot: &Snapshot, keys: &[String]) -> HashMap<String, ProductId> {
    let id = |key: &String| Some(snapshot.at(snapshot.place_of_sku(key)?)?.id);
    keys.iter().filter_map(|key| Some((key.clone(), id(key)?))).collect()
}
