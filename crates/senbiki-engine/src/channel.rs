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

    /// Most characters of a post. On X a Japanese character counts two of 280 and an address 23; the
    /// others count characters. As published by the networks in November 2026, for ordinary accounts.
    #[must_use]
    pub const fn limit(self) -> usize {
        match self {
            Self::X => 280,
            Self::LinkedIn => 3_000,
            Self::Facebook => 63_206,
            Self::Instagram => 2_200,
            Self::YouTube => 5_000,
        }
    }

    /// How much of [`Channel::limit`] a text takes.
    #[must_use]
    pub fn length(self, text: &str) -> usize {
        if self != Self::X {
            return text.chars().count();
        }
        let mut n = 0;
        for word in text.split_inclusive(char::is_whitespace) {
            let trimmed = word.trim_end();
            if trimmed.starts_with("https://") || trimmed.starts_with("http://") {
                n += 23 + word.chars().count() - trimmed.chars().count();
            } else {
                n += word.chars().map(weight).sum::<usize>();
            }
        }
        n
    }

    /// Whether a text is short enough to be posted there.
    #[must_use]
    pub fn fits(self, text: &str) -> bool {
        self.length(text) <= self.limit()
    }
}

/// What a character weighs on X: one for Latin and its neighbours and for general punctuation, two
/// for all others (the ranges of the public twitter-text configuration, version 3).
const fn weight(c: char) -> usize {
    match c as u32 {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_network_counts_in_its_own_way() {
        assert_eq!(Channel::X.length("納期"), 4);
        assert_eq!(Channel::X.length("on time"), 7);
        assert_eq!(
            Channel::X.length("詳しくは https://example.com/a/very/long/address/indeed です"),
            8 + 1 + 23 + 1 + 4
        );
        assert_eq!(Channel::LinkedIn.length("納期"), 2);
        assert!(Channel::X.fits(&"納".repeat(140)) && !Channel::X.fits(&"納".repeat(141)));
        assert!(Channel::LinkedIn.fits(&"a".repeat(3_000)) && !Channel::LinkedIn.fits(&"a".repeat(3_001)));
    }
}
