//! A person's messages: what they are given of them, and what is left when they want to be forgotten.
//! Who else was written to is no business of theirs.

use kontor_contract::{
    messages::NewMessage,
    privacy::{DataSubject, PersonalData, StandIn},
};
use kontor_kernel::UserId;
use serde_json::json;

use super::{ANN, Database, both, invitation, world};
use crate::MessageState;

both!(a_person_gets_their_own_messages, nothing_of_an_erased_person_stays_in_the_register);

fn ann() -> DataSubject {
    let (email, name) = ("Ann@Reader.example".to_owned(), "Ann".to_owned());
    DataSubject { user: UserId::new(), email, name, memberships: Vec::new(), companies: Vec::new() }
}

async fn a_person_gets_their_own_messages(database: Database) {
    let world = world(database).await;
    world.try_invitation().await;
    world.queue(NewMessage { to: "ben@reader.example".to_owned(), ..invitation() }).await.unwrap();
    let sections = world.service.export(&world.ctx, &ann()).await.unwrap();
    assert_eq!((sections.len(), sections[0].name), (1, "messages"));
    let messages = sections[0].data.as_array().unwrap();
    assert_eq!((messages.len(), &messages[0]["to"]), (1, &json!(ANN)));
    assert!(messages[0]["text"].as_str().unwrap().contains("Cześć Ann Żółw"));
    assert!(!sections[0].data.to_string().contains("s3cr3t"));
}

async fn nothing_of_an_erased_person_stays_in_the_register(database: Database) {
    let world = world(database).await;
    let sent = world.try_invitation().await;
    let waiting = world.queue(invitation()).await.unwrap();
    let about = NewMessage { data: json!({ "text": format!("{ANN} registers.") }), ..invitation() };
    let to_staff = world.queue(NewMessage { to: "staff@baltic.example".to_owned(), to_name: None, ..about }).await;
    let to_staff = to_staff.unwrap();
    world.service.deliver(&world.ctx, to_staff).await.unwrap();
    let tx = world.store.write(&world.ctx).await.unwrap();
    let subject = DataSubject { email: ANN.to_owned(), ..ann() };
    let (email, name) = ("x@erased.invalid".to_owned(), "Former user".to_owned());
    let erased = world.service.erase(&tx, &subject, &StandIn { user: subject.user, email, name }).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!((erased.len(), erased[0].erased, erased[0].kept), (1, 3, 0), "two of their own and one about them");
    for id in [sent, waiting] {
        let left = format!("{:?}{:?}", world.row(id).await, world.content(id).await);
        assert!(!left.contains("Ann") && !left.contains(ANN) && !left.contains("s3cr3t"), "{left}");
    }
    assert_eq!(world.row(waiting).await.state, MessageState::GivenUp);
    assert_eq!(world.content(to_staff).await, None);
    assert_eq!(world.row(to_staff).await.to_address, "staff@baltic.example");
    world.service.deliver(&world.ctx, waiting).await.unwrap();
    assert_eq!(world.server.seen_by(ANN).len(), 1);
}
