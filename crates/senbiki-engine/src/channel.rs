//! Where a draft is meant to go.

/// A social network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Channel {
    X,
    LinkedIn,
    Facebook,
    Instagram,
    YouTube,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 5] = [Self::X, Self::LinkedIn, Self::Facebook, Self::Instagram, Self::YouTube];
    /// The fixed id.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::LinkedIn => "linkedin",
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::YouTube => "youtube",
        }
    }
    /// The channel with this id, if there is one.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }
}
