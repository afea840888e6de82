//! Requests of every kind, whatever stands in them.

use ovation::discord::custom_id::{CustomId, Panel, ThanksPart};
use ovation::discord::request::{Completion, Request, Wanted};
use ovation::discord::wanted_id::NoticePart;
use ovation::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use ovation::points::request::RequestKind;
use ovation::service::{
    AwardAsked, AwardWords, BaseAsked, BoardAsked, ClaimAsked, CloseAsked, CorrectionAsked, EditAsked,
    GrantAsked, HistoryAsked, MergeAsked, MoveAsked, PrivacyAsked, RegisterAsked, RepresentativeAsked,
    RequestAsked, ReverseAsked, SuspendAsked, ThanksAsked, ThanksFilled,
};
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{BoardPeriod, ErrandId, ProgramChannels};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use crate::whatever::{custom_id, may, maybe, number, snowflake, text, word};

/// A request of any kind; what ends a program's life is rare, so that there is something to end.
pub fn request(out: &[String]) -> impl Strategy<Value = Request> + use<> {
    Union::new_weighted([awards(), companies(), groups(), staff(), help(), parts(out)].concat())
}

type Kinds = Vec<(u32, BoxedStrategy<Request>)>;

fn record() -> impl Strategy<Value = RecordId> {
    number().prop_map(RecordId::from_raw)
}

fn errand() -> impl Strategy<Value = ErrandId> {
    prop_oneof![Just(0), number()].prop_map(ErrandId::from_raw)
}

fn thanks() -> impl Strategy<Value = ThanksAsked> {
    (prop::option::of(snowflake()), snowflake(), prop::option::of(number()), prop::option::of(number()))
        .prop_map(|(message, person, group, partner)| ThanksAsked {
            message: message.map(Message::new),
            person: Account::new(person),
            group: group.map(GroupId::from_raw),
            partner: partner.map(PartnerId::from_raw),
        })
}

fn awards() -> Kinds {
    let award = (
        (word("partner"), word("contribution"), word("reason"), prop::option::of(number())),
        (may("date"), may("group"), may("event"), may("link")),
    );
    let award = award.prop_map(|((partner, contribution, reason, points), (date, group, event, link))| {
        let more = AwardAsked::default();
        Request::Award(AwardAsked { partner, contribution, reason, points, date, group, event, link, ..more })
    });
    let kinds = "presentation|venue|travel|prizes|mentoring|sponsorship";
    let real = ("[1-8]", kinds, word("reason"), prop_oneof![4 => 1_i64..9, 1 => 200_i64..251]).prop_map(
        |(partner, contribution, reason, points)| {
            let points = Some(points);
            Request::Award(AwardAsked { partner, contribution, reason, points, ..AwardAsked::default() })
        },
    );
    let claim =
        (word("group"), word("contribution"), word("reason"), may("date"), may("link"), may("partner"))
            .prop_map(|(group, contribution, reason, date, link, partner)| {
                Request::Claim(ClaimAsked { group, contribution, reason, date, link, partner })
            });
    let claimed = ("[12]", kinds, word("reason")).prop_map(|(group, contribution, reason)| {
        Request::Claim(ClaimAsked { group, contribution, reason, ..ClaimAsked::default() })
    });
    let changed = (record(), word("contribution"), word("points"), word("day"), word("reason"), errand())
        .prop_map(|(claim, contribution, points, day, reason, card)| Request::FillClaim {
            claim,
            card,
            words: AwardWords { contribution, points, day, reason },
        });
    let corrected =
        (record(), word("partner"), word("contribution"), word("points"), word("day"), word("reason"))
            .prop_map(|(award, partner, contribution, points, day, reason)| {
                let words = AwardWords { contribution, points, day, reason };
                Request::FillCorrection(CorrectionAsked { award, partner, words })
            });
    let given = (number(), number(), kinds, word("points"), word("reason"), word("day"), word("link"))
        .prop_map(|(group, partner, kind, points, reason, day, link)| {
            let contribution = ContributionId::parse(&kind).expect("a kind");
            let (group, partner) = (GroupId::from_raw(group), PartnerId::from_raw(partner));
            Request::FillThanks(ThanksFilled { group, partner, contribution, points, reason, day, link })
        });
    vec![
        (4, award.boxed()),
        (8, real.boxed()),
        (2, claim.boxed()),
        (3, claimed.boxed()),
        (2, changed.boxed()),
        (
            2,
            (record(), errand(), word("reason"))
                .prop_map(|(claim, card, reason)| Request::FillDecline { claim, card, reason })
                .boxed(),
        ),
        (2, corrected.boxed()),
        (
            2,
            (record(), word("reason"))
                .prop_map(|(award, reason)| Request::FillTakeBack { award, reason })
                .boxed(),
        ),
        (1, number().prop_map(Request::CorrectRecord).boxed()),
        (1, snowflake().prop_map(|id| Request::CorrectMessage(Message::new(id))).boxed()),
        (1, snowflake().prop_map(|id| Request::ReportMessage(Message::new(id))).boxed()),
        (
            1,
            (errand(), word("why"))
                .prop_map(|(shout_out, why)| Request::FillReport { shout_out, why })
                .boxed(),
        ),
        (1, (thanks(), any::<bool>()).prop_map(|(asked, bot)| Request::Thank { asked, bot }).boxed()),
        (2, given.boxed()),
        (1, may("group").prop_map(|group| Request::Allocation { group }).boxed()),
    ]
}

fn companies() -> Kinds {
    let register = (word("name"), may("website"), may("description"), any::<bool>()).prop_map(
        |(name, website, description, represents)| {
            Request::RegisterPartner(RegisterAsked { name, website, description, represents })
        },
    );
    let edit = (may("partner"), may("name"), may("website"), may("description")).prop_map(
        |(partner, name, website, description)| {
            Request::EditPartner(EditAsked { partner, name, website, description, on_the_wall: None })
        },
    );
    let representative = (may("partner"), snowflake(), any::<bool>()).prop_map(|(partner, who, add)| {
        Request::Representative(RepresentativeAsked { partner, who: Account::new(who), add })
    });
    let periods = select(vec![BoardPeriod::This, BoardPeriod::Last, BoardPeriod::All]);
    let board = (any::<bool>(), may("group"), may("contribution"), periods).prop_map(
        |(program, group, contribution, period)| BoardAsked { program, group, contribution, period },
    );
    let asked = select(vec![PrivacyAsked::View, PrivacyAsked::Export, PrivacyAsked::Delete]);
    vec![
        (1, may("partner").prop_map(|partner| Request::MyPoints { partner }).boxed()),
        (
            2,
            (may("partner"), may("group"))
                .prop_map(|(partner, group)| Request::History(HistoryAsked { partner, group }))
                .boxed(),
        ),
        (1, board.clone().prop_map(Request::Leaderboard).boxed()),
        (1, board.prop_map(Request::PostBoard).boxed()),
        (1, Just(Request::Help).boxed()),
        (3, register.boxed()),
        (2, edit.boxed()),
        (1, word("partner").prop_map(Request::ViewPartner).boxed()),
        (1, maybe().prop_map(Request::ListPartners).boxed()),
        (1, representative.boxed()),
        (1, asked.prop_map(Request::Privacy).boxed()),
    ]
}

fn groups() -> Kinds {
    let panels = || {
        select(vec![
            Panel::Group,
            Panel::Kind,
            Panel::Language,
            Panel::Channel,
            Panel::LeadersChannel,
            Panel::RequestsChannel,
            Panel::Users,
            Panel::Roles,
            Panel::Words,
            Panel::Send,
        ])
    };
    let ids = (panels(), prop::collection::vec(snowflake(), 0..10))
        .prop_map(|(panel, ids)| Request::Choose(panel, ids.iter().map(ToString::to_string).collect()));
    vec![
        (1, Just(Request::Setup).boxed()),
        (3, ids.boxed()),
        (
            2,
            (panels(), word("chosen"))
                .prop_map(|(panel, chosen)| Request::Choose(panel, vec![chosen]))
                .boxed(),
        ),
        (
            2,
            (word("name"), word("timezone"))
                .prop_map(|(name, timezone)| Request::FillPanel { name, timezone })
                .boxed(),
        ),
    ]
}

fn staff() -> Kinds {
    let channel = || prop::option::of(snowflake().prop_map(Channel::new));
    let digest = prop::option::of(any::<bool>());
    let channels =
        (channel(), channel(), channel(), digest).prop_map(|(staff, announcements, requests, digest)| {
            Request::ProgramSetup(ProgramChannels { staff, announcements, requests, digest })
        });
    let grant = (word("group"), prop_oneof![number(), -300_i64..300], word("reason"))
        .prop_map(|(group, points, reason)| Request::Grant(GrantAsked { group, points, reason }));
    let base = (word("group"), prop::option::of(number()), word("reason"))
        .prop_map(|(group, base, reason)| Request::SetBase(BaseAsked { group, base, reason }));
    let moved = (word("group"), word("server"), word("reason"))
        .prop_map(|(group, server, reason)| Request::MoveGroup(MoveAsked { group, server, reason }));
    let suspend = (word("partner"), any::<bool>(), word("reason")).prop_map(|(partner, resume, reason)| {
        Request::SuspendPartner(SuspendAsked { partner, resume, reason })
    });
    let merge = (word("from"), word("into"), may("since"), any::<bool>(), word("reason")).prop_map(
        |(from, into, since, take_back, reason)| {
            Request::Merge(MergeAsked { from, into, since, take_back, reason })
        },
    );
    vec![
        (1, channels.boxed()),
        (2, Just(Request::Pending).boxed()),
        (2, grant.boxed()),
        (1, base.boxed()),
        (
            1,
            (word("group"), word("reason"))
                .prop_map(|(group, reason)| Request::CloseGroup(CloseAsked { group, reason }))
                .boxed(),
        ),
        (1, moved.boxed()),
        (2, suspend.boxed()),
        (2, merge.boxed()),
        (
            2,
            (number(), word("reason"))
                .prop_map(|(record, reason)| Request::Reverse(ReverseAsked { record, reason }))
                .boxed(),
        ),
        (1, Just(Request::Audit).boxed()),
        (1, record().prop_map(Request::AuditRecord).boxed()),
        (1, any::<bool>().prop_map(|last| Request::Report { last }).boxed()),
    ]
}

fn help() -> Kinds {
    let kind = || select(RequestKind::ALL.to_vec());
    let form = (kind(), 1_i64..4, word("topic"), word("days"), word("place"), word("wording")).prop_map(
        |(kind, group, topic, days, place, wording)| {
            let group = GroupId::from_raw(group);
            Wanted::Fill(RequestAsked { kind, group, topic, days, place, wording })
        },
    );
    let offer = (record(), number(), word("wording")).prop_map(|(request, partner, wording)| {
        Wanted::FillOffer { request, partner: PartnerId::from_raw(partner), wording }
    });
    let promised = (record(), word("contribution"), word("points"), word("day"), word("reason")).prop_map(
        |(request, contribution, points, day, reason)| Wanted::FillPromised {
            request,
            words: AwardWords { contribution, points, day, reason },
        },
    );
    let notices = select(vec![NoticePart::Kinds, NoticePart::Language, NoticePart::Own, NoticePart::Direct]);
    let wanted: Vec<(u32, BoxedStrategy<Wanted>)> = vec![
        (1, (kind(), may("group")).prop_map(|(kind, group)| Wanted::Ask { kind, group }).boxed()),
        (4, form.boxed()),
        (1, any::<bool>().prop_map(|program| Wanted::List { program }).boxed()),
        (2, word("request").prop_map(|request| Wanted::Offer { request }).boxed()),
        (4, offer.boxed()),
        (1, Just(Wanted::OwnOffers).boxed()),
        (1, Just(Wanted::Subscribe).boxed()),
        (
            1,
            (notices, prop::collection::vec(text(), 0..4))
                .prop_map(|(part, chosen)| Wanted::Choose(part, chosen))
                .boxed(),
        ),
        (2, promised.boxed()),
    ];
    wanted.into_iter().map(|(weight, wanted)| (weight, wanted.prop_map(Request::Wanted).boxed())).collect()
}

fn parts(out: &[String]) -> Kinds {
    let command = select(vec![
        "award",
        "allocation",
        "mypoints",
        "partner view",
        "partner edit",
        "program grant",
        "partner representative",
        "history",
        "claim",
        "request",
        "offer make",
        "program merge",
        "program suspend",
        "program move",
    ]);
    let option = select(vec!["partner", "points", "date", "group", "reason", "request", "from", "into"]);
    let typing = (command, option, word("typed"), may("contribution"), may("group")).prop_map(
        |(command, option, typed, contribution, group)| {
            let (command, option) = (command.to_owned(), option.to_owned());
            Request::Complete(Completion { command, option, typed, contribution, group })
        },
    );
    let part = select(vec![ThanksPart::Group, ThanksPart::Company, ThanksPart::Kind]);
    vec![
        (4, typing.boxed()),
        (
            8,
            custom_id(out)
                .prop_map(|id| CustomId::parse(&id).map_or(Request::Outdated, Request::Click))
                .boxed(),
        ),
        (
            2,
            (part, thanks(), word("value"))
                .prop_map(|(part, asked, value)| Request::ChooseThanks(part, asked, value))
                .boxed(),
        ),
        (1, Just(Request::Outdated).boxed()),
    ]
}
