//! A transaction lends its connection to the queries of the store and to nobody else.
//! What is lent cannot be opened, and transactions themselves are no connections.

use kontor_store::{ReadTx, Tx, WriteTx};
use sea_orm::ConnectionTrait;

async fn opened(tx: &ReadTx) {
    let connection = tx.conn().0;
    connection.execute_unprepared("SELECT 1").await.unwrap();
}

async fn borrowed(tx: &WriteTx) {
    tx.connection().execute_unprepared("SELECT 1").await.unwrap();
}

async fn mistaken(tx: &WriteTx) {
    tx.execute_unprepared("SELECT 1").await.unwrap();
}

fn main() {}
