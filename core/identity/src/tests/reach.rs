//! How far people reach, against the definition taken literally: for each company, who above it says what, link by link.
//! Trees, placements and managers are drawn by chance, the same ones in every run.

use std::collections::{BTreeMap, BTreeSet};

use kontor_kernel::{BusinessDate, Clock, CompanyId, MembershipId, PlacementId, RoleId, TerritoryId, Timestamp};
use kontor_store::{Ctx, Reach, Tx};
use sea_orm::ColumnTrait;
use serde_json::json;

use super::{World, world};
use crate::{
    entities::{companies, memberships, placements, roles, territories},
    model::{scopes::Scopes, tree},
};

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn some<T: Copy>(&mut self, of: &[T], most: usize) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| self.one(of)).collect()
    }
}

/// What was drawn, as links and lists.
#[derive(Default)]
struct Drawn {
    parents: BTreeMap<CompanyId, Option<CompanyId>>,
    managers: BTreeMap<CompanyId, MembershipId>,
    areas: BTreeMap<TerritoryId, Option<TerritoryId>>,
    placed: Vec<(CompanyId, TerritoryId, BusinessDate, Option<BusinessDate>)>,
    staff: Vec<MembershipId>,
}

fn date(day: i8) -> BusinessDate {
    BusinessDate::from_ymd(2026, 3, day).unwrap()
}

/// The company and those above it, itself first.
fn upwards<T: Copy + Ord>(links: &BTreeMap<T, Option<T>>, from: T) -> Vec<T> {
    std::iter::successors(Some(from), |id| links[id]).collect()
}

impl Drawn {
    /// The definition.
    fn reached(&self, member: MembershipId, scopes: &Scopes, on: BusinessDate) -> BTreeSet<CompanyId> {
        let is_placed_within = |company: CompanyId| {
            let nearest = upwards(&self.parents, company).into_iter().find_map(|id| {
                let holds = |placed: &&(CompanyId, TerritoryId, BusinessDate, Option<BusinessDate>)| {
                    placed.0 == id && placed.2 <= on && placed.3.is_none_or(|end| on <= end)
                };
                self.placed.iter().find(holds).map(|placed| placed.1)
            });
            nearest.is_some_and(|area| upwards(&self.areas, area).iter().any(|id| scopes.territories.contains(id)))
        };
        let is_own = |company: CompanyId| {
            let nearest = upwards(&self.parents, company).into_iter().find_map(|id| self.managers.get(&id));
            scopes.own_customers && nearest == Some(&member)
        };
        let is_named =
            |company: CompanyId| upwards(&self.parents, company).iter().any(|id| scopes.companies.contains(id));
        let all = self.parents.keys().copied();
        all.filter(|id| is_named(*id) || is_placed_within(*id) || is_own(*id)).collect()
    }

    async fn write(chance: &mut Chance, world: &World, ctx: &Ctx) -> Self {
        let tx = world.identity.service.boot.store.write(ctx).await.unwrap();
        let role = tx.find::<roles::Entity>().filter(roles::Column::Code.eq("order_desk")).one(&tx).await.unwrap();
        let mut drawn = Self::default();
        for _ in 0..4 {
            let row = membership(ctx, role.as_ref().unwrap().id);
            drawn.staff.push(row.id);
            tx.insert::<memberships::Entity>(row).await.unwrap();
        }
        drawn.draw_areas(chance, &tx).await;
        drawn.draw_companies(chance, &tx).await;
        drawn.draw_placements(chance, &tx).await;
        tx.commit().await.unwrap();
        drawn
    }

    async fn draw_areas(&mut self, chance: &mut Chance, tx: &kontor_store::WriteTx) {
        let mut paths: BTreeMap<TerritoryId, String> = BTreeMap::new();
        for number in 0..10 {
            let id = TerritoryId::new();
            let known: Vec<TerritoryId> = self.areas.keys().copied().collect();
            let parent = (number > 0 && chance.below(3) > 0).then(|| chance.one(&known));
            let path = tree::path_below(parent.map(|parent| paths[&parent].as_str()), id);
            tx.insert::<territories::Entity>(territories::Model {
                tenant_id: tx.tenant(),
                id,
                code: id.to_string(),
                code_key: id.to_string(),
                name: id.to_string(),
                name_key: id.to_string(),
                parent_id: parent,
                depth: i32::try_from(tree::levels(&path)).unwrap() - 1,
                path: path.clone(),
                created_at: tx.ctx().now(),
                archived_at: None,
            })
            .await
            .unwrap();
            paths.insert(id, path);
            self.areas.insert(id, parent);
        }
    }

    async fn draw_companies(&mut self, chance: &mut Chance, tx: &kontor_store::WriteTx) {
        let mut paths: BTreeMap<CompanyId, String> = BTreeMap::new();
        for number in 0..40 {
            let id = CompanyId::new();
            let known: Vec<CompanyId> = self.parents.keys().copied().collect();
            let parent = (number > 0 && chance.below(4) > 0).then(|| chance.one(&known));
            let path = tree::path_below(parent.map(|parent| paths[&parent].as_str()), id);
            let manager = (chance.below(3) == 0).then(|| chance.one(&self.staff));
            self.managers.extend(manager.map(|manager| (id, manager)));
            tx.insert::<companies::Entity>(company(tx.ctx(), id, parent, &path, manager)).await.unwrap();
            paths.insert(id, path);
            self.parents.insert(id, parent);
        }
    }

    async fn draw_placements(&mut self, chance: &mut Chance, tx: &kontor_store::WriteTx) {
        let (companies, areas): (Vec<_>, Vec<_>) =
            (self.parents.keys().copied().collect(), self.areas.keys().copied().collect());
        for company in companies {
            // One after the other, so that none overlap.
            let mut from = 1 + i8::try_from(chance.below(12)).unwrap();
            for _ in 0..chance.below(3) {
                let until = (chance.below(3) > 0).then(|| from + i8::try_from(chance.below(6)).unwrap());
                let (area, end) = (chance.one(&areas), until.map(date));
                self.placed.push((company, area, date(from), end));
                tx.insert::<placements::Entity>(placements::Model {
                    tenant_id: tx.tenant(),
                    id: PlacementId::new(),
                    territory_id: area,
                    company_id: Some(company),
                    membership_id: None,
                    valid_from: date(from),
                    valid_to: end,
                    created_at: tx.ctx().now(),
                })
                .await
                .unwrap();
                let Some(until) = until else { break };
                from = until + 1;
            }
        }
    }
}

fn membership(ctx: &Ctx, role_id: RoleId) -> memberships::Model {
    memberships::Model {
        tenant_id: ctx.tenant(),
        id: MembershipId::new(),
        user_id: kontor_kernel::UserId::new(),
        company_id: None,
        role_id,
        created_at: ctx.now(),
        ended_at: None,
        scopes: None,
    }
}

fn company(
    ctx: &Ctx,
    id: CompanyId,
    parent_id: Option<CompanyId>,
    path: &str,
    account_manager_id: Option<MembershipId>,
) -> companies::Model {
    companies::Model {
        tenant_id: ctx.tenant(),
        id,
        code: id.to_string(),
        code_key: id.to_string(),
        name: id.to_string(),
        name_key: id.to_string(),
        parent_id,
        path: path.to_owned(),
        vat_id: None,
        country: "PL".to_owned(),
        email: None,
        address: json!({}),
        attributes: json!({}),
        external_id: None,
        created_at: ctx.now(),
        updated_at: ctx.now(),
        archived_at: None,
        kind: None,
        account_manager_id,
        vat_id_confirmed: None,
        vat_id_confirmed_on: None,
        vat_id_confirmed_by: None,
    }
}

/// The operator's context on a clock of the test's.
fn at(world: &World, instant: &str) -> Ctx {
    let mut parts = world.operator.parts();
    parts.clock = Clock::fixed(instant.parse::<Timestamp>().unwrap());
    world.identity.service.authority.context(parts)
}

async fn reach_of(world: &World, ctx: &Ctx, member: MembershipId, scopes: &Scopes) -> Reach<kontor_kernel::CompanyTag> {
    let tx = world.identity.service.boot.store.read(ctx).await.unwrap();
    let row = tx.find::<memberships::Entity>().filter(memberships::Column::Id.eq(member)).one(&tx).await.unwrap();
    let row = memberships::Model { scopes: Some(json!(scopes)), ..row.unwrap() };
    let scope = world.identity.service.scope_of(&tx, &row, None).await.unwrap();
    tx.finish().await.unwrap();
    scope.companies
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reach_is_what_its_definition_says_for_trees_and_placements_of_every_shape() {
    let mut chance = Chance(42);
    let (mut asked, mut partial) = (0, 0);
    for _ in 0..4 {
        let world = world().await;
        let drawn = Drawn::write(&mut chance, &world, &world.operator).await;
        let companies: Vec<CompanyId> = drawn.parents.keys().copied().collect();
        let areas: Vec<TerritoryId> = drawn.areas.keys().copied().collect();
        for _ in 0..40 {
            let scopes = Scopes {
                companies: chance.some(&companies, 2),
                territories: chance.some(&areas, 3),
                own_customers: chance.below(3) == 0,
                ..Scopes::default()
            };
            let (member, day) = (chance.one(&drawn.staff), 1 + i8::try_from(chance.below(28)).unwrap());
            let ctx = at(&world, &format!("2026-03-{day:02}T12:00:00Z"));
            let reach = reach_of(&world, &ctx, member, &scopes).await;
            if !scopes.narrows_companies() {
                assert_eq!(reach, Reach::All);
                continue;
            }
            let wanted = drawn.reached(member, &scopes, date(day));
            asked += 1;
            partial += usize::from(!wanted.is_empty() && wanted.len() < companies.len());
            for company in &companies {
                assert_eq!(reach.holds(*company), wanted.contains(company), "{company} by {scopes:?} on {day}");
            }
        }
    }
    assert!(asked > 100 && partial > 60, "{asked} scopes, {partial} of them reach a part");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_placement_begins_and_ends_at_midnight_where_the_tenant_is() {
    let world = world().await;
    let drawn = Drawn::write(&mut Chance(7), &world, &world.operator).await;
    let (member, area) = (drawn.staff[0], *drawn.areas.keys().next().unwrap());
    let id = CompanyId::new();
    let tx = world.identity.service.boot.store.write(&world.operator).await.unwrap();
    let path = tree::path_below(None, id);
    tx.insert::<companies::Entity>(company(&world.operator, id, None, &path, None)).await.unwrap();
    tx.insert::<placements::Entity>(placements::Model {
        tenant_id: tx.tenant(),
        id: PlacementId::new(),
        territory_id: area,
        company_id: Some(id),
        membership_id: None,
        valid_from: date(10),
        valid_to: Some(date(11)),
        created_at: world.operator.now(),
    })
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let scopes = Scopes { territories: vec![area], ..Scopes::default() };
    // Warsaw is an hour ahead of UTC in March.
    for (instant, is_within) in [
        ("2026-03-09T22:59:59Z", false),
        ("2026-03-09T23:00:00Z", true),
        ("2026-03-11T22:59:59Z", true),
        ("2026-03-11T23:00:00Z", false),
    ] {
        let reach = reach_of(&world, &at(&world, instant), member, &scopes).await;
        assert_eq!(reach.holds(id), is_within, "{instant}");
    }
}
