//! Companies that come and change: registration, edits, representatives.

use serde_json::json;

use super::acting::{Acting, NewRecord, refused_by_constraint};
use super::kin::kin;
use super::partners::{id_list, read_partner};
use super::slugs::Page;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::text::{CompanyName, Note, Website, search_key};
use crate::store::outside::Account;
use crate::store::{Act, Outcome, Partner, PartnerEdit, Registration, RepresentativeChange};

/// What person `$2` gave the companies in `$1`, as far as it stands.
pub(super) const GIVEN_BY: &str = "
SELECT COUNT(*), CAST(COALESCE(SUM(a.points), 0) AS BIGINT)
  FROM json_each($1) p
  JOIN record a ON a.partner_id = CAST(p.value AS BIGINT) AND a.kind = 'award' AND a.actor_id = $2
 WHERE NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = a.id)";

impl Acting<'_> {
    /// A company, which must be there.
    pub(super) async fn partner(&mut self, id: PartnerId) -> Outcome<Partner> {
        let unknown = || Refusal::UnknownPartner { asked: id.to_string(), suggestions: Vec::new() };
        Ok(read_partner(self.connection(), id).await?.ok_or_else(unknown)?)
    }

    pub(super) async fn partner_of(&mut self, record: RecordId) -> Outcome<Partner> {
        let partner: i64 = sqlx::query_scalar("SELECT partner_id FROM record WHERE id = $1")
            .bind(record.get())
            .fetch_one(self.connection())
            .await?;
        self.partner(PartnerId::from_raw(partner)).await
    }

    /// A company's row, as nominated.
    pub(super) async fn add_partner(
        &mut self,
        name: &CompanyName,
        website: Option<&Website>,
        description: &Note,
    ) -> Outcome<PartnerId> {
        let name = name.as_str();
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO partner (name, name_key, website, description, state) VALUES ($1, $2, $3, $4, 'nominated') RETURNING id",
        )
        .bind(name)
        .bind(search_key(name))
        .bind(website.map_or("", Website::as_str))
        .bind(description.as_str())
        .fetch_one(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, Refusal::NameTaken { name: name.to_owned() }))?;
        let id = PartnerId::from_raw(id);
        self.name_page(Page::Partner(id), name).await?;
        Ok(id)
    }

    pub(super) async fn register(&mut self, registration: &Registration) -> Outcome<Partner> {
        let Registration { name, website, description, .. } = registration;
        let id = self.add_partner(name, website.as_ref(), description).await?;
        let (at, actor) = (self.now, self.person(registration.by).await?);
        let kind = if registration.represents { "partner-registered" } else { "partner-nominated" };
        let record = NewRecord {
            kind,
            at,
            actor: Some(actor),
            partner: Some(id),
            act: Some(&registration.act),
            detail: Some(json!({ "name": name.as_str() })),
            text: Some(registration.description.as_str()),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        self.tell("nomination", record, "staff", None).await?;
        self.partner(id).await
    }

    pub(super) async fn edit(&mut self, edit: &PartnerEdit) -> Outcome<Partner> {
        let before = self.partner(edit.partner).await?;
        own(&before)?;
        let after = Partner {
            name: edit.name.as_ref().map_or_else(|| before.name.clone(), |name| name.as_str().to_owned()),
            website: edit
                .website
                .as_ref()
                .map_or_else(|| before.website.clone(), |site| site.as_str().to_owned()),
            description: edit
                .description
                .as_ref()
                .map_or_else(|| before.description.clone(), |text| text.as_str().to_owned()),
            ..before.clone()
        };
        let hidden = "SELECT wall_hidden FROM partner WHERE id = $1";
        let hidden: i64 =
            sqlx::query_scalar(hidden).bind(edit.partner.get()).fetch_one(self.connection()).await?;
        let to_be_hidden = edit.on_the_wall.map_or(hidden, |shown| i64::from(!shown));
        if after == before && to_be_hidden == hidden {
            return Err(Refusal::NothingToChange.into());
        }
        sqlx::query(
            "UPDATE partner SET name = $1, name_key = $2, website = $3, description = $4, wall_hidden = $5 WHERE id = $6",
        )
        .bind(&after.name)
        .bind(search_key(&after.name))
        .bind(&after.website)
        .bind(&after.description)
        .bind(to_be_hidden)
        .bind(edit.partner.get())
        .execute(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, Refusal::NameTaken { name: after.name.clone() }))?;
        if after.name != before.name {
            self.name_page(Page::Partner(edit.partner), &after.name).await?;
        }
        let (at, actor) = (self.now, self.person(edit.by).await?);
        let mut detail = json!({ "name": after.name, "website": after.website });
        if to_be_hidden != hidden {
            detail["on_the_wall"] = json!(to_be_hidden == 0);
        }
        let record = NewRecord {
            kind: "partner-edited",
            at,
            actor: Some(actor),
            partner: Some(edit.partner),
            act: Some(&edit.act),
            detail: Some(detail),
            text: Some(&after.description),
            ..NewRecord::default()
        };
        self.append(record).await?;
        Ok(after)
    }

    pub(super) async fn change_representative(&mut self, change: &RepresentativeChange) -> Outcome<Partner> {
        let partner = self.partner(change.partner).await?;
        own(&partner)?;
        if partner.representatives.contains(&change.who) == change.add {
            return Err(Refusal::NothingToChange.into());
        }
        if change.add {
            let by = Some(change.by);
            self.add_representative(change.partner, change.who, by, None, Some(&change.act)).await?;
        } else {
            self.remove_representative(change).await?;
        }
        self.partner(change.partner).await
    }

    /// Who goes represents none any more of those that are one: a record for each.
    async fn remove_representative(&mut self, change: &RepresentativeChange) -> Outcome<()> {
        let all = kin(self.connection(), change.partner).await?;
        let gone: Vec<i64> = sqlx::query_scalar(
            "DELETE FROM representative WHERE account = $1 \
                AND partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($2)) RETURNING partner_id",
        )
        .bind(change.who.stored())
        .bind(id_list(&all))
        .fetch_all(self.connection())
        .await?;
        let (at, actor, subject) = (self.now, self.person(change.by).await?, self.person(change.who).await?);
        let mut first = None;
        for partner in gone {
            let record = NewRecord {
                kind: "representative-removed",
                at,
                actor: Some(actor),
                subject: Some(subject),
                partner: Some(PartnerId::from_raw(partner)),
                cause: first,
                act: first.is_none().then_some(&change.act),
                ..NewRecord::default()
            };
            let record = self.append(record).await?;
            first.get_or_insert(record);
        }
        Ok(())
    }

    /// Somebody represents a company from now on. What they gave it before is kept in the record, and told to staff. `by`: none where it is the
    /// program's own doing.
    pub(super) async fn add_representative(
        &mut self,
        partner: PartnerId,
        who: Account,
        by: Option<Account>,
        cause: Option<RecordId>,
        act: Option<&Act>,
    ) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO representative (account, partner_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        )
        .bind(who.stored())
        .bind(partner.get())
        .execute(self.connection())
        .await?;
        let actor = match by {
            Some(by) => Some(self.person(by).await?),
            None => None,
        };
        let (at, subject) = (self.now, self.person(who).await?);
        let (awards, points) = self.given_by(subject, partner).await?;
        let record = NewRecord {
            kind: "representative-added",
            at,
            actor,
            subject: Some(subject),
            partner: Some(partner),
            cause,
            act,
            detail: (awards > 0).then(|| json!({ "awards": awards, "points": points })),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        if awards > 0 {
            self.tell("conflict", record, "staff", None).await?;
        }
        Ok(())
    }

    /// How many awards that stand a person gave a company, or one that is merged with it, and their points.
    async fn given_by(&mut self, person: i64, partner: PartnerId) -> Outcome<(i64, i64)> {
        let all = kin(self.connection(), partner).await?;
        let given = sqlx::query_as(GIVEN_BY).bind(id_list(&all)).bind(person);
        Ok(given.fetch_one(self.connection()).await?)
    }
}

/// The refusal of a company that is merged into another one: that one is to be named.
fn own(partner: &Partner) -> Result<(), Refusal> {
    match &partner.merged_into {
        Some(into) => Err(Refusal::PartnerMerged { into: into.clone() }),
        None => Ok(()),
    }
}
