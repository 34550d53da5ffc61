//! What helps an author on: other angles, who decides, and how the post will be received.

pub mod pretty;
pub mod wire;

use senbiki_engine::{Angle, Channel, Decision, Engine, Inspection, Material, Reader, Verdict};

/// What an answer carries besides the verdict. A draft that is ready to post needs no angles.
#[derive(Default)]
pub struct Coaching {
    /// Other ways to tell the story.
    pub angles: Vec<Angle>,
    /// Who decides, when it cannot go out yet.
    pub decision: Option<Decision>,
    /// Who will read it and what they learn, when that was asked for.
    pub readers: Option<(Option<Channel>, Vec<Reader>)>,
}

/// How much of it is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    /// The verdict alone.
    Nothing,
    /// Angles and decisions.
    Angles,
    /// What each reader learns as well.
    Readers,
}

impl Coaching {
    /// Chooses for an inspected draft.
    pub fn new(engine: &Engine, material: &Material<'_>, inspection: &Inspection, help: Help) -> Self {
        if help == Help::Nothing {
            return Self::default();
        }
        let readers = (help == Help::Readers)
            .then(|| (material.channel, senbiki_engine::readers(engine, material, inspection)));
        if matches!(senbiki_engine::judge(engine.line(), inspection), Verdict::Ok(_)) {
            return Self { readers, ..Self::default() };
        }
        Self {
            angles: senbiki_engine::angles(engine, material, inspection),
            decision: senbiki_engine::decision(engine, material, inspection),
            readers,
        }
    }
}
