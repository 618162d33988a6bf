//! Where ports are offered and found: one implementation per trait, known only by the trait.
//! Engines look up at the time of a call, so the order in which they register does not matter.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use kontor_contract::{Fault, FaultKind};

type Offers = HashMap<TypeId, Box<dyn Any + Send + Sync>>;

/// The ports of a deployment.
#[derive(Clone, Default)]
pub struct Ports {
    offers: Arc<OnceLock<Offers>>,
}

/// Offers that are being collected.
#[derive(Default)]
pub(crate) struct OffersBuilder(Offers);

impl OffersBuilder {
    pub(crate) fn offer<T: ?Sized + Send + Sync + 'static>(&mut self, port: Arc<T>) -> bool {
        self.0.insert(TypeId::of::<Arc<T>>(), Box::new(port)).is_none()
    }

    pub(crate) fn seal(self, ports: &Ports) {
        // Sealed once per deployment, by the one registrar.
        let _ = ports.offers.set(self.0);
    }
}

impl Ports {
    /// The implementation of a port, where somebody offers it.
    #[must_use]
    pub fn find<T: ?Sized + Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        self.offers.get()?.get(&TypeId::of::<Arc<T>>())?.downcast_ref::<Arc<T>>().cloned()
    }

    /// The implementation of a port that an operation cannot do without.
    pub fn get<T: ?Sized + Send + Sync + 'static>(&self) -> Result<Arc<T>, Fault> {
        self.find::<T>().ok_or_else(|| {
            let port = type_name::<T>().rsplit("::").next().unwrap_or_default();
            Fault::new(
                FaultKind::Conflict,
                "module.port_missing",
                format!("No module of this deployment offers {port}."),
            )
        })
    }
}
