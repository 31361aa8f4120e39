//! What became of one client's attempts. If this does not add up, no other figure of the run can be trusted.

use std::iter::Sum;
use std::ops::Add;

/// The attempts of one client. Each has one outcome, once it has one.
///
/// ```
/// use capstone::client::Account;
///
/// let account = Account { attempts: 7, ok: 4, busy: 2, lost: 1, ..Account::default() };
/// assert!(account.is_settled());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Account {
    /// Requests sent, each retry counted again.
    pub attempts: u64,
    /// Those answered with the right bytes.
    pub ok: u64,
    /// Those refused because the server was busy.
    pub busy: u64,
    /// Those answered with another error, or with wrong bytes.
    pub failed: u64,
    /// Those not answered within the timeout, or before the connection broke.
    pub lost: u64,
}

impl Account {
    /// Attempts whose outcome is known.
    pub fn ended(&self) -> u64 {
        self.ok + self.busy + self.failed + self.lost
    }

    /// Whether every attempt has exactly one outcome. So it must be once nothing is in flight any more.
    pub fn is_settled(&self) -> bool {
        self.attempts == self.ended()
    }
}

impl Add for Account {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            attempts: self.attempts + other.attempts,
            ok: self.ok + other.ok,
            busy: self.busy + other.busy,
            failed: self.failed + other.failed,
            lost: self.lost + other.lost,
        }
    }
}

impl<'a> Sum<&'a Account> for Account {
    fn sum<I: Iterator<Item = &'a Account>>(accounts: I) -> Self {
        accounts.fold(Self::default(), |sum, account| sum + *account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_without_an_outcome_and_one_with_two_are_both_noticed() {
        let settled = Account { attempts: 10, ok: 4, busy: 3, failed: 2, lost: 1 };
        assert!(settled.is_settled());
        assert!(!Account { attempts: 11, ..settled }.is_settled());
        for change in [
            |account: &mut Account| account.ok += 1,
            |account: &mut Account| account.busy += 1,
            |account: &mut Account| account.failed += 1,
            |account: &mut Account| account.lost += 1,
        ] {
            let mut twice = settled;
            change(&mut twice);
            assert!(!twice.is_settled(), "{twice:?}");
        }
    }

    #[test]
    fn a_sum_adds_every_column() {
        let account = Account { attempts: 1, ok: 2, busy: 3, failed: 4, lost: 5 };
        let sum: Account = [account, account].iter().sum();
        assert_eq!(sum, Account { attempts: 2, ok: 4, busy: 6, failed: 8, lost: 10 });
    }
}
