//! Walls between tenants and companies: what a context finds, changes, deletes and writes.
//! A caller's own condition, however wide, only narrows what is inside.

use std::{collections::BTreeSet, sync::Arc};

use kontor_kernel::{CompanyId, Id, Locale, PageRequest, Position};
use kontor_store::{Ctx, CtxParts, Keyset, Principal, Scope, StoreError, Tx};
use kontor_testkit::{Database, on_both};
use sea_orm::{ColumnTrait, Condition, Order};

use super::house::{House, note, notes};

on_both!(
    a_row_gets_the_tenant_of_its_writer_whatever_it_says,
    an_or_in_a_callers_condition_does_not_widen_what_is_found_changed_or_deleted,
    a_bulk_update_changes_only_rows_inside,
    a_buyer_sees_and_writes_rows_of_their_companies_only,
    pages_by_cursor_show_every_row_once_while_others_are_added,
);

fn buyer(house: &House, companies: &[CompanyId]) -> Ctx {
    house.authority.context(CtxParts {
        principal: Principal::Anonymous,
        permissions: Arc::new(BTreeSet::new()),
        scope: if companies.is_empty() { Scope::public() } else { Scope::of_companies(companies.iter().copied()) },
        locale: Locale::En,
        ..house.a.parts()
    })
}

async fn write(house: &House, ctx: &Ctx, company: Option<CompanyId>, name: &str) -> Result<(), StoreError> {
    let tx = house.store.write(ctx).await?;
    let row = note::Model { company_id: company, ..note::row(&tx, name) };
    tx.insert::<note::Entity>(row).await?;
    tx.commit().await
}

async fn a_row_gets_the_tenant_of_its_writer_whatever_it_says(database: Database) {
    let house = House::build(database).await;
    write(&house, &house.a, None, "mine").await.unwrap();
    assert_eq!((notes(&house.store, &house.a).await, notes(&house.store, &house.b).await), (1, 0));
}

async fn an_or_in_a_callers_condition_does_not_widen_what_is_found_changed_or_deleted(database: Database) {
    let house = House::build(database).await;
    write(&house, &house.a, None, "a").await.unwrap();
    write(&house, &house.b, None, "b").await.unwrap();
    let everything = || Condition::any().add(note::Column::Name.eq("a")).add(note::Column::Name.ne("a"));
    let tx = house.store.write(&house.a).await.unwrap();
    assert_eq!(tx.find::<note::Entity>().filter(everything()).count(&tx).await.unwrap(), 1);
    let changed = tx.update::<note::Entity>().set(note::Column::Name, "x").filter(everything()).run(&tx).await;
    assert_eq!(changed.unwrap(), 1);
    assert_eq!(tx.delete::<note::Entity>().filter(everything()).run(&tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(notes(&house.store, &house.b).await, 1, "another tenant's row is gone");
}

async fn a_bulk_update_changes_only_rows_inside(database: Database) {
    let house = House::build(database).await;
    write(&house, &house.b, None, "b").await.unwrap();
    let foreign = {
        let tx = house.store.read(&house.b).await.unwrap();
        tx.find::<note::Entity>().one(&tx).await.unwrap().unwrap().id
    };
    let tx = house.store.write(&house.a).await.unwrap();
    let rows = [vec![foreign.into(), "taken".into()], vec![Id::<note::NoteTag>::new().into(), "x".into()]];
    let update = tx.bulk_update::<note::Entity>().keys([note::Column::Id]).rows(rows);
    let name = update.value(0);
    assert_eq!(update.set(note::Column::Name, name).run(&tx).await.unwrap(), 0);
}

async fn a_buyer_sees_and_writes_rows_of_their_companies_only(database: Database) {
    let house = House::build(database).await;
    let (own, other) = (CompanyId::new(), CompanyId::new());
    let buyer_ctx = buyer(&house, &[own]);
    write(&house, &house.a, Some(other), "other").await.unwrap();
    write(&house, &house.a, None, "nobody's").await.unwrap();
    write(&house, &buyer_ctx, Some(own), "own").await.unwrap();
    assert!(matches!(write(&house, &buyer_ctx, Some(other), "planted").await, Err(StoreError::OutOfScope)));
    assert!(matches!(write(&house, &buyer_ctx, None, "planted").await, Err(StoreError::OutOfScope)));
    assert_eq!(notes(&house.store, &buyer_ctx).await, 1);
    assert_eq!(notes(&house.store, &buyer(&house, &[])).await, 0, "a guest sees a company's rows");
    assert_eq!(notes(&house.store, &house.a).await, 3);
}

async fn pages_by_cursor_show_every_row_once_while_others_are_added(database: Database) {
    let house = House::build(database).await;
    for number in 0..25 {
        write(&house, &house.a, None, &format!("n{:02}", number % 7)).await.unwrap();
    }
    let keys = || Keyset { column: note::Column::Name, id: note::Column::Id, order: Order::Asc };
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let tx = house.store.read(&house.a).await.unwrap();
        let request = PageRequest::new(4, Position::Cursor(cursor));
        let page = tx.find::<note::Entity>().page(&tx, keys(), &request).await.unwrap();
        seen.extend(page.items.iter().map(|row| row.id));
        cursor = page.next_cursor;
        write(&house, &house.a, None, "a new one before all others").await.unwrap();
        if cursor.is_none() {
            break;
        }
    }
    let distinct: BTreeSet<_> = seen.iter().copied().collect();
    assert_eq!((seen.len(), distinct.len()), (25, 25));
    let tx = house.store.read(&house.a).await.unwrap();
    let forged = PageRequest::new(4, Position::Cursor(Some("u1~s2".to_owned())));
    let refused = tx.find::<note::Entity>().page(&tx, keys(), &forged).await;
    assert!(matches!(refused, Err(StoreError::BadCursor)));
}
