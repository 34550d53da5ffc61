//! Parties as sets: which of the lists a clue leaves.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use roaring::RoaringBitmap;
use senbiki_line::EntryKind;

use super::concept::{ConceptId, Concepts};
use super::fact::Attribute;
use super::lexicon::Party;

/// Whether somebody buys from us or sells to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    Customer,
    Supplier,
}

/// One column: the parties by the concepts of their cells, and those whose cell says nothing.
#[derive(Debug, Default)]
struct Column {
    by: HashMap<ConceptId, RoaringBitmap>,
    silent: RoaringBitmap,
}

impl Column {
    fn add(&mut self, party: u32, concepts: &[ConceptId]) {
        if concepts.is_empty() {
            self.silent.insert(party);
        }
        for id in concepts {
            self.by.entry(*id).or_default().insert(party);
        }
    }

    fn all(&self, keep: impl Fn(ConceptId) -> bool) -> RoaringBitmap {
        self.by.iter().filter(|(id, _)| keep(**id)).fold(RoaringBitmap::new(), |all, (_, some)| all | some)
    }
}

type Key = (Attribute, Option<Relation>, ConceptId);

/// The parties of a line as sets. What a clue leaves is worked out once.
#[derive(Debug, Default)]
pub struct Sets {
    customers: RoaringBitmap,
    suppliers: RoaringBitmap,
    everybody: RoaringBitmap,
    public: RoaringBitmap,
    industry: Column,
    region: Column,
    size: Column,
    goods: Column,
    known: Mutex<HashMap<Key, Arc<RoaringBitmap>>>,
}

impl Sets {
    /// The sets of these parties.
    pub fn new(parties: &[Party]) -> Self {
        let mut sets = Self::default();
        for (n, p) in parties.iter().enumerate() {
            let Ok(n) = u32::try_from(n) else { break };
            sets.everybody.insert(n);
            match p.kind {
                EntryKind::Customer => sets.customers.insert(n),
                EntryKind::Supplier => sets.suppliers.insert(n),
                _ => false,
            };
            if p.public {
                sets.public.insert(n);
            }
            sets.industry.add(n, &p.industry);
            sets.region.add(n, &p.region);
            sets.size.add(n, &p.size);
            sets.goods.add(n, &p.goods);
        }
        sets
    }

    /// All parties of a relation.
    pub const fn of(&self, relation: Option<Relation>) -> &RoaringBitmap {
        match relation {
            Some(Relation::Customer) => &self.customers,
            Some(Relation::Supplier) => &self.suppliers,
            None => &self.everybody,
        }
    }

    /// Whether one of these may not be named.
    pub fn any_protected(&self, parties: &RoaringBitmap) -> bool {
        !parties.is_subset(&self.public)
    }

    /// The parties that a clue leaves.
    pub fn left_by(
        &self,
        concepts: &Concepts,
        attribute: Attribute,
        relation: Option<Relation>,
        id: ConceptId,
    ) -> Arc<RoaringBitmap> {
        let key = (attribute, relation, id);
        if let Ok(known) = self.known.lock()
            && let Some(set) = known.get(&key)
        {
            return Arc::clone(set);
        }
        let set = Arc::new(self.work_out(concepts, attribute, relation, id));
        if let Ok(mut known) = self.known.lock() {
            known.insert(key, Arc::clone(&set));
        }
        set
    }

    fn work_out(
        &self,
        concepts: &Concepts,
        attribute: Attribute,
        relation: Option<Relation>,
        id: ConceptId,
    ) -> RoaringBitmap {
        let among = self.of(relation);
        let met = |column: &Column| column.all(|c| concepts.meet(id, c)) & among;
        let silent = |column: &Column| &column.silent & among;
        match attribute {
            Attribute::Region => met(&self.region) | silent(&self.region),
            Attribute::Size => met(&self.size) | silent(&self.size),
            Attribute::Industry => met(&self.industry) | silent(&self.industry),
            Attribute::Product | Attribute::Supplies => {
                // A cell about goods says more than the trade; where there is none, the trade speaks.
                let by_goods = met(&self.goods);
                let by_trade = self.industry.all(|c| concepts.holds(id, c)) & among;
                let trade_alone = met(&self.industry) & silent(&self.goods);
                let all = by_goods | by_trade | trade_alone;
                if all.is_empty() && attribute == Attribute::Product { among.clone() } else { all }
            }
            Attribute::Relation | Attribute::Time | Attribute::Reference => among.clone(),
        }
    }
}
