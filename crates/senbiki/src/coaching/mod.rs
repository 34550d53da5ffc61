//! What helps an author on: other angles, who decides, and how the post will be received.

pub mod pretty;
pub mod wire;

use senbiki_engine::{Angle, Decision, Engine, Inspection, Material, Verdict};

/// What an answer carries besides the verdict. Empty for a draft that is ready to post.
#[derive(Default)]
pub struct Coaching {
    /// Other ways to tell the story.
    pub angles: Vec<Angle>,
    /// Who decides, when it cannot go out yet.
    pub decision: Option<Decision>,
}

impl Coaching {
    /// Chooses for an inspected draft.
    pub fn new(engine: &Engine, material: &Material<'_>, inspection: &Inspection) -> Self {
        if matches!(senbiki_engine::judge(engine.line(), inspection), Verdict::Ok(_)) {
            return Self::default();
        }
        Self {
            angles: senbiki_engine::angles(engine, material, inspection),
            decision: senbiki_engine::decision(engine, material, inspection),
        }
    }
}
