//! What the compiler says about a newcomer's mistakes. Each program in `messages/` makes one, and
//! the text beside it is what rustc prints. `TRYBUILD=overwrite` rewrites the texts.

#[test]
#[ignore = "compares the texts of Rust 1.95, and compiles the facade again: `.ci/run` runs it"]
fn mistakes_are_explained() {
    trybuild::TestCases::new().compile_fail("tests/messages/*.rs");
}
