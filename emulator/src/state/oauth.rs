//! What people granted applications: codes, and the tokens that are got for them. Source: topics/oauth2.

use std::collections::{BTreeMap, HashMap};
use std::time::{Duration, Instant};

use super::id::Id;

/// Discord: a token is good for a week.
pub const TOKEN_LIFE: Duration = Duration::from_secs(7 * 86_400);
/// A code is good for so long; not promised.
const CODE_LIFE: Duration = Duration::from_secs(600);
/// So many grants and so many codes are kept; the oldest go first.
const KEPT: usize = 10_000;

/// What a person granted.
#[derive(Debug, Clone)]
pub struct Consent {
    /// To which application.
    pub application: Id,
    /// Who.
    pub user: Id,
    /// What for.
    pub scopes: Vec<String>,
}

/// A consent with its tokens.
#[derive(Debug)]
pub struct Grant {
    /// Who granted what to whom.
    pub consent: Consent,
    /// What is sent after `Bearer `.
    pub access: String,
    /// With what the next one is got; none for an application's own.
    pub refresh: Option<String>,
    /// Until when it is good.
    pub until: Instant,
}

impl Grant {
    /// Was this granted?
    pub fn has(&self, scope: &str) -> bool {
        self.consent.scopes.iter().any(|granted| granted == scope)
    }
}

#[derive(Debug)]
struct Code {
    consent: Consent,
    redirect: Option<String>,
    until: Instant,
}

/// Why a code gives no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadCode {
    /// Unknown, used, too old, or of another application.
    Code,
    /// Made for another address.
    Redirect,
}

/// All of them.
#[derive(Debug, Default)]
pub struct OAuth {
    codes: HashMap<String, Code>,
    grants: BTreeMap<u64, Grant>,
    by_token: HashMap<String, u64>,
    last: u64,
}

/// Opaque, and never twice the same.
fn opaque(number: Id, salt: u64) -> String {
    let mixed = (number.get() ^ salt).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) ^ salt;
    format!("{:x}{mixed:016x}", number.get())
}

impl OAuth {
    /// A code for this consent; `redirect` is the address that it is sent to.
    pub fn code(&mut self, number: Id, consent: Consent, redirect: Option<String>, scale: f64) -> String {
        let now = Instant::now();
        if self.codes.len() >= KEPT {
            self.codes.retain(|_, code| code.until > now);
        }
        if self.codes.len() >= KEPT {
            let oldest = self.codes.iter().min_by_key(|(_, code)| code.until).map(|(code, _)| code.clone());
            oldest.and_then(|oldest| self.codes.remove(&oldest));
        }
        let code = opaque(number, 1);
        let until = now + CODE_LIFE.mul_f64(scale);
        self.codes.insert(code.clone(), Code { consent, redirect, until });
        code
    }

    /// What the code stands for; it is used up.
    pub fn redeem(
        &mut self,
        code: &str,
        application: Id,
        redirect: Option<&str>,
    ) -> Result<Consent, BadCode> {
        let known = self.codes.get(code).filter(|code| code.consent.application == application);
        let known = known.filter(|code| code.until > Instant::now()).ok_or(BadCode::Code)?;
        if known.redirect.as_deref().is_some_and(|wanted| Some(wanted) != redirect) {
            return Err(BadCode::Redirect);
        }
        self.codes.remove(code).map(|code| code.consent).ok_or(BadCode::Code)
    }

    /// Tokens for this consent.
    pub fn give(&mut self, number: Id, consent: Consent, refreshable: bool, scale: f64) -> &Grant {
        while self.grants.len() >= KEPT {
            let Some((_, old)) = self.grants.pop_first() else { break };
            self.forget_tokens(&old);
        }
        self.last += 1;
        let grant = Grant {
            consent,
            access: opaque(number, 2),
            refresh: refreshable.then(|| opaque(number, 3)),
            until: Instant::now() + TOKEN_LIFE.mul_f64(scale),
        };
        self.by_token.insert(grant.access.clone(), self.last);
        if let Some(refresh) = &grant.refresh {
            self.by_token.insert(refresh.clone(), self.last);
        }
        self.grants.entry(self.last).or_insert(grant)
    }

    /// The consent behind a refresh token, which with its access token is no longer good.
    pub fn refresh(&mut self, token: &str, application: Id) -> Option<Consent> {
        let number = *self.by_token.get(token)?;
        let known = self.grants.get(&number)?;
        if known.refresh.as_deref() != Some(token) || known.consent.application != application {
            return None;
        }
        let old = self.grants.remove(&number)?;
        self.forget_tokens(&old);
        Some(old.consent)
    }

    /// Ends everything that this person granted the application of the token.
    pub fn revoke(&mut self, token: &str, application: Id) {
        let Some(known) = self.by_token.get(token).and_then(|number| self.grants.get(number)) else { return };
        let user = known.consent.user;
        if known.consent.application != application {
            return;
        }
        let ended =
            self.grants.extract_if(.., |_, g| g.consent.user == user && g.consent.application == application);
        let ended: Vec<Grant> = ended.map(|(_, grant)| grant).collect();
        for grant in ended {
            self.forget_tokens(&grant);
        }
    }

    fn forget_tokens(&mut self, grant: &Grant) {
        self.by_token.remove(&grant.access);
        if let Some(refresh) = &grant.refresh {
            self.by_token.remove(refresh);
        }
    }

    /// The grant of an access token that is still good, and whose it is.
    pub fn granted(&self, access: &str) -> Option<(u64, Id)> {
        let number = *self.by_token.get(access)?;
        let grant = self.grants.get(&number)?;
        (grant.access == access && grant.until > Instant::now()).then_some((number, grant.consent.user))
    }

    /// The grant with this number.
    pub fn grant(&self, number: u64) -> Option<&Grant> {
        self.grants.get(&number)
    }
}
