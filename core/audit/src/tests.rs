//! The trail on real databases: SQLite and PostgreSQL.
//! What somebody does behind the application is proved through its routes; here stand races, erasure and refusals.

use std::{sync::Arc, time::Duration};

use futures_util::TryStreamExt;
use kontor_contract::{
    audit::{AuditTrail, Change},
    privacy::{DataSubject, PersonalData, StandIn},
};
use kontor_kernel::{Clock, CompanyId, Locale, MembershipId, PageRequest, TenantId, UserId};
use kontor_store::{
    Authority, Credential, Ctx, CtxParts, Origin, Persona, PersonaCompany, Principal, Scope, Store, StoreConfig,
    TenantFacts, Tx, Vault,
    jobs::{JobHandler, Worker},
    tenants,
};
use kontor_testkit::{Database, on_both as both};
use sea_orm::ColumnTrait;
use serde_json::json;

use crate::{
    BreakKind, Report,
    entities::{details, entries, seals},
    jobs::{SEALED_AFTER, SealJob},
    model::chain::link,
    service::{Service, trail::TrailFilter},
};

both!(
    what_was_recorded_is_sealed_in_one_chain_and_holds,
    what_is_recorded_is_sealed_a_minute_later_by_one_job,
    what_is_not_committed_is_not_on_record,
    nodes_that_seal_at_once_while_others_record_make_one_chain_without_gaps,
    the_application_can_neither_change_nor_delete_an_entry,
    a_forgotten_person_leaves_ids_behind_and_the_chain_holds,
    somebody_who_erases_themselves_is_not_named_by_the_erasure,
    wiping_out_traces_does_not_pass_for_an_erasure,
    a_chain_that_was_computed_anew_is_found_by_its_seals,
    whoever_sees_some_companies_only_sees_what_was_done_in_their_name,
    entries_are_found_by_word_person_thing_time_and_company,
    what_looks_like_a_secret_is_refused_with_its_place,
);

/// A tenant with an empty trail.
struct Office {
    trail: Service,
    store: Store,
    authority: Authority,
    tenant: Arc<TenantFacts>,
    _folder: tempfile::TempDir,
}

/// Runs a check on every database at hand.
impl Office {
    /// The trail of a tenant in a database of its own.
    async fn open(database: Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = StoreConfig { connections: 4, ..StoreConfig::new(database.fresh(folder.path())) };
        let (store, authority) = Store::open(config).await.unwrap();
        store.migrate::<kontor_migrations::Migrator>().await.unwrap();
        let tenant = Arc::new(TenantFacts { id: TenantId::new(), code: "baltic".into(), name: "Baltic".into() });
        let trail = Service::new(store.clone(), Vault::fresh_key().parse().unwrap(), folder.path().join("heads"));
        Self { trail, store, authority, tenant, _folder: folder }
    }
}

/// A person with one membership.
struct Person {
    user: UserId,
    membership: MembershipId,
    email: String,
}

impl Person {
    fn new(email: &str) -> Self {
        Self { user: UserId::new(), membership: MembershipId::new(), email: email.to_owned() }
    }

    fn subject(&self) -> DataSubject {
        let memberships = vec![self.membership];
        DataSubject {
            user: self.user,
            email: self.email.clone(),
            name: "Anna Nowak".to_owned(),
            memberships,
            companies: Vec::new(),
        }
    }
}

impl Office {
    fn ctx(&self) -> Ctx {
        self.authority.system_context(&self.tenant, "test", &Clock::System)
    }

    /// A member of staff at a desk.
    fn at_the_desk(&self, person: &Person) -> Ctx {
        let origin =
            Origin { ip: "192.0.2.7".parse().ok(), user_agent: Some("Browser".to_owned()), ..Origin::default() };
        self.authority.context(CtxParts {
            principal: Principal::User { id: person.user, name: "Anna Nowak".to_owned(), email: person.email.clone() },
            persona: Some(Persona {
                membership: person.membership,
                role_code: "clerk".to_owned(),
                role_name: "Clerk".to_owned(),
                company: None,
            }),
            credential: Credential::None,
            origin: Some(Arc::new(origin)),
            scope: Scope::tenant(),
            locale: Locale::En,
            ..self.ctx().parts()
        })
    }

    async fn record(&self, ctx: &Ctx, change: Change) {
        let tx = self.store.write(ctx).await.unwrap();
        self.trail.record(&tx, change).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn changes(&self, count: usize) {
        for number in 0..count {
            let change = Change::new("test.thing_changed", "thing", number, format!("Thing {number}"));
            self.record(&self.ctx(), change.before(&json!({ "n": number })).after(&json!({ "n": number + 1 }))).await;
        }
    }

    async fn check(&self) -> Report {
        self.trail.check(&self.ctx(), None).await.unwrap()
    }
}

fn nobody() -> StandIn {
    StandIn { user: UserId::new(), email: "x@erased.invalid".to_owned(), name: "Former user".to_owned() }
}

fn kinds(report: &Report) -> Vec<BreakKind> {
    report.breaks.iter().map(|found| found.kind).collect()
}

async fn what_was_recorded_is_sealed_in_one_chain_and_holds(database: Database) {
    let office = Office::open(database).await;
    office.changes(3).await;
    assert_eq!((office.check().await.sealed, office.check().await.unsealed), (0, 3));
    assert_eq!(office.trail.seal(&office.ctx()).await.unwrap(), 3);
    office.changes(2).await;
    assert_eq!(office.trail.seal(&office.ctx()).await.unwrap(), 2);
    assert_eq!(office.trail.seal(&office.ctx()).await.unwrap(), 0);
    let report = office.check().await;
    assert_eq!((report.entries, report.sealed, report.unsealed), (5, 5, 0));
    assert_eq!(report.breaks, []);
    assert_eq!(report.head.map(|head| head.position), Some(5));
}

async fn what_is_recorded_is_sealed_a_minute_later_by_one_job(database: Database) {
    let office = Office::open(database).await;
    let tenant = tenants::Model {
        id: office.tenant.id,
        code: office.tenant.id.to_string(),
        name: "Baltic".to_owned(),
        status: tenants::ACTIVE.to_owned(),
        created_at: office.ctx().now(),
    };
    let tx = office.store.system(&office.authority).await.unwrap();
    tx.insert::<tenants::Entity>(vec![tenant]).await.unwrap();
    tx.commit().await.unwrap();
    office.changes(3).await;
    let clock = Clock::fixed(office.ctx().now().plus_seconds(SEALED_AFTER - 5));
    let job: Arc<dyn JobHandler> = Arc::new(SealJob(office.trail.clone()));
    let (store, authority) = (office.store.clone(), office.authority.clone());
    let worker = Worker::new(store, authority, clock.clone(), vec![job], vec![]);
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let working = tokio::spawn(worker.run(stopping));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(office.check().await.sealed, 0, "not before its time");
    clock.set(clock.now().plus_seconds(10));
    while office.check().await.sealed < 3 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    stop.send_replace(true);
    working.await.unwrap();
    let heads = office.check().await.head.unwrap();
    assert_eq!(heads.position, 3);
}

async fn what_is_not_committed_is_not_on_record(database: Database) {
    let office = Office::open(database).await;
    let ctx = office.ctx();
    let tx = office.store.write(&ctx).await.unwrap();
    office.trail.record(&tx, Change::new("test.thing_made", "thing", 1, "Thing")).await.unwrap();
    drop(tx);
    assert_eq!(office.check().await.entries, 0);
}

async fn nodes_that_seal_at_once_while_others_record_make_one_chain_without_gaps(database: Database) {
    let office = Office::open(database).await;
    let folder = tempfile::tempdir().unwrap();
    let other = Service::new(office.store.clone(), Vault::fresh_key().parse().unwrap(), folder.path().to_owned());
    let sealing = |trail: Service| {
        let ctx = office.ctx();
        Box::pin(async move {
            for _ in 0..20 {
                trail.seal(&ctx).await.unwrap();
                tokio::task::yield_now().await;
            }
        })
    };
    tokio::join!(sealing(office.trail.clone()), sealing(other), office.changes(30), office.changes(30));
    office.trail.seal(&office.ctx()).await.unwrap();
    let report = office.check().await;
    assert_eq!((report.sealed, report.unsealed), (60, 0));
    assert_eq!(report.breaks, []);
}

async fn the_application_can_neither_change_nor_delete_an_entry(database: Database) {
    let office = Office::open(database).await;
    office.changes(1).await;
    office.trail.seal(&office.ctx()).await.unwrap();
    let ctx = office.ctx();
    let before = office.check().await;
    for forbidden in 0..6 {
        let tx = office.store.write(&ctx).await.unwrap();
        let refused = match forbidden {
            0 => tx.update::<entries::Entity>().set(entries::Column::Action, "x").run(&tx).await,
            1 => tx.delete::<entries::Entity>().run(&tx).await,
            2 => tx.update::<details::Entity>().set(details::Column::Part, "x").run(&tx).await,
            3 => tx.delete::<details::Entity>().run(&tx).await,
            4 => tx.update::<seals::Entity>().set(seals::Column::Hash, "x").run(&tx).await,
            _ => tx.delete::<seals::Entity>().run(&tx).await,
        };
        assert!(refused.is_err(), "{forbidden}");
    }
    assert_eq!(office.check().await, before);
}

async fn a_forgotten_person_leaves_ids_behind_and_the_chain_holds(database: Database) {
    let office = Office::open(database).await;
    let (anna, boss) = (Person::new("anna@shop.example"), Person::new("boss@shop.example"));
    let done = Change::new("test.price_changed", "price", 7, "Bolt").after(&json!({ "price": "1.00" }));
    office.record(&office.at_the_desk(&anna), done).await;
    let suffered = Change::new("test.person_changed", "person", anna.user, "Anna Nowak");
    office.record(&office.at_the_desk(&boss), suffered.after(&json!({ "email": anna.email }))).await;
    let mentioned = Change::new("test.company_changed", "company", 3, "ACME");
    office.record(&office.at_the_desk(&boss), mentioned.after(&json!({ "contact": anna.email }))).await;
    office.trail.seal(&office.ctx()).await.unwrap();
    let sections = office.trail.export(&office.ctx(), &anna.subject()).await.unwrap();
    let text = sections[0].data.to_string();
    assert!(text.contains("192.0.2.7") && text.contains("anna@shop.example") && !text.contains("boss@"), "{text}");

    let tx = office.store.write(&office.at_the_desk(&boss)).await.unwrap();
    let erased = office.trail.erase(&tx, &anna.subject(), &nobody()).await.unwrap().remove(0);
    tx.commit().await.unwrap();
    assert_eq!((erased.name, erased.erased, erased.kept), ("audit", 3, 3));
    assert!(!erased.reason.is_empty());
    office.trail.seal(&office.ctx()).await.unwrap();
    let report = office.check().await;
    assert_eq!((report.sealed, report.breaks), (4, vec![]));

    let tx = office.store.read(&office.ctx()).await.unwrap();
    let kept = tx.find::<entries::Entity>().filter(entries::Column::ActorUserId.eq(anna.user)).count(&tx).await;
    assert_eq!(kept.unwrap(), 1, "who did what, by id, stays");
    let left = tx.find::<details::Entity>().all(&tx).await.unwrap();
    let text = format!("{left:?}");
    assert!(!text.contains("Nowak anna") && !text.contains("anna@shop.example") && text.contains("1.00"), "{text}");
    assert_eq!(text.matches("erased_by: Some").count(), 3);
    tx.finish().await.unwrap();

    let tx = office.store.write(&office.ctx()).await.unwrap();
    let again = office.trail.erase(&tx, &anna.subject(), &nobody()).await.unwrap().remove(0);
    assert_eq!(again.erased, 0, "there is nothing left to let go of");
}

async fn somebody_who_erases_themselves_is_not_named_by_the_erasure(database: Database) {
    let office = Office::open(database).await;
    let anna = Person::new("anna@shop.example");
    office.record(&office.at_the_desk(&anna), Change::new("test.thing_made", "thing", 1, "Thing")).await;
    let tx = office.store.write(&office.at_the_desk(&anna)).await.unwrap();
    office.trail.erase(&tx, &anna.subject(), &nobody()).await.unwrap();
    tx.commit().await.unwrap();
    let tx = office.store.read(&office.ctx()).await.unwrap();
    let left = format!("{:?}", tx.find::<details::Entity>().all(&tx).await.unwrap());
    assert!(!left.contains("Nowak") && !left.contains("anna@"), "{left}");
    tx.finish().await.unwrap();
    assert_eq!(kinds(&office.check().await), []);
}

async fn wiping_out_traces_does_not_pass_for_an_erasure(database: Database) {
    let office = Office::open(database).await;
    let anna = Person::new("anna@shop.example");
    office.record(&office.at_the_desk(&anna), Change::new("test.thing_made", "thing", 1, "Thing")).await;
    office.changes(2).await;
    let tx = office.store.write(&office.ctx()).await.unwrap();
    office.trail.erase(&tx, &anna.subject(), &nobody()).await.unwrap();
    tx.commit().await.unwrap();
    office.trail.seal(&office.ctx()).await.unwrap();
    assert_eq!(kinds(&office.check().await), []);
    let tx = office.store.write(&office.ctx()).await.unwrap();
    let all = tx.find::<details::Entity>().all(&tx).await.unwrap();
    let erasure = all.iter().find_map(|row| row.erased_by).unwrap();
    let victim = all.iter().find(|row| row.label.as_deref() == Some("Thing 1")).unwrap();
    tx.update::<details::Entity>()
        .set(details::Column::Salt, None::<String>)
        .set(details::Column::Label, None::<String>)
        .set(details::Column::Body, None::<String>)
        .set(details::Column::ErasedBy, erasure)
        .filter(details::Column::EntryId.eq(victim.entry_id))
        .filter(details::Column::Part.eq("content"))
        .run(&tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kinds(&office.check().await), [BreakKind::Emptied]);
}

async fn a_chain_that_was_computed_anew_is_found_by_its_seals(database: Database) {
    let office = Office::open(database).await;
    office.changes(4).await;
    office.trail.seal(&office.ctx()).await.unwrap();
    let tx = office.store.write(&office.ctx()).await.unwrap();
    let find = tx.find::<entries::Entity>().order_by(entries::Column::Position, sea_orm::Order::Desc);
    let reversed = find.all(&tx).await.unwrap();
    tx.update::<entries::Entity>().set(entries::Column::Position, None::<i64>).run(&tx).await.unwrap();
    for (entry, (position, previous, hash)) in reversed.iter().zip(link(&reversed, None)) {
        tx.update::<entries::Entity>()
            .set(entries::Column::Position, position)
            .set(entries::Column::PreviousHash, previous)
            .set(entries::Column::Hash, hash)
            .filter(entries::Column::Id.eq(entry.id))
            .run(&tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let found = kinds(&office.check().await);
    assert_eq!(found, [BreakKind::Resealed, BreakKind::Resealed], "by the seal and by what this process remembers");
}

async fn whoever_sees_some_companies_only_sees_what_was_done_in_their_name(database: Database) {
    let office = Office::open(database).await;
    let anna = Person::new("anna@shop.example");
    let (own, other) = (CompanyId::new(), CompanyId::new());
    for company in [Some(own), Some(other), None] {
        let parts = office.at_the_desk(&anna).parts();
        let of = |id| PersonaCompany { id, code: "C".to_owned(), name: "Company".to_owned(), is_consumer: false };
        let persona = parts.persona.clone().map(|persona| Persona { company: company.map(of), ..persona });
        let ctx = office.authority.context(CtxParts { persona, ..parts });
        office.record(&ctx, Change::new("test.thing_made", "thing", 1, "Thing")).await;
    }
    let seen = |scope: Scope| {
        let ctx = office.authority.context(CtxParts { scope, ..office.ctx().parts() });
        let trail = office.trail.clone();
        async move {
            let list = trail.list(&ctx, &TrailFilter::default(), &PageRequest::default()).await.unwrap();
            let pieces: Vec<_> = trail.as_csv(&ctx, TrailFilter::default()).try_collect().await.unwrap();
            let lines = String::from_utf8(pieces.concat()).unwrap().lines().count();
            assert_eq!(lines, list.items.len() + 1, "the export shows what the list shows");
            list.items.len()
        }
    };
    assert_eq!(seen(Scope::tenant()).await, 3);
    assert_eq!(seen(Scope::of_companies([own])).await, 1);
    assert_eq!(seen(Scope::public()).await, 0);
}

async fn entries_are_found_by_word_person_thing_time_and_company(database: Database) {
    let office = Office::open(database).await;
    let anna = Person::new("anna@shop.example");
    let company = CompanyId::new();
    let change = Change::new("test.company_changed", "company", company, "Śruba 100%_x");
    office.record(&office.at_the_desk(&anna), change.after(&json!({ "contact": "bob@shop.example" }))).await;
    office.changes(3).await;
    let now = office.ctx().now();
    let found = |filter: TrailFilter| {
        let (trail, ctx) = (office.trail.clone(), office.ctx());
        async move { trail.list(&ctx, &filter, &PageRequest::default()).await.unwrap().items.len() }
    };
    let text = |text: &str| Some(text.to_owned());
    let none = TrailFilter::default;
    for words in ["sruba", "NOWAK sruba", "100%_x", "bob@shop", "192.0.2.7", &company.to_string()] {
        assert_eq!(found(TrailFilter { q: text(words), ..none() }).await, 1, "{words}");
    }
    for words in ["%", "sruba thing", "1000"] {
        let hits = usize::from(words == "%");
        assert_eq!(found(TrailFilter { q: text(words), ..none() }).await, hits, "{words}");
    }
    assert_eq!(found(TrailFilter { actor: text(&anna.user.to_string()), ..none() }).await, 1);
    assert_eq!(found(TrailFilter { actor: text("nowak"), ..none() }).await, 1);
    assert_eq!(found(TrailFilter { action: text("test."), ..none() }).await, 4);
    assert_eq!(found(TrailFilter { action: text("test.thing_changed"), ..none() }).await, 3);
    assert_eq!(found(TrailFilter { company_id: Some(company), ..none() }).await, 1);
    assert_eq!(found(TrailFilter { subject: text("thing"), subject_id: text("2"), ..none() }).await, 1);
    assert_eq!(found(TrailFilter { from: Some(now.plus_seconds(1)), ..none() }).await, 0);
    assert_eq!(found(TrailFilter { until: Some(now.plus_seconds(1)), ..none() }).await, 4);
}

async fn what_looks_like_a_secret_is_refused_with_its_place(database: Database) {
    let office = Office::open(database).await;
    let tx = office.store.write(&office.ctx()).await.unwrap();
    let change =
        Change::new("test.person_changed", "person", 1, "Anna").after(&json!({ "login": { "password": "x" } }));
    let refused = office.trail.record(&tx, change).await.unwrap_err().to_string();
    assert!(refused.contains("/login/password") && refused.contains("test.person_changed"), "{refused}");
}
