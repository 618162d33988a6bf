//! The plug itself: what a module is given when it boots, and where it puts what it brings.
//! Registering declares; nothing runs until the composition root has everybody's declarations.

use std::sync::Arc;

use kontor_contract::{
    Outcome,
    audit::{AuditTrail, Change},
};
use kontor_hooks::HookPoint;
use kontor_kernel::Clock;
use kontor_store::{
    Store, WriteTx,
    events::Consumer,
    jobs::{JobHandler, Schedule},
};
use kontor_web::Routes;
use kontor_words::Texts;

use crate::{Hook, Hooks, Manifest, Modules, Ports, hooks::ChainsBuilder, ports::OffersBuilder};

/// What a module works with.
#[derive(Clone)]
pub struct Boot {
    /// The database.
    pub store: Store,
    /// Where to find what others offer.
    pub ports: Ports,
    /// The chains of hook points.
    pub hooks: Hooks,
    /// The modules and their states.
    pub modules: Modules,
    /// The clock.
    pub clock: Clock,
}

impl Boot {
    /// The words of all modules.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        self.modules.texts()
    }

    /// Records a change in the audit trail with the caller's commit; nothing without an engine that keeps one.
    pub async fn record(&self, tx: &WriteTx, change: Change) -> Outcome<()> {
        match self.ports.find::<dyn AuditTrail>() {
            Some(trail) => trail.record(tx, change).await,
            None => Ok(()),
        }
    }
}

/// An engine or module.
pub trait Module: Send + Sync {
    /// Static facts about it.
    fn manifest(&self) -> &'static Manifest;
    /// Declares what it brings.
    fn register(&self, registrar: &mut Registrar<'_>);
}

/// Everything that was declared.
#[derive(Default)]
pub struct Parts {
    /// Routes by owner.
    pub routes: Vec<Routes>,
    /// Consumers of events.
    pub consumers: Vec<Arc<dyn Consumer>>,
    /// Handlers of jobs.
    pub jobs: Vec<Arc<dyn JobHandler>>,
    /// Recurring jobs.
    pub schedules: Vec<Schedule>,
    offers: OffersBuilder,
    chains: ChainsBuilder,
}

impl Parts {
    /// Collects the declarations of all modules and makes ports and hooks ready.
    #[must_use]
    pub fn collect(boot: &Boot, modules: &[Box<dyn Module>]) -> Self {
        let mut parts = Self::default();
        for module in modules {
            let mut registrar = Registrar { owner: module.manifest().id, boot, parts: &mut parts };
            module.register(&mut registrar);
        }
        std::mem::take(&mut parts.offers).seal(&boot.ports);
        std::mem::take(&mut parts.chains).seal(&boot.hooks);
        parts
    }
}

/// Takes what one module brings.
pub struct Registrar<'a> {
    owner: &'static str,
    boot: &'a Boot,
    parts: &'a mut Parts,
}

impl Registrar<'_> {
    /// What the module works with.
    #[must_use]
    pub fn boot(&self) -> &Boot {
        self.boot
    }

    /// Offers a port. Two offers of one port are a mistake of the composition root and end the start.
    pub fn offer<T: ?Sized + Send + Sync + 'static>(&mut self, port: Arc<T>) {
        assert!(self.parts.offers.offer(port), "{} offers a port that is offered already", self.owner);
    }

    /// Offers a port that others may offer, too, such as `PersonalData`; who needs it asks all of them.
    pub fn offer_among<T: ?Sized + Send + Sync + 'static>(&mut self, port: Arc<T>) {
        self.parts.offers.offer_among(port);
    }

    /// Answers a hook point; lower orders are asked first.
    pub fn hook<P: HookPoint>(&mut self, order: i32, hook: Arc<dyn Hook<P>>) {
        self.parts.chains.add(self.owner, order, hook);
    }

    /// Adds routes.
    pub fn routes(&mut self, routes: Routes) {
        self.parts.routes.push(routes);
    }

    /// Acts on events.
    pub fn consumer(&mut self, consumer: Arc<dyn Consumer>) {
        self.parts.consumers.push(consumer);
    }

    /// Does the work of a kind of job.
    pub fn job(&mut self, handler: Arc<dyn JobHandler>) {
        self.parts.jobs.push(handler);
    }

    /// Recurs for every tenant.
    pub fn schedule(&mut self, schedule: Schedule) {
        self.parts.schedules.push(schedule);
    }
}
