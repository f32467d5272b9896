#pragma once

#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/core/billing/document.hpp"
#include "pos/billing/level/level.hpp"
#include "pos/customer/party.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/levels.hpp"

namespace app::core::billing {

struct Billing;
struct Prepared;

/// What a bill run does of an account's level payments, beside or in the place of its bill.
struct LevelPart {
    pos::Ulid agreement{};
    /// The document bills what belongs to the time before the term: what is due of the term comes
    /// with another look at the account, in the same run.
    bool again{false};
    std::vector<pos::billing::level::DuePayment> due;  // that the document asks for
    // The rest of a term that is over alone.
    bool settles{false};
    pos::Date ends_on{};
    std::vector<pos::Ulid> requests;  // documents that were asked for, in their order
    std::optional<pos::journal::DocumentIssued> taken_back;  // nothing was asked for: none
    std::optional<std::string> said;  // by the bill, before it says what it deducts
    std::optional<pos::store::billing::LevelAgreement> next;  // the term that follows
};

/// An account's level payments as a bill run finds them.
struct LevelState {
    pos::store::billing::LevelAgreement agreement;
    pos::billing::level::Look look;
    bool leaves{false};  // the account: they are settled now, whatever their term is

    bool holds() const { return !leaves && look.stage == pos::billing::level::Stage::held; }
    bool settles() const { return leaves || look.stage == pos::billing::level::Stage::settles; }
};
/// Asks for the payments that are due, while all else of the account's bill waits; else a fault.
void prepare_requests(const LevelState& level, const pos::store::billing::Customer& payer,
                      const Billing& billing, Prepared& prepared);
/// Takes back what was asked for in a term that is over, and begins the next where it renews. What
/// is due behind the term is left to the next look at the account.
void prepare_settlement(pos::store::db::Connection& db, const LevelState& level,
                        const pos::store::billing::Customer& payer, pos::Date as_of,
                        Prepared& prepared);

/// An agreement in the terms of its rules.
pos::billing::level::Agreement rules_of(const pos::store::billing::LevelAgreement& level);
pos::billing::level::Term term_of(const pos::store::billing::LevelAgreement& level);

/// A request for payments on account, a line each: a prepayment invoice with its tax. What the
/// account pays is the agreed amount, whatever part of it is tax on the day it is due.
///
/// source: VAT Directive 2006/112/EC, articles 65 and 220 (1) (4); § 14 (5) UStG
/// errors: in words, why it cannot be asked for
std::expected<pos::journal::DocumentIssued, std::string> draft_level_request(
    const pos::store::billing::LevelAgreement& level,
    std::span<const pos::billing::level::DuePayment> due,
    const pos::store::billing::Customer& payer, const Taxing& taxing);

/// The credit note by which a settlement takes back what was asked for, each line with the tax that
/// it was asked for with, whatever the rate is by now. What was credited since is left out; where
/// nothing is left there is none.
///
/// errors: in words, why not
std::expected<std::optional<pos::journal::DocumentIssued>, std::string> draft_taken_back(
    pos::store::db::Connection& db, const pos::store::billing::LevelAgreement& level,
    const pos::customer::Party& party);

/// The term behind one that is over, by what was asked for last. Its instant is the caller's.
pos::store::billing::LevelAgreement next_term(const pos::store::billing::LevelAgreement& level,
                                              pos::Date today);

/// What a settlement says of what it deducts, in its reader's language.
std::string settled_note(const pos::journal::DocumentIssued& taken_back,
                         const pos::customer::Party& party);

}  // namespace app::core::billing
