//! Contradictions between rows: one name for two, protected here and public there.

use std::path::{Path, PathBuf};

use crate::company::PublicFact;
use crate::entry::EntryId;
use crate::index::build::Builder;
use crate::index::legal;
use crate::problem::{Caution, Elsewhere, Found, Problem, Problems};
use crate::table::value::Public;

/// Looks for contradictions among sorted names, own names and public facts.
pub(crate) fn contradictions(
    names: &Builder,
    own_names: &[String],
    public_file: Option<&str>,
    facts: &[PublicFact],
    problems: &mut Problems,
) {
    for (first, next) in names.shared() {
        if problems.is_full() {
            return;
        }
        shared_name(names, &first, &next, problems);
    }
    for own in own_names {
        for hit in names.hits(&senbiki_text::key(own)) {
            if !hit.stripped && hit.public != Public::Yes {
                let found = Found::OwnName { name: own.chars().take(80).collect() };
                problems.push(at(&elsewhere(names, hit.entry), found));
                break;
            }
        }
    }
    let Some(file) = public_file else { return };
    for fact in facts {
        for term in &fact.terms {
            for hit in names.hits(&senbiki_text::key(term)) {
                // To name a competitor tells nothing, so its name may well stand in a public fact.
                let clash = names.kind(hit.entry).category().is_some()
                    && is_in_table(names, &hit)
                    && match hit.public {
                        Public::No => true,
                        // Once the embargo is over the fact may be listed as public.
                        Public::Until(day) => fact.since.is_none_or(|since| since < day),
                        Public::Yes => false,
                    };
                if clash {
                    let here = Elsewhere {
                        file: PathBuf::from(file),
                        row: Some(fact.row),
                        name: fact.fact.chars().take(80).collect(),
                    };
                    let found = Found::ProtectedAndPublic { name: hit.surface, other: here };
                    problems.push(at(&elsewhere(names, hit.entry), found));
                }
            }
        }
    }
}

/// One name of a key that several entries share.
pub(crate) struct Hit {
    pub(crate) entry: EntryId,
    pub(crate) surface: String,
    pub(crate) public: Public,
    /// `public_scope` is given: public in some posts only.
    pub(crate) scoped: bool,
    pub(crate) stripped: bool,
}

fn shared_name(names: &Builder, first: &Hit, next: &Hit, problems: &mut Problems) {
    let (a, b) = (names.kind(first.entry), names.kind(next.entry));
    let (there, here) = (elsewhere(names, first.entry), elsewhere(names, next.entry));
    let name = next.surface.clone();
    let is_open = |hit: &Hit| hit.public == Public::Yes && !hit.scoped;
    let is_closed = |hit: &Hit| hit.public != Public::Yes;
    if is_open(first) && is_closed(next) {
        problems.push(at(&here, Found::ProtectedAndPublic { name, other: there }));
    } else if is_closed(first) && is_open(next) {
        let found = Found::ProtectedAndPublic { name: first.surface.clone(), other: here };
        problems.push(at(&there, found));
    } else if a.is_party() && b.is_party() && (a == b || there.name != here.name) {
        problems.push(at(&here, Found::NameTwice { name, other: there }));
    } else {
        // The same firm as customer and as supplier, two people of one family name, a plan named
        // after its place: both are kept, and a finding names the first.
        let caution = Caution::NameTwice { name, other: there };
        let place = Problem::warning(&here.file, caution);
        problems.push(Problem { row: here.row, ..place });
    }
}

/// False for forms that the program added by itself, except the name without its legal form.
fn is_in_table(names: &Builder, hit: &Hit) -> bool {
    !hit.stripped || legal::strip(names.name_of(hit.entry)) == Some(hit.surface.as_str())
}

fn elsewhere(names: &Builder, entry: EntryId) -> Elsewhere {
    let (file, row) = names.place_of(entry);
    let name = names.name_of(entry).chars().take(80).collect();
    Elsewhere { file: PathBuf::from(file), row: Some(row), name }
}

fn at(place: &Elsewhere, found: Found) -> Problem {
    Problem { row: place.row, ..Problem::new(Path::new(&place.file), found) }
}
