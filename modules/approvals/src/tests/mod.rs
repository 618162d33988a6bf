//! Approvals on real databases: SQLite and PostgreSQL, with an order engine and people that the tests make up.
//! Every check has a tenant and a clock of its own.

mod budgets;
mod deciding;
mod watching;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use kontor_contract::{
    Fault, FaultKind, Outcome,
    approvals::{LineToApprove, OrderGate, OrderToApprove, Verdict},
    identity::{Address, Companies, CompanyFacts, CompanyRef},
    messages::{Messages, NewMessage},
    people::{CircleMember, CircleRole, CompanyCircle, CompanyCircles},
};
use kontor_kernel::{
    Amount, BusinessDate, Clock, CompanyId, Currency, Locale, MembershipId, MessageId, OrderId, ProductId, RoleId,
    TenantId, Timestamp, UserId,
};
use kontor_module::{Boot, Hooks, Manifest, Module, ModuleState, Modules, Parts, Ports, Registrar, Words};
use kontor_store::{
    Authority, Credential, Ctx, CtxParts, Persona, PersonaCompany, Principal, Scope, Store, StoreConfig, TenantFacts,
    WriteTx,
};
use kontor_testkit::Database;
use serde_json::json;

use crate::{
    MANIFEST,
    entities::requests::RequestId,
    manifest::{DESK_USE, OWN_RULES_MANAGE, OWN_RULES_READ},
    service::{
        Service,
        fields::ApproverBody,
        requests::{RequestView, Shown},
        rules::{RuleBody, StepBody, WhenBody},
    },
};

/// Monday, ten in the morning UTC.
pub(crate) const MONDAY: &str = "2026-11-30T10:00:00Z";

/// What the world around approvals is made of; the tests change it at will.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) circle: CompanyCircle,
    /// What the order engine was told: the order, whether it goes on, by whom.
    pub(crate) told: Vec<(OrderId, bool, String)>,
    /// Template and address of what was sent, each key once.
    pub(crate) mails: Vec<(&'static str, String)>,
    keys: Vec<String>,
}

/// The ports that the module asks, on one made-up world.
pub(crate) struct Neighbours(pub(crate) Arc<Mutex<World>>);

#[async_trait]
impl CompanyCircles for Neighbours {
    async fn circle(&self, _: &Ctx, company: CompanyId) -> Outcome<Option<CompanyCircle>> {
        let circle = self.0.lock().unwrap().circle.clone();
        Ok(circle.path.contains(&company).then_some(circle))
    }
}

#[async_trait]
impl Companies for Neighbours {
    async fn company(&self, _: &Ctx, company: &CompanyRef) -> Outcome<Option<CompanyFacts>> {
        let CompanyRef::Id(id) = company else { return Ok(None) };
        Ok(Some(CompanyFacts {
            id: *id,
            code: "ACME".to_owned(),
            name: "Acme".to_owned(),
            vat_id: None,
            kind: kontor_contract::companies::CompanyKind::Company,
            tax_id: None,
            country: "PL".to_owned(),
            address: Address::default(),
            is_archived: false,
        }))
    }
}

#[async_trait]
impl OrderGate for Neighbours {
    async fn release(&self, _: &WriteTx, order: OrderId, by: &str) -> Outcome<()> {
        self.tell(order, true, by)
    }

    async fn refuse(&self, _: &WriteTx, order: OrderId, by: &str, _: &str) -> Outcome<()> {
        self.tell(order, false, by)
    }
}

impl Neighbours {
    fn tell(&self, order: OrderId, goes_on: bool, by: &str) -> Outcome<()> {
        let mut world = self.0.lock().unwrap();
        if world.told.iter().any(|(known, ..)| *known == order) {
            return Err(Fault::new(FaultKind::Conflict, "orders.not_waiting", "The order waits no more."));
        }
        world.told.push((order, goes_on, by.to_owned()));
        Ok(())
    }
}

#[async_trait]
impl Messages for Neighbours {
    async fn send(&self, _: &WriteTx, message: NewMessage) -> Outcome<Option<MessageId>> {
        let mut world = self.0.lock().unwrap();
        if let Some(key) = message.once {
            if world.keys.contains(&key) {
                return Ok(None);
            }
            world.keys.push(key);
        }
        world.mails.push((message.template, message.to));
        Ok(Some(MessageId::new()))
    }
}

static SURROUNDINGS: Manifest = Manifest {
    id: "surroundings",
    words: Words::NONE,
    is_core: true,
    permissions: &[],
    events: &[],
    hooks: &[],
    zones: &[],
    settings: None,
};

struct Surroundings(Arc<Neighbours>);

impl Module for Surroundings {
    fn manifest(&self) -> &'static Manifest {
        &SURROUNDINGS
    }

    fn register(&self, registrar: &mut Registrar<'_>) {
        registrar.offer::<dyn CompanyCircles>(Arc::clone(&self.0) as _);
        registrar.offer::<dyn Companies>(Arc::clone(&self.0) as _);
        registrar.offer::<dyn OrderGate>(Arc::clone(&self.0) as _);
        registrar.offer::<dyn Messages>(Arc::clone(&self.0) as _);
    }
}

/// A company with a buyer, two heads and a chief.
pub(crate) struct Firm {
    pub(crate) service: Service,
    pub(crate) store: Store,
    pub(crate) world: Arc<Mutex<World>>,
    pub(crate) clock: Clock,
    pub(crate) company: CompanyId,
    pub(crate) buyer: CircleMember,
    pub(crate) heads: [CircleMember; 2],
    pub(crate) chief: CircleMember,
    pub(crate) clerks: RoleId,
    pub(crate) head: RoleId,
    pub(crate) board: RoleId,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    _folder: tempfile::TempDir,
}

fn member(name: &str, company: CompanyId, role: RoleId) -> CircleMember {
    CircleMember {
        membership: MembershipId::new(),
        user: UserId::new(),
        name: name.to_owned(),
        email: format!("{}@acme.example", name.to_lowercase()),
        locale: Some(Locale::En),
        company,
        role,
        ceiling: None,
    }
}

pub(crate) fn amount(units: i64) -> Amount {
    Amount::from_minor(units * 100)
}

pub(crate) fn by_role(role: RoleId) -> ApproverBody {
    ApproverBody { role_id: Some(role), membership_id: None }
}

pub(crate) fn step(approvers: Vec<ApproverBody>, up_to: Option<&str>) -> StepBody {
    StepBody {
        approvers,
        needs: crate::model::rule::Needs::Any,
        up_to: up_to.map(str::to_owned),
        escalate_after_hours: None,
        escalate_to: Vec::new(),
    }
}

impl Firm {
    /// The firm in a database of its own, with approvals switched on.
    pub(crate) async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 8, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        let (company, clerks, head, board) = (CompanyId::new(), RoleId::new(), RoleId::new(), RoleId::new());
        let buyer = member("Bea", company, clerks);
        let heads = [member("Hanna", company, head), member("Henryk", company, head)];
        let chief = member("Cecylia", company, board);
        let role = |id, name: &str| CircleRole { id, name: name.to_owned() };
        let circle = CompanyCircle {
            path: vec![company],
            members: vec![buyer.clone(), heads[0].clone(), heads[1].clone(), chief.clone()],
            roles: vec![role(clerks, "Clerk"), role(head, "Head"), role(board, "Board")],
        };
        let world = Arc::new(Mutex::new(World { circle, ..World::default() }));
        let clock = Clock::fixed(MONDAY.parse().unwrap());
        let boot = Boot {
            store: store.clone(),
            ports: Ports::default(),
            hooks: Hooks::default(),
            modules: Modules::new(vec![&SURROUNDINGS, &MANIFEST], store.clone()),
            clock: clock.clone(),
        };
        let modules: Vec<Box<dyn Module>> = vec![Box::new(Surroundings(Arc::new(Neighbours(Arc::clone(&world)))))];
        drop(Parts::collect(&boot, &modules));
        let service = Service::new(boot);
        let firm = Self {
            service,
            store,
            world,
            clock,
            company,
            buyer,
            heads,
            chief,
            clerks,
            head,
            board,
            authority,
            tenant,
            _folder: folder,
        };
        let tx = firm.store.write(&firm.system()).await.unwrap();
        let state = ModuleState { enabled: true, settings: json!({}) };
        firm.service.boot.modules.set_state(&tx, "approvals", state).await.unwrap();
        tx.commit().await.unwrap();
        firm
    }

    /// Kontor itself.
    pub(crate) fn system(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "test", &self.clock)
    }

    /// One of the company's people: the chief sets the rules, the others use the desk.
    pub(crate) fn ctx(&self, member: &CircleMember) -> Ctx {
        let is_chief = member.membership == self.chief.membership;
        self.ctx_with(member, if is_chief { &[DESK_USE, OWN_RULES_READ, OWN_RULES_MANAGE] } else { &[DESK_USE] })
    }

    /// The same with these permissions.
    pub(crate) fn ctx_with(&self, member: &CircleMember, permissions: &[&str]) -> Ctx {
        let company =
            PersonaCompany { id: self.company, code: "ACME".to_owned(), name: "Acme".to_owned(), is_consumer: false };
        let persona = Persona {
            membership: member.membership,
            role_code: "role".to_owned(),
            role_name: "Role".to_owned(),
            company: Some(company),
        };
        self.authority.context(CtxParts {
            tenant: Arc::clone(&self.tenant),
            channel: None,
            principal: Principal::User { id: member.user, name: member.name.clone(), email: member.email.clone() },
            persona: Some(persona),
            permissions: Arc::new(permissions.iter().map(|name| (*name).to_owned()).collect()),
            scope: Scope::of_companies([self.company]),
            on_behalf_of: None,
            credential: Credential::None,
            origin: None,
            locale: Locale::En,
            clock: self.clock.clone(),
            request_id: "test".to_owned(),
        })
    }

    /// From now on it is this time.
    pub(crate) fn set_time(&self, at: &str) {
        self.clock.set(at.parse::<Timestamp>().unwrap());
    }

    /// A rule of the firm.
    pub(crate) async fn rule(&self, above: Option<&str>, steps: Vec<StepBody>) {
        let body = RuleBody {
            company_id: None,
            name: "Purchases".to_owned(),
            currency: Currency::PLN,
            position: None,
            is_inherited: None,
            ceiling_covers: None,
            when: WhenBody { above: above.map(str::to_owned), ..WhenBody::default() },
            steps,
        };
        self.service.make_rule(&self.ctx(&self.chief), &body).await.unwrap();
    }

    /// An order of the buyer's.
    pub(crate) fn order(&self, net: i64) -> OrderToApprove {
        self.order_of(&self.buyer, net)
    }

    pub(crate) fn order_of(&self, member: &CircleMember, net: i64) -> OrderToApprove {
        OrderToApprove {
            order: OrderId::new(),
            number: "SO-1".to_owned(),
            company: self.company,
            placed_by: Some(member.user),
            placed_by_membership: Some(member.membership),
            currency: Currency::PLN,
            net: amount(net),
            gross: amount(net),
            cost_centre: None,
            date: BusinessDate::from_ymd(2026, 11, 30).unwrap(),
            lines: vec![LineToApprove {
                product: ProductId::new(),
                sku: "BOLT".to_owned(),
                categories: vec!["tools".to_owned()],
                net: amount(net),
            }],
        }
    }

    /// Places an order as the engine does: what is blocked is not written.
    pub(crate) async fn place(&self, order: &OrderToApprove) -> Verdict {
        let tx = self.store.write(&self.ctx(&self.buyer)).await.unwrap();
        let verdict = self.service.open_for(&tx, order).await.unwrap();
        if !matches!(verdict, Verdict::Blocked { .. }) {
            tx.commit().await.unwrap();
        }
        verdict
    }

    pub(crate) async fn close(&self, order: &OrderToApprove) {
        let tx = self.store.write(&self.ctx(&self.buyer)).await.unwrap();
        self.service.close_of(&tx, order.order).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The one request that waits.
    pub(crate) async fn waiting(&self) -> RequestId {
        let page = kontor_kernel::PageRequest::first(50);
        let all = self.service.list_requests(&self.ctx(&self.chief), Shown::All(None), &page).await.unwrap();
        let mut waiting = all.items.into_iter().filter(|one| one.ended_at.is_none());
        let first = waiting.next().unwrap().id;
        assert!(waiting.next().is_none(), "only one waits");
        first
    }

    /// A request as the chief sees it.
    pub(crate) async fn view(&self, id: RequestId) -> RequestView {
        self.service.request_view(&self.ctx(&self.chief), id).await.unwrap()
    }

    /// To whom mails of a template went, since the last look.
    pub(crate) fn mails(&self, template: &str) -> Vec<String> {
        let mut world = self.world.lock().unwrap();
        let mut found: Vec<String> =
            world.mails.iter().filter(|(name, _)| *name == template).map(|(_, to)| to.clone()).collect();
        world.mails.retain(|(name, _)| *name != template);
        found.sort();
        found
    }

    /// What the order engine was told.
    pub(crate) fn told(&self, order: OrderId) -> Option<bool> {
        let world = self.world.lock().unwrap();
        world.told.iter().find(|(known, ..)| *known == order).map(|(_, goes_on, _)| *goes_on)
    }
}

/// The code of a refusal.
pub(crate) fn code(error: crate::error::ApprovalsError) -> &'static str {
    match Fault::from(error) {
        Fault::Refused { code, .. } => code,
        Fault::Store(_) => "store",
    }
}

/// The code of a verdict that blocks; how many steps one waits for; nothing where it is free.
pub(crate) fn short(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Free => "free".to_owned(),
        Verdict::Awaiting { steps, .. } => format!("{steps} steps"),
        Verdict::Blocked { code, .. } => (*code).to_owned(),
    }
}
