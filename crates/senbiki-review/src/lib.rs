//! What was published, and the trail of it that only grows.
//!
//! Start reading at [`ledger`]. This crate knows no files, network, clock or randomness: rows come
//! in and go out as bytes, days as values. It does not know what a fact means; a fact is a line of
//! text that others wrote and others read.
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on may stop")
)]
#![cfg_attr(not(test), warn(clippy::indexing_slicing))]

pub mod ledger;
