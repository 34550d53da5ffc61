//! Packs `word<TAB>flags<TAB>commonness<TAB>sense` lines into one finite-state map.
//!
//! The keys are folded here, by the very function that folds the text in which they will be
//! looked for; spellings that fold to the same key are merged.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

struct Value {
    flags: u64,
    common: u64,
    sense: i64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(source), Some(target)) = (args.next(), args.next()) else {
        return Err("usage: pack words.tsv words.bin".into());
    };
    let text = fs::read_to_string(source)?;
    let mut words: BTreeMap<String, Value> = BTreeMap::new();
    for line in text.lines() {
        let [word, flags, common, sense] = line.split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("not four columns: {line}").into());
        };
        let new = Value { flags: flags.parse()?, common: common.parse()?, sense: sense.parse()? };
        let old = words.entry(senbiki_text::fold(word)).or_insert(Value { flags: 0, common: 0, sense: 0 });
        // Of two spellings the commoner one knows the sense better.
        if new.sense != 0 && (old.sense == 0 || new.common > old.common) {
            old.sense = new.sense;
        }
        old.flags |= new.flags;
        old.common = old.common.max(new.common);
    }
    let mut builder = fst::MapBuilder::memory();
    for (word, value) in &words {
        // Sense in steps of 8, shifted to 0..=25; then commonness; flags on top.
        let step = u64::try_from(value.sense / 8 + 13)?.min(31);
        builder.insert(word, value.flags << 9 | value.common.min(15) << 5 | step)?;
    }
    fs::write(target, builder.into_inner()?)?;
    println!("{} keys", words.len());
    Ok(())
}
