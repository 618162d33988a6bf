//! Tests by example: for every kind of trouble a file that has it, and the place and words of the message.
//! Properties (whatever is written is read back, no bytes can panic) are in `properties`.

mod files;
mod properties;
mod report;

use crate::csv::{Code, Options, Problem, Row, RowError, read};

/// Reads a whole file with default options.
fn rows<T: Row>(file: &str) -> Vec<Result<T, RowError>> {
    rows_with(file.as_bytes(), Options::default())
}

fn rows_with<T: Row>(file: &[u8], options: Options) -> Vec<Result<T, RowError>> {
    match read::<T, _>(file, options) {
        Ok(rows) => rows.collect(),
        Err(error) => vec![Err(error)],
    }
}

/// Every problem of a file, in order.
fn problems<T: Row>(file: &[u8], options: Options) -> Vec<Problem> {
    rows_with::<T>(file, options).into_iter().filter_map(Result::err).flat_map(|error| error.problems).collect()
}

/// Checks that a file has exactly one problem, and what is said of it.
#[track_caller]
fn check<T: Row>(file: &str, code: Code, message: &str) {
    check_with::<T>(file.as_bytes(), Options::default(), code, message);
}

#[track_caller]
fn check_with<T: Row>(file: &[u8], options: Options, code: Code, message: &str) {
    let found = problems::<T>(file, options);
    let [problem] = found.as_slice() else { panic!("one problem expected, found {found:#?}") };
    assert_eq!((problem.code, problem.to_string().as_str()), (code, message));
}
