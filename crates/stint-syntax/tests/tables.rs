//! Tables of short texts with their tokens, trees and errors.

mod common;

#[test]
fn tokens() {
    common::table("tables/tokens.txt", common::tokens);
}

#[test]
fn trees() {
    common::table("tables/trees.txt", common::tree);
}

#[test]
fn errors() {
    common::table("tables/errors.txt", common::errors);
}
