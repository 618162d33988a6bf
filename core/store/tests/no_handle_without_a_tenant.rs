//! Promise 11 on SQLite, where no wall stands in the database: code that would reach rows without a tenant does not compile.
//! Each case is a file beside this one with what the compiler says to it.

#[test]
fn code_that_forgets_the_tenant_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
