//! The law of the house, kept by a program: what the documents say is so.

mod docs;
mod house;
mod words;

use crate::repo::Done;

/// Checks everything and reports all breaches at once.
pub fn run() -> Done {
    let mut breaches = Vec::new();
    house::check(&mut breaches)?;
    docs::check(&mut breaches)?;
    words::check(&mut breaches)?;
    if breaches.is_empty() {
        println!("tidy: the house is as its documents say");
        return Ok(());
    }
    breaches.sort();
    Err(format!("tidy: {} thing(s) to put right\n  {}", breaches.len(), breaches.join("\n  ")))
}
