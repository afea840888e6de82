//! The store's counters and what it shows of them, against the paper.

use chrono::DateTime;

use super::play::Played;

impl Played {
    /// The counters as they are kept, and what is shown of them.
    pub async fn compare(&mut self) {
        let kept = "SELECT a.group_id, p.starts_at, p.ends_at, a.base, a.granted, a.carried, a.reserved, a.spent \
                    FROM allocation a JOIN period p ON p.id = a.period_id ORDER BY a.group_id, p.starts_at";
        let kept = self.raw.numbers(kept).await;
        for (number, (group, _)) in self.groups.iter().enumerate() {
            let kept: Vec<_> = kept.iter().filter(|row| row[0] == group.get()).collect();
            let Some(last) = kept.last() else { continue };
            let until = DateTime::from_timestamp_millis(last[1]).expect("an instant");
            let shares = self.plain.shares(number, until);
            assert_eq!(kept.len(), shares.len(), "a period for each since it was approved");
            for (row, share) in kept.iter().zip(shares) {
                let bounds = [share.starts, share.ends].map(|at| at.timestamp_millis());
                assert_eq!(row[1..3], bounds);
                assert_eq!(row[3..], [share.base, share.granted, share.carried, share.reserved, share.spent]);
            }
        }
        let (now, count) = (self.stage.clock.now(), self.plain.events.len());
        for (number, company) in self.partners.iter().enumerate() {
            let shown = self.stage.store.standing(company.id, 0).await.expect("a company");
            let reckoned = self.plain.standing(number, now, count);
            assert_eq!(shown.standing.points().get(), reckoned.points);
            assert_eq!(shown.standing.groups(), reckoned.groups);
            let kinds = shown.standing.contributions();
            let kinds: Vec<_> =
                kinds.map(|(id, tally)| (id.to_string(), (tally.points.get(), tally.counted))).collect();
            let expected: Vec<_> =
                reckoned.kinds.into_iter().map(|(id, tally)| (id.to_owned(), tally)).collect();
            assert_eq!(kinds, expected);
            let number = self.plain.is_now(number);
            assert_eq!(shown.partner.id, self.partners[number].id, "the one that stays");
            let tier = shown.partner.tier.as_ref().map(|tier| tier.as_str().to_owned());
            assert_eq!(tier.as_deref(), self.plain.tier(number));
            assert_eq!(shown.held, self.plain.held(number), "what holds the tier");
        }
    }
}
