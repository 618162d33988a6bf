//! The send register as staff search it.
//! Its routes are tested from outside, in tests/http/messages.

use kontor_contract::messages::NewMessage;
use kontor_kernel::{PageRequest, Position};

use super::{Database, World, both, invitation, world};
use crate::{MessageState, service::RegisterQuery};

both!(the_register_is_searched_by_address_name_and_subject);

async fn found(world: &World, query: RegisterQuery) -> usize {
    let page = PageRequest::new(24, Position::Number(1));
    let found = world.service.list_messages(&world.ctx, query, &page).await.unwrap();
    assert_eq!(found.total, Some(found.items.len() as u64));
    found.items.len()
}

async fn the_register_is_searched_by_address_name_and_subject(database: Database) {
    let world = world(database).await;
    world.try_invitation().await;
    world.pass_seconds(1);
    world.queue(NewMessage { to: "ben@reader.example".to_owned(), to_name: None, ..invitation() }).await.unwrap();
    let words = |words: &str| RegisterQuery { words: Some(words.to_owned()), ..RegisterQuery::default() };
    for (query, expected) in
        [("reader", 2), ("ZOLW", 1), ("baltic sruby", 1), ("ben@", 1), ("%", 0), ("nobody", 0), ("", 2)]
    {
        assert_eq!(found(&world, words(query)).await, expected, "{query}");
    }
    let state = |state| RegisterQuery { state: Some(state), ..RegisterQuery::default() };
    assert_eq!(found(&world, state(MessageState::Sent)).await, 1);
    assert_eq!(found(&world, state(MessageState::GivenUp)).await, 0);
    let template = |name: &str| RegisterQuery { template: Some(name.to_owned()), ..RegisterQuery::default() };
    assert_eq!(found(&world, template("identity/invitation")).await, 2);
    assert_eq!(found(&world, template("identity/verify-email")).await, 0);
}
