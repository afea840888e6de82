//! What the answers look like. What is said of a field here is what people read in the description.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::points::ids::{ContributionId, TierId};
use crate::points::rules::Localized;
use crate::store::{BoardLine, Named, WallGroup, WallPartner, WallRequest, WallThanks};
use crate::web::{Site, linked, text};

/// A name by language.
type Names = BTreeMap<String, String>;

/// A tier.
#[derive(Serialize, ToSchema)]
pub(super) struct Tier {
    /// Its word in this API.
    #[schema(example = "gold")]
    pub(super) id: String,
    /// Its name by language.
    #[schema(example = json!({"en": "Gold", "fr": "Or"}))]
    pub(super) name: Names,
    /// Its colour.
    #[schema(pattern = "^#[0-9A-F]{6}$", example = "#D4AF37")]
    pub(super) color: String,
}

/// What somebody did.
#[derive(Serialize, ToSchema)]
pub(super) struct Contribution {
    /// Its word in this API.
    #[schema(example = "presentation")]
    pub(super) id: String,
    /// Its name by language.
    #[schema(example = json!({"en": "Presentation", "fr": "Présentation"}))]
    pub(super) name: Names,
    /// Its emoji, possibly empty.
    #[schema(example = "🎤")]
    pub(super) emoji: String,
}

/// A company or a group.
#[derive(Serialize, ToSchema)]
pub(super) struct Who {
    /// The name.
    #[schema(example = "Litware Labs")]
    name: String,
    /// What it is called in addresses. It stays found by it when it is renamed.
    #[schema(example = "litware-labs")]
    slug: String,
    /// Its page on the wall.
    #[schema(format = "uri", example = "https://partners.example.org/partners/litware-labs")]
    url: String,
}

/// A company.
#[derive(Serialize, ToSchema)]
pub(super) struct Partner {
    #[serde(flatten)]
    who: Who,
    /// Its tier; null before its first.
    tier: Option<Tier>,
    /// Its website.
    #[schema(format = "uri", example = "https://litware.example/")]
    website: Option<String>,
    /// What it says of itself.
    #[schema(example = "Tools for people who run servers.")]
    description: Option<String>,
}

/// A group.
#[derive(Serialize, ToSchema)]
pub(super) struct Group {
    #[serde(flatten)]
    who: Who,
    /// What it is: user-group, study-group or community.
    #[schema(example = "user-group")]
    kind: &'static str,
    /// The language that it speaks.
    #[schema(example = "en")]
    language: String,
    /// Whether it goes on; one that has closed is found for what it thanked for.
    active: bool,
}

/// An award: a group thanks a company.
#[derive(Serialize, ToSchema)]
pub(super) struct Award {
    /// Its number in the program's ledger.
    #[schema(example = 4711)]
    id: i64,
    /// When it was given.
    at: DateTime<Utc>,
    /// To whom; of companies that are one, the one that stays.
    partner: Who,
    /// By whom.
    group: Who,
    /// What for.
    contribution: Contribution,
    /// Points.
    #[schema(minimum = 1, example = 100)]
    points: i64,
    /// Why, in the group's words; null where its author had them erased.
    #[schema(example = "Storage Spaces from the inside, with every question answered")]
    reason: Option<String>,
}

/// Help wanted.
#[derive(Serialize, ToSchema)]
pub(super) struct Request {
    /// Its number in the program's ledger.
    #[schema(example = 4712)]
    id: i64,
    /// What kind of help.
    #[schema(example = "speaker")]
    kind: &'static str,
    /// Who asks.
    group: Who,
    /// What it is about, in a line; null where its author had it erased.
    #[schema(example = "Backups that survive a fire")]
    topic: Option<String>,
    /// The first day on which help is needed.
    first_day: Option<NaiveDate>,
    /// The last one.
    last_day: Option<NaiveDate>,
    /// Where.
    #[schema(example = "Ottawa")]
    place: Option<String>,
    /// What is asked for; null where its author had it erased.
    #[schema(example = "An hour of practice, no sales pitch")]
    text: Option<String>,
    /// Until when offers are taken, by `/offer` in Discord.
    offers_until: DateTime<Utc>,
}

/// Somebody on the leaderboard.
#[derive(Serialize, ToSchema)]
pub(super) struct Rank {
    /// From 1 on; those with as many points share one.
    #[schema(minimum = 1, example = 1)]
    rank: u32,
    /// The company, or the group.
    who: Who,
    /// A company's tier.
    tier: Option<Tier>,
    /// Points got or given, without what was taken back; a company's also from groups that aren't on the wall.
    #[schema(minimum = 1, example = 1250)]
    points: i64,
    /// So many awards.
    #[schema(example = 12)]
    awards: i64,
}

fn names(site: &Site, named: &Localized) -> Names {
    let languages = site.service.rules().languages().iter();
    languages.map(|language| (language.clone(), named.get(language).to_owned())).collect()
}

pub(super) fn tier(site: &Site, id: &TierId) -> Tier {
    let known = site.service.rules().tier(id);
    Tier {
        id: id.as_str().to_owned(),
        name: known.map(|tier| names(site, tier.name())).unwrap_or_default(),
        color: format!("#{:06X}", known.map_or(0x80_80_80, crate::points::rules::Tier::color)),
    }
}

pub(super) fn contribution(site: &Site, id: &ContributionId) -> Contribution {
    let known = site.service.rules().contribution(id);
    Contribution {
        id: id.as_str().to_owned(),
        name: known.map(|kind| names(site, kind.name())).unwrap_or_default(),
        emoji: known.map_or("", |kind| kind.emoji()).to_owned(),
    }
}

/// `kind` is `partners` or `groups`.
pub(super) fn who(site: &Site, kind: &str, named: &Named) -> Who {
    Who {
        name: text::name(&named.name),
        slug: named.slug.clone(),
        url: format!("{}/{kind}/{}", site.base, named.slug),
    }
}

pub(super) fn partner(site: &Site, partner: &WallPartner) -> Partner {
    let description = text::wording(&partner.description);
    Partner {
        who: who(site, "partners", &partner.named),
        tier: partner.tier.as_ref().map(|id| tier(site, id)),
        website: linked::is_address(&partner.website).then(|| partner.website.clone()),
        description: (!description.is_empty()).then_some(description),
    }
}

pub(super) fn group(site: &Site, group: &WallGroup) -> Group {
    Group {
        who: who(site, "groups", &group.named),
        kind: group.kind.as_str(),
        language: group.language.clone(),
        active: group.active,
    }
}

pub(super) fn award(site: &Site, award: &WallThanks) -> Award {
    Award {
        id: award.record.get(),
        at: award.at,
        partner: who(site, "partners", &award.partner),
        group: who(site, "groups", &award.group),
        contribution: contribution(site, &award.contribution),
        points: award.points,
        reason: award.reason.as_deref().map(text::wording),
    }
}

pub(super) fn request(site: &Site, request: &WallRequest) -> Request {
    let (topic, place) = (text::name(&request.topic), text::name(&request.place));
    Request {
        id: request.record.get(),
        kind: request.kind.as_str(),
        group: who(site, "groups", &request.group),
        topic: (!topic.is_empty()).then_some(topic),
        first_day: request.days.map(|(first, _)| first),
        last_day: request.days.map(|(_, last)| last),
        place: (!place.is_empty()).then_some(place),
        text: request.wording.as_deref().map(text::wording),
        offers_until: request.ends_at,
    }
}

/// `side` is `partners` or `groups`.
pub(super) fn rank(site: &Site, side: &str, rank: u32, line: &BoardLine) -> Rank {
    Rank {
        rank,
        who: who(site, side, &line.named),
        tier: line.tier.as_ref().map(|id| tier(site, id)),
        points: line.points,
        awards: line.awards,
    }
}
