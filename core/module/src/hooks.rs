//! Runs the chain of a hook point: every enabled module's answer, in order, with the point's failure policy.
//! Native modules and plugins implement the same trait; the core cannot tell them apart.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, OnceLock},
    time::Duration,
};

use async_trait::async_trait;
use kontor_hooks::{FailurePolicy, HookPoint};
use kontor_store::Ctx;
use thiserror::Error;

use crate::Modules;

/// Why a hook gave no answer.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct HookFault(pub String);

/// Answers a hook point.
#[async_trait]
pub trait Hook<P: HookPoint>: Send + Sync {
    /// Answers.
    async fn call(&self, ctx: &Ctx, input: &P::Input) -> Result<P::Output, HookFault>;
}

struct Link<P: HookPoint> {
    owner: &'static str,
    order: i32,
    hook: Arc<dyn Hook<P>>,
}

impl<P: HookPoint> Link<P> {
    async fn answer(&self, ctx: &Ctx, input: &P::Input) -> Result<P::Output, HookFault> {
        let outcome = tokio::time::timeout(PATIENCE, self.hook.call(ctx, input)).await;
        outcome.unwrap_or_else(|_| Err(HookFault(format!("no answer within {} ms", PATIENCE.as_millis()))))
    }

    fn failed(&self, fault: &HookFault) {
        tracing::error!(hook = P::NAME, module = self.owner, %fault, "a hook failed");
    }
}

type Chains = HashMap<TypeId, Box<dyn Any + Send + Sync>>;

/// The chains of a deployment.
#[derive(Clone, Default)]
pub struct Hooks {
    chains: Arc<OnceLock<Chains>>,
}

#[derive(Default)]
pub(crate) struct ChainsBuilder(Chains);

impl ChainsBuilder {
    pub(crate) fn add<P: HookPoint>(&mut self, owner: &'static str, order: i32, hook: Arc<dyn Hook<P>>) {
        let chain = self.0.entry(TypeId::of::<P>()).or_insert_with(|| Box::new(Vec::<Link<P>>::new()));
        if let Some(links) = chain.downcast_mut::<Vec<Link<P>>>() {
            links.push(Link { owner, order, hook });
            links.sort_by_key(|link| (link.order, link.owner));
        }
    }

    pub(crate) fn seal(self, hooks: &Hooks) {
        let _ = hooks.chains.set(self.0);
    }
}

/// How long one answer may take before it counts as failed.
const PATIENCE: Duration = Duration::from_millis(500);

/// The answers of a chain.
#[derive(Debug)]
pub struct Answers<T> {
    /// One per module that answered.
    pub given: Vec<T>,
    /// Modules that failed under [`FailurePolicy::Warn`]: what they would have said is unknown.
    pub missing: Vec<&'static str>,
}

impl Hooks {
    /// Whether some module that is enabled for the tenant answers a point: what costs to be told is made for somebody only.
    pub async fn is_asked<P: HookPoint>(&self, ctx: &Ctx, modules: &Modules) -> bool {
        for link in self.links::<P>() {
            if modules.is_enabled(ctx, link.owner).await {
                return true;
            }
        }
        false
    }

    /// Asks every module that is enabled for the tenant. Under [`FailurePolicy::Refuse`] one failure is an error.
    pub async fn ask<P: HookPoint>(
        &self,
        ctx: &Ctx,
        modules: &Modules,
        input: &P::Input,
    ) -> Result<Answers<P::Output>, HookFault> {
        let mut answers = Answers { given: Vec::new(), missing: Vec::new() };
        for link in self.links::<P>() {
            if !modules.is_enabled(ctx, link.owner).await {
                continue;
            }
            match link.answer(ctx, input).await {
                Ok(answer) => answers.given.push(answer),
                Err(fault) => {
                    link.failed(&fault);
                    match P::ON_FAILURE {
                        FailurePolicy::Warn => answers.missing.push(link.owner),
                        FailurePolicy::Refuse => return Err(fault),
                    }
                }
            }
        }
        Ok(answers)
    }

    /// Asks every enabled module in turn; what one answers is taken into what the next one is told. Under
    /// [`FailurePolicy::Warn`] a module that fails is passed over.
    pub async fn relay<P: HookPoint>(
        &self,
        ctx: &Ctx,
        modules: &Modules,
        input: &mut P::Input,
        mut take: impl FnMut(&mut P::Input, P::Output) -> Result<(), HookFault> + Send,
    ) -> Result<(), HookFault> {
        for link in self.links::<P>() {
            if !modules.is_enabled(ctx, link.owner).await {
                continue;
            }
            let answer = link.answer(ctx, input).await;
            if let Err(fault) = answer.and_then(|answer| take(input, answer)) {
                link.failed(&fault);
                if P::ON_FAILURE == FailurePolicy::Refuse {
                    return Err(fault);
                }
            }
        }
        Ok(())
    }

    fn links<P: HookPoint>(&self) -> &[Link<P>] {
        let chain = self.chains.get().and_then(|chains| chains.get(&TypeId::of::<P>()));
        chain.and_then(|chain| chain.downcast_ref::<Vec<Link<P>>>()).map_or(&[], Vec::as_slice)
    }
}
