//! What stands before every comparison of a password or code: bounds on wrong attempts, decided before anything is hashed.
//! A person's own browser is held to bounds of its own, so that nobody locks them out by guessing elsewhere.

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use kontor_kernel::{TenantId, UserId};
use kontor_store::Ctx;

use crate::{
    error::{AccountError, IdentityError},
    model::{
        attempts::{Attempts, Pace, Taken},
        hashing::{self, Lane},
    },
};

const fn pace(at_once: u32, every: Duration) -> Pace {
    Pace { at_once, every_ms: every.as_secs() * 1_000 + every.subsec_nanos() as u64 / 1_000_000 }
}

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// Wrong passwords for one account from one network.
const PAIR: Pace = pace(10, MINUTE);
/// Wrong passwords for one account from anywhere but its own browsers: some seven hundred a day.
const ACCOUNT: Pace = pace(50, Duration::from_secs(120));
/// Wrong passwords from one network, for whatever account: an office has many people.
const NETWORK: Pace = pace(100, Duration::from_secs(6));
/// The same from what a provider hands to a whole organisation, of the sixth version: 65,536 of the former.
const WIDE: Pace = pace(300, Duration::from_secs(2));
/// Wrong passwords from a browser that is known, or of somebody who is signed in.
const DEVICE: Pace = pace(10, MINUTE);
/// Comparisons for one account, right or wrong: nobody keeps the processor busy with their own password.
const COMPARISONS: Pace = pace(200, Duration::from_millis(500));
/// Wrong second factors of one person; six digits are few.
const CODES: Pace = pace(5, Duration::from_secs(300));
/// Challenges for passkeys, and attempts with an outside provider, by one network: an office signs in at the same hour.
const CHALLENGES: Pace = pace(300, SECOND);
/// Mails asked of one tenant by one network, and of one tenant for one address.
const MAILS_OF_NETWORK: Pace = pace(100, Duration::from_secs(6));
const MAILS_TO_ADDRESS: Pace = pace(3, Duration::from_secs(1_200));
/// Mails about browsers that are not known, for one account.
const BROWSERS_TOLD_OF: Pace = pace(3, Duration::from_secs(1_200));

/// The bounds. Each node of a deployment keeps its own.
pub(crate) struct Guard {
    since: Instant,
    pairs: Attempts,
    accounts: Attempts,
    networks: Attempts,
    wide_networks: Attempts,
    devices: Attempts,
    comparisons: Attempts,
    /// Networks that have guessed wrong lately share the one, all others the other: whoever guesses cannot shut everybody out.
    of_suspects: Attempts,
    of_others: Attempts,
    tenants: Attempts,
    codes: Attempts,
    challenges: Attempts,
    mails_of_networks: Attempts,
    mails_to_addresses: Attempts,
    browsers_told_of: Attempts,
}

/// An attempt that may be computed.
#[must_use = "give back what was taken where the attempt was right"]
#[derive(Debug, Default)]
pub(crate) struct Pass {
    lane: Option<Lane>,
    pair: Option<Taken>,
    account: Option<Taken>,
    network: Option<Taken>,
    wide_network: Option<Taken>,
    device: Option<Taken>,
    of_suspects: Option<Taken>,
    of_others: Option<Taken>,
    tenant: Option<Taken>,
}

impl Pass {
    /// How its hashing waits.
    pub(crate) fn lane(&self) -> Lane {
        self.lane.unwrap_or(Lane::Strangers)
    }
}

/// The network of a client: an address, or what a household gets of the sixth version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Network {
    Unknown,
    V4([u8; 4]),
    V6([u8; 8]),
    Wide([u8; 6]),
}

impl Network {
    fn of(ctx: &Ctx) -> Self {
        match ctx.origin().and_then(|origin| origin.ip).map(|ip| ip.to_canonical()) {
            None => Self::Unknown,
            Some(IpAddr::V4(ip)) => Self::V4(ip.octets()),
            Some(IpAddr::V6(ip)) => Self::V6(ip.octets().first_chunk().copied().unwrap_or_default()),
        }
    }

    /// The network around it that one organisation may hold; of the fourth version nobody gets more for asking.
    fn around(self) -> Self {
        match self {
            Self::V6([a, b, c, d, e, f, ..]) => Self::Wide([a, b, c, d, e, f]),
            other => other,
        }
    }
}

impl Default for Guard {
    fn default() -> Self {
        // A third of what the hashing threads can do is the most that guessing gets; the rest is for people.
        let guesses = (hashing::per_second() / 3).max(1);
        Self {
            since: Instant::now(),
            pairs: Attempts::new(PAIR),
            accounts: Attempts::new(ACCOUNT),
            networks: Attempts::new(NETWORK),
            wide_networks: Attempts::new(WIDE),
            devices: Attempts::new(DEVICE),
            comparisons: Attempts::new(COMPARISONS),
            of_suspects: Attempts::for_all(pace(150, SECOND / guesses)),
            of_others: Attempts::for_all(pace(150, SECOND / guesses)),
            tenants: Attempts::new(pace(200, SECOND / guesses)),
            codes: Attempts::new(CODES),
            challenges: Attempts::new(CHALLENGES),
            mails_of_networks: Attempts::new(MAILS_OF_NETWORK),
            mails_to_addresses: Attempts::new(MAILS_TO_ADDRESS),
            browsers_told_of: Attempts::new(BROWSERS_TOLD_OF),
        }
    }
}

impl Guard {
    /// Lets a password of an account be compared, or says that it will not be. The answer is the same whether the account
    /// exists.
    pub(crate) fn admit(&self, ctx: &Ctx, account: &str, known_by: Option<&str>) -> Result<Pass, IdentityError> {
        let now = self.now_ms();
        let mut pass = Pass::default();
        let admitted = match known_by {
            Some(device) => self.admit_known(&mut pass, device, account, now),
            None => self.admit_stranger(&mut pass, ctx, account, now),
        };
        match admitted {
            Some(()) => Ok(pass),
            None => {
                self.was_right(pass);
                Err(AccountError::TooManyAttempts.into())
            }
        }
    }

    fn admit_known(&self, pass: &mut Pass, device: &str, account: &str, now: u64) -> Option<()> {
        pass.lane = Some(Lane::Known);
        pass.device = Some(self.devices.take(&device, now).ok()?);
        self.comparisons.take(&account, now).ok().map(drop)
    }

    fn admit_stranger(&self, pass: &mut Pass, ctx: &Ctx, account: &str, now: u64) -> Option<()> {
        let network = Network::of(ctx);
        let is_suspect = !self.networks.is_empty(&network, now) || !self.wide_networks.is_empty(&network.around(), now);
        pass.network = Some(self.networks.take(&network, now).ok()?);
        pass.wide_network = Some(self.wide_networks.take(&network.around(), now).ok()?);
        pass.pair = Some(self.pairs.take(&(network, account), now).ok()?);
        pass.account = Some(self.accounts.take(&account, now).ok()?);
        pass.tenant = Some(self.tenants.take(&ctx.tenant(), now).ok()?);
        if is_suspect {
            pass.of_suspects = Some(self.of_suspects.take(&(), now).ok()?);
        } else {
            pass.of_others = Some(self.of_others.take(&(), now).ok()?);
        }
        self.comparisons.take(&account, now).ok().map(drop)
    }

    /// An attempt that was right, or was never computed, does not count.
    #[expect(clippy::needless_pass_by_value, reason = "a pass is given back once")]
    pub(crate) fn was_right(&self, pass: Pass) {
        let Pass { lane: _, pair, account, network, wide_network, device, of_suspects, of_others, tenant } = pass;
        let taken = [
            (&self.pairs, pair),
            (&self.accounts, account),
            (&self.networks, network),
            (&self.wide_networks, wide_network),
            (&self.devices, device),
            (&self.of_suspects, of_suspects),
            (&self.of_others, of_others),
            (&self.tenants, tenant),
        ];
        for (attempts, taken) in taken {
            if let Some(taken) = taken {
                attempts.give_back(taken);
            }
        }
    }

    /// Lets a second factor of a person be compared.
    pub(crate) fn admit_code(&self, user: UserId) -> Result<Taken, IdentityError> {
        let taken = self.codes.take(&user, self.now_ms());
        taken.map_err(|_| AccountError::TooManyAttempts.into())
    }

    /// A second factor that was right does not count.
    pub(crate) fn code_was_right(&self, taken: Taken) {
        self.codes.give_back(taken);
    }

    /// Whether a mail may be asked for from here; it says nothing about the address.
    pub(crate) fn admit_mail(&self, ctx: &Ctx) -> Result<(), IdentityError> {
        let taken = self.mails_of_networks.take(&(ctx.tenant(), Network::of(ctx)), self.now_ms());
        taken.map(drop).map_err(|_| AccountError::TooManyAttempts.into())
    }

    /// Whether another challenge may be made for this network; each is kept for some minutes.
    pub(crate) fn admit_challenge(&self, ctx: &Ctx) -> Result<(), IdentityError> {
        let taken = self.challenges.take(&Network::of(ctx), self.now_ms());
        taken.map(drop).map_err(|_| AccountError::TooManyAttempts.into())
    }

    /// Whether another mail of a tenant may go to an address. To be asked only where a mail would be written: whoever
    /// names an address that gets none must not use up what its owner may ask for.
    pub(crate) fn may_write_to(&self, tenant: TenantId, account: &str) -> bool {
        self.mails_to_addresses.take(&(tenant, account), self.now_ms()).is_ok()
    }

    /// Whether a person may be told of yet another browser that is not known.
    pub(crate) fn may_tell_of_browser(&self, account: &str) -> bool {
        self.browsers_told_of.take(&account, self.now_ms()).is_ok()
    }

    fn now_ms(&self) -> u64 {
        // Far from zero, so that a full cell can lie before the start.
        u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX / 2) + (1 << 40)
    }
}
