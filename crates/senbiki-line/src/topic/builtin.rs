//! The topic files that ship with the product. A new file needs one line here; a test fails when a
//! file is left out.

/// Topic files, by name.
pub const TOPICS: &[(&str, &str)] = &[
    ("small-improvements.toml", include_str!("../../builtin/topics/small-improvements.toml")),
    ("quality-lessons.toml", include_str!("../../builtin/topics/quality-lessons.toml")),
    ("everyday-problems.toml", include_str!("../../builtin/topics/everyday-problems.toml")),
    ("asking-for-quotation.toml", include_str!("../../builtin/topics/asking-for-quotation.toml")),
    ("supplier-we-look-for.toml", include_str!("../../builtin/topics/supplier-we-look-for.toml")),
    ("machine-stops.toml", include_str!("../../builtin/topics/machine-stops.toml")),
    ("near-miss.toml", include_str!("../../builtin/topics/near-miss.toml")),
    ("work-safety.toml", include_str!("../../builtin/topics/work-safety.toml")),
    ("bcp.toml", include_str!("../../builtin/topics/bcp.toml")),
    ("people-skills.toml", include_str!("../../builtin/topics/people-skills.toml")),
    ("apprenticeship.toml", include_str!("../../builtin/topics/apprenticeship.toml")),
    ("measuring.toml", include_str!("../../builtin/topics/measuring.toml")),
    ("care-of-tools.toml", include_str!("../../builtin/topics/care-of-tools.toml")),
    ("industry-tech.toml", include_str!("../../builtin/topics/industry-tech.toml")),
    ("visits-and-fairs.toml", include_str!("../../builtin/topics/visits-and-fairs.toml")),
    ("energy-environment.toml", include_str!("../../builtin/topics/energy-environment.toml")),
    ("history-local.toml", include_str!("../../builtin/topics/history-local.toml")),
    ("questions-to-readers.toml", include_str!("../../builtin/topics/questions-to-readers.toml")),
];
