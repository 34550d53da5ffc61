//! What the people who write do for a living.

/// A job in a manufacturing company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is explained by Job::label")]
pub enum Job {
    Procurement,
    ProductionControl,
    Quality,
    ProductionEngineering,
    Manufacturing,
    Maintenance,
    Design,
    Logistics,
    Sales,
    Hr,
    Safety,
    Management,
}

impl Job {
    /// Every job, in the order in which lists show them.
    pub const ALL: [Self; 12] = [
        Self::Procurement,
        Self::ProductionControl,
        Self::Quality,
        Self::ProductionEngineering,
        Self::Manufacturing,
        Self::Maintenance,
        Self::Design,
        Self::Logistics,
        Self::Sales,
        Self::Hr,
        Self::Safety,
        Self::Management,
    ];

    /// The fixed id, as written in topic files and on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Procurement => "procurement",
            Self::ProductionControl => "production_control",
            Self::Quality => "quality",
            Self::ProductionEngineering => "production_engineering",
            Self::Manufacturing => "manufacturing",
            Self::Maintenance => "maintenance",
            Self::Design => "design",
            Self::Logistics => "logistics",
            Self::Sales => "sales",
            Self::Hr => "hr",
            Self::Safety => "safety",
            Self::Management => "management",
        }
    }

    /// What people call it: Japanese and English.
    #[must_use]
    pub const fn label(self) -> (&'static str, &'static str) {
        match self {
            Self::Procurement => ("購買・調達", "procurement"),
            Self::ProductionControl => ("生産管理", "production control"),
            Self::Quality => ("品質", "quality"),
            Self::ProductionEngineering => ("生産技術", "production engineering"),
            Self::Manufacturing => ("製造", "manufacturing"),
            Self::Maintenance => ("保全", "maintenance"),
            Self::Design => ("設計・開発", "design"),
            Self::Logistics => ("物流・倉庫", "logistics"),
            Self::Sales => ("営業", "sales"),
            Self::Hr => ("人事・教育", "people and training"),
            Self::Safety => ("安全衛生", "safety"),
            Self::Management => ("経営・管理", "management"),
        }
    }

    /// Other ways to write it.
    const fn others(self) -> &'static [&'static str] {
        match self {
            Self::Procurement => &["購買", "調達", "purchasing"],
            Self::ProductionControl => &["生産管理", "生管", "production control"],
            Self::Quality => &["品質", "品質保証", "品証", "品質管理"],
            Self::ProductionEngineering => &["生産技術", "生技", "production engineering"],
            Self::Manufacturing => &["製造", "現場", "production"],
            Self::Maintenance => &["保全", "設備保全"],
            Self::Design => &["設計", "開発"],
            Self::Logistics => &["物流", "倉庫"],
            Self::Sales => &["営業"],
            Self::Hr => &["人事", "教育", "採用"],
            Self::Safety => &["安全", "安全衛生"],
            Self::Management => &["経営", "管理職", "工場長"],
        }
    }

    /// The job with this id or one of its Japanese names, in any width and case.
    #[must_use]
    pub fn from_id(written: &str) -> Option<Self> {
        let folded = senbiki_text::fold(written.trim());
        let id = folded.replace([' ', '-'], "_");
        Self::ALL
            .into_iter()
            .find(|job| job.id() == id || job.label().0 == folded || job.others().contains(&folded.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Job;

    #[test]
    fn a_job_is_known_by_its_id_and_by_what_people_call_it() {
        for job in Job::ALL {
            assert_eq!(Job::from_id(job.id()), Some(job));
            assert_eq!(Job::from_id(job.label().0), Some(job), "{}", job.label().0);
        }
        assert_eq!(Job::from_id("Production-Control"), Some(Job::ProductionControl));
        assert_eq!(Job::from_id("品証"), Some(Job::Quality));
        assert_eq!(Job::from_id("astronaut"), None);
        assert_eq!(Job::from_id(""), None);
    }
}
