//! Judges a draft as a careful reader would: what is mentioned, which sense it has here, what a
//! stranger would learn from it, and what that asks for.
//!
//! The way up is `mention` → `sense` → `frame` → `finding` → `verdict`; `reframe` stands on it. Start
//! reading at [`Engine::inspect`]. This crate knows no files, no network, no clock and no randomness.

mod angle;
mod catalogue;
mod channel;
mod compile;
mod cues;
mod engine;
mod finding;
mod frame;
mod latin;
mod mention;
mod merge;
mod message;
mod number;
mod reader;
mod reframe;
mod sense;
pub mod sum;
mod token;
mod tone;
mod turns;
mod verdict;
mod vocabulary;

pub use angle::{Angle, Decider, Decision, MOST_ANGLES, Meanwhile, angles, decision};
pub use catalogue::{ExampleFailure, Explanation, RuleInfo, unmark};
pub use channel::Channel;
pub use engine::{Engine, LEAST_CONFIDENCE, LONGEST_DRAFT, Material};
pub use finding::{Audience, Confidence, Finding, Gap, Grounds, Message, Step};
pub use reader::{Learned, Lesson, READERS, Reader, readers, spread};
pub use reframe::outside::{LONGEST as LONGEST_WRITTEN, Placeholder, Redacted, Refused};
pub use reframe::{Edit, MOST_REFRAMES, Reframe, Spirit, nothing_holds, reword_problems};
pub use tone::{Level, Remark, Risk, Risks, risks};
pub use verdict::{Inspection, Verdict, Whole, judge};
