//! Reads entry records.

use super::build::{ENTRY_WIDTH, TEXTS};
use super::heap::Reader;
use super::store::{Section, Store};
use crate::date::{Date, from_days};
use crate::entry::{Entry, EntryId, EntryKind, Visibility, Words};

/// How many entries the index holds.
pub(crate) fn count(store: &Store) -> u32 {
    u32::try_from(store.range(Section::Entries).len() / ENTRY_WIDTH).unwrap_or(u32::MAX)
}

/// The fixed part of an entry.
struct Fixed {
    kind: u8,
    visibility: u8,
    file: u16,
    row: u32,
    until: Option<Date>,
    review_on: Option<Date>,
    consent_until: Option<Date>,
    name: u32,
    aliases: u32,
    extra: u32,
}

fn fixed(store: &Store, id: EntryId) -> Option<Fixed> {
    let start = (id.0 as usize).checked_mul(ENTRY_WIDTH)?;
    if id.0 >= count(store) {
        return None;
    }
    let mut r = Reader::new(store.get(Section::Entries, start, ENTRY_WIDTH)?);
    #[allow(clippy::cast_possible_wrap, reason = "the four bytes of an i32, as written")]
    let day = |r: &mut Reader<'_>| r.u32_le().map(|days| from_days(days as i32));
    Some(Fixed {
        kind: r.byte()?,
        visibility: r.byte()?,
        file: r.u16_le()?,
        row: r.u32_le()?,
        until: day(&mut r)?,
        review_on: day(&mut r)?,
        consent_until: day(&mut r)?,
        name: r.u32_le()?,
        aliases: r.u32_le()?,
        extra: r.u32_le()?,
    })
}

/// True when one of the entry's days lies before `today` or, for embargoes, has come.
pub(crate) fn is_due(store: &Store, id: EntryId, today: Date) -> bool {
    fixed(store, id).is_some_and(|f| {
        f.until.is_some_and(|day| day <= today)
            || f.review_on.is_some_and(|day| day <= today)
            || f.consent_until.is_some_and(|day| day < today)
    })
}

/// An entry. `None` for an id that this line does not have, and where the index is damaged.
pub(crate) fn entry<'a>(store: &'a Store, files: &'a [String], id: EntryId) -> Option<Entry<'a>> {
    let fixed = fixed(store, id)?;
    let entry = decode(store, files, id, &fixed);
    if entry.is_none() {
        store.note_damage();
    }
    entry
}

fn decode<'a>(store: &'a Store, files: &'a [String], id: EntryId, fixed: &Fixed) -> Option<Entry<'a>> {
    let (mut texts, mut scope) = ([None; TEXTS], Words::default());
    if fixed.extra != 0 {
        let mut r = Reader::new(store.block(fixed.extra)?);
        let mask = r.u16_le()?;
        for (bit, text) in texts.iter_mut().enumerate() {
            if mask >> bit & 1 == 1 {
                *text = Some(r.str()?);
            }
        }
        if mask >> TEXTS & 1 == 1 {
            scope = Words(r.list()?);
        }
    }
    let aliases = match fixed.aliases {
        0 => Words::default(),
        at => Words(Reader::new(store.block(at)?).list()?),
    };
    let [say_instead, industry, region, size, supplies, customer, description, role, owner, note] = texts;
    let visibility = match fixed.visibility {
        0 => Visibility::Protected,
        1 => Visibility::Public,
        2 => Visibility::PublicWith(scope),
        3 => Visibility::Until(fixed.until?),
        _ => return None,
    };
    Some(Entry {
        id,
        kind: *EntryKind::ALL.get(usize::from(fixed.kind))?,
        name: store.text(fixed.name)?,
        aliases,
        say_instead,
        visibility,
        industry,
        region,
        size,
        supplies,
        customer,
        description,
        role,
        owner,
        note,
        review_on: fixed.review_on,
        consent_until: fixed.consent_until,
        file: files.get(usize::from(fixed.file))?,
        row: fixed.row,
    })
}
