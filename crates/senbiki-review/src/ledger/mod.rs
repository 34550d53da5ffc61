//! The disclosure ledger (台帳): which posts went out, and what each of them gave away.
//!
//! A ledger is a text of lines. Each line is one [`Row`] in the one form that `docs/ledger.md`
//! describes; it ends with the hash of its own bytes and holds the hash of the row before. Nothing
//! is ever changed or taken out: a post that was taken down is a new row that names the old one.
//!
//! [`Chain`] is a ledger that was read and holds. [`append`] makes the next row for it;
//! [`read`] and [`verify`] say of any bytes whether they are a ledger, and if not, which row is the
//! first that does not hold, and what is wrong with it.

mod chain;
mod encoding;
mod hash;
mod row;
mod verify;

pub use chain::{Chain, Head, Refusal, append};
pub use hash::Hash;
pub use row::{Entry, LONGEST_FACT, LONGEST_ID, LONGEST_NOTE, LONGEST_ROW, Posted, Row, Withdrawn};
pub use verify::{Broken, What, after, read, split, verify, verify_text};
