//! Where ports are offered and found, known only by their trait: one implementation of most, several of a few.
//! Engines look up at the time of a call, so the order in which they register does not matter.

use std::{
    any::{Any, TypeId, type_name},
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use kontor_contract::{Fault, FaultKind};

type Offers = HashMap<TypeId, Vec<Box<dyn Any + Send + Sync>>>;

/// The ports of a deployment.
#[derive(Clone, Default)]
pub struct Ports {
    offers: Arc<OnceLock<Offers>>,
}

/// Offers that are being collected.
#[derive(Default)]
pub(crate) struct OffersBuilder(Offers);

impl OffersBuilder {
    /// False when the port is offered already.
    pub(crate) fn offer<T: ?Sized + Send + Sync + 'static>(&mut self, port: Arc<T>) -> bool {
        let is_first = !self.0.contains_key(&TypeId::of::<Arc<T>>());
        self.offer_among(port);
        is_first
    }

    pub(crate) fn offer_among<T: ?Sized + Send + Sync + 'static>(&mut self, port: Arc<T>) {
        self.0.entry(TypeId::of::<Arc<T>>()).or_default().push(Box::new(port));
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
        self.offers.get()?.get(&TypeId::of::<Arc<T>>())?.first()?.downcast_ref::<Arc<T>>().cloned()
    }

    /// All implementations of a port that many may offer, in the order in which modules registered.
    #[must_use]
    pub fn all<T: ?Sized + Send + Sync + 'static>(&self) -> Vec<Arc<T>> {
        let offers = self.offers.get().and_then(|offers| offers.get(&TypeId::of::<Arc<T>>()));
        offers.into_iter().flatten().filter_map(|offer| offer.downcast_ref::<Arc<T>>().cloned()).collect()
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
