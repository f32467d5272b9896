#include "app/core/billing/prepare_level.hpp"

#include <algorithm>
#include <list>
#include <vector>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/id_of.hpp"
#include "app/core/billing/prepare.hpp"
#include "app/core/invoice/words.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/journal/level.hpp"
#include "pos/store/billing/documents.hpp"

namespace app::core::billing {

namespace {

namespace level_rules = pos::billing::level;
using pos::billing::bill::ItemKind;
using pos::journal::DocumentIssued;
using pos::journal::DocumentLine;
using pos::journal::DocumentTax;
using pos::store::billing::LevelAgreement;

static_assert(static_cast<std::uint8_t>(ItemKind::level) == pos::journal::kLevelLine &&
              static_cast<std::uint8_t>(ItemKind::level_back) == pos::journal::kLevelBackLine);

invoice::Words words_for(const pos::customer::Party& party) {
    return invoice::Words::read(party.language.starts_with("de") ? "de" : "en");
}

/// The documents that asked for payments, each once: one that came late asks for several.
std::vector<pos::Ulid> requests_of(const LevelAgreement& level) {
    std::vector<pos::Ulid> documents;
    for (const auto& request : level.requests) {
        if (std::ranges::find(documents, request.document) == documents.end()) {
            documents.push_back(request.document);
        }
    }
    return documents;
}

/// Where the document's total of that tax stands; it is added if there is none yet.
std::uint32_t group_of(DocumentIssued& note, const DocumentTax& tax) {
    const auto same = [&](const DocumentTax& other) {
        return other.category == tax.category && other.code == tax.code && other.name == tax.name &&
               other.rate == tax.rate && other.exemption == tax.exemption;
    };
    const auto found = std::ranges::find_if(note.taxes, same);
    if (found != note.taxes.end()) return static_cast<std::uint32_t>(found - note.taxes.begin());
    DocumentTax& group = note.taxes.emplace_back(tax);
    group.base = group.tax = {0, note.currency};
    return static_cast<std::uint32_t>(note.taxes.size() - 1);
}

/// Takes back what is left of a request's line.
void take_line_back(DocumentIssued& note, const DocumentLine& line, const DocumentTax& tax,
                    const pos::store::billing::FamilySum& left) {
    DocumentLine back = line;
    back.kind = pos::journal::kLevelBackLine;
    back.of = line.item;
    back.steps.clear();
    back.net.minor = -left.net_minor;
    back.tax.minor = -left.tax_minor;
    back.tax_group = group_of(note, tax);
    note.taxes[back.tax_group].base.minor += back.net.minor;
    note.taxes[back.tax_group].tax.minor += back.tax.minor;
    note.net.minor += back.net.minor;
    note.tax.minor += back.tax.minor;
    note.lines.push_back(std::move(back));
}

}  // namespace

void prepare_requests(const LevelState& level, const pos::store::billing::Customer& payer,
                      const Billing& billing, Prepared& prepared) {
    if (const auto& next = level.look.next) {
        prepared.next_bill = std::min(prepared.next_bill.value_or(*next), *next);
    }
    if (level.look.due.empty()) return;
    auto drafted = draft_level_request(level.agreement, level.look.due, payer,
                                       {billing.taxes, billing.scope, payer.stored.account.tax});
    if (!drafted) {
        prepared.fault = std::move(drafted.error());
        return;
    }
    prepared.document = std::move(*drafted);
    LevelPart& part = prepared.level.emplace();
    part.agreement = level.agreement.id;
    part.due = level.look.due;
}

void prepare_settlement(pos::store::db::Connection& db, const LevelState& level,
                        const pos::store::billing::Customer& payer, pos::Date as_of,
                        Prepared& prepared) {
    auto taken_back = draft_taken_back(db, level.agreement, payer.party);
    if (!taken_back) {
        prepared.fault = std::move(taken_back.error());
        return;
    }
    LevelPart& part = prepared.level.emplace();
    part.agreement = level.agreement.id;
    part.settles = true;
    part.ends_on =
        level.leaves ? std::min(as_of, level.agreement.ends_on) : level.agreement.ends_on;
    part.taken_back = std::move(*taken_back);
    part.requests = requests_of(level.agreement);
    if (level.leaves) return;
    pos::Date on = as_of;
    if (level.agreement.renews) {
        part.next = next_term(level.agreement, as_of);
        const auto& account = payer.stored.account;
        const auto next = level_rules::look(rules_of(*part.next), as_of,
                                            {account.terms_days, account.grace_days});
        if (next.due.empty()) on = next.next.value_or(as_of);
    }
    prepared.next_bill = std::min(prepared.next_bill.value_or(on), on);
}

level_rules::Term term_of(const LevelAgreement& level) {
    return {level.starts_on, level.months, level.payments, level.day};
}

level_rules::Agreement rules_of(const LevelAgreement& level) {
    level_rules::Agreement rules{term_of(level), level.ends_on, {}, {}};
    for (const auto& amount : level.amounts) {
        rules.amounts.push_back({amount.from, amount.amount_minor});
    }
    for (const auto& request : level.requests) rules.asked.push_back(request.position);
    return rules;
}

std::expected<DocumentIssued, std::string> draft_level_request(
    const LevelAgreement& level, std::span<const level_rules::DuePayment> due,
    const pos::store::billing::Customer& payer, const Taxing& taxing) {
    const auto words = words_for(payer.party);
    const auto& account = payer.stored.account;
    const bool bears_tax = taxing.profile == pos::customer::TaxProfile::domestic;
    std::list<pos::billing::plan::PlanCharge> charges;
    std::vector<LineToBill> lines;
    for (const level_rules::DuePayment& one : due) {
        auto& charge = charges.emplace_back();
        charge.code = "level";
        charge.name = words.with("level_payment", {{"date", words.locale().date(one.payment.due)}});
        charge.tax_class = level.tax_class;
        charge.prices =
            bears_tax ? pos::tax::PricesAre::with_tax : pos::tax::PricesAre::without_tax;
        LineToBill& line = lines.emplace_back();
        line.item.kind = ItemKind::level;
        line.item.key.charge = charge.code;
        line.item.from = one.payment.from;
        line.item.to = one.payment.to;
        line.item.amount = pos::exact(pos::Money{one.minor, account.currency});
        line.item.charge = &charge;
        line.account = account.id;
        line.tax_date = one.payment.due;
    }
    auto drafted = draft_document(lines, account.currency, taxing);
    if (drafted) drafted->note = words["level_request"];
    return drafted;
}

std::expected<std::optional<DocumentIssued>, std::string> draft_taken_back(
    pos::store::db::Connection& db, const LevelAgreement& level,
    const pos::customer::Party& party) {
    DocumentIssued note;
    note.kind = pos::journal::DocumentKind::credit_note;
    for (const pos::Ulid& request : requests_of(level)) {
        const auto found = pos::store::billing::document_of(db, request);
        if (!found || !*found) return std::unexpected{say(causes::kNoLevels)};
        const DocumentIssued& asked = (*found)->issued;
        if (note.lines.empty()) {
            note.currency = asked.currency;
            note.net = note.tax = {0, asked.currency};
        }
        for (const DocumentLine& line : asked.lines) {
            const auto left = pos::store::billing::family_of(db, line.item);
            if (!left) return std::unexpected{say(causes::kNoLevels)};
            if (left->net_minor == 0 && left->tax_minor == 0) continue;
            take_line_back(note, line, asked.taxes[line.tax_group], *left);
        }
    }
    if (note.lines.empty()) return std::optional<DocumentIssued>{};
    note.payable = note.net + note.tax;
    note.note = words_for(party)["level_taken_back"];
    return std::optional{std::move(note)};
}

LevelAgreement next_term(const LevelAgreement& level, pos::Date today) {
    LevelAgreement next = level;
    next.id = id_of({"level", to_string(level.id), "next term"});
    next.starts_on = level.ends_on;
    next.ends_on = level_rules::end_of(term_of(next));
    next.agreed_on = today;
    const std::int64_t last = level_rules::amount_on(rules_of(level).amounts, level.ends_on);
    next.amounts = {{next.starts_on, last, level.by, level.at}};
    next.requests.clear();
    return next;
}

std::string settled_note(const DocumentIssued& taken_back, const pos::customer::Party& party) {
    const auto words = words_for(party);
    const auto money = [&](pos::Money amount) { return words.locale().money(-amount); };
    return words.with("level_settled", {{"gross", money(taken_back.payable)},
                                        {"tax", money(taken_back.tax)},
                                        {"number", taken_back.number}});
}

}  // namespace app::core::billing
