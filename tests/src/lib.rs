//! Nothing but the tests beside this folder: one binary, black box through HTTP, on SQLite and on PostgreSQL.
//! `http` follows the routes, `coverage` is generated from them, `proof` holds races and faults.
