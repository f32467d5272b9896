#include "app/core/billing/customers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/parties.hpp"
#include "app/core/billing/references.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/levels.hpp"
#include "pos/store/feed/metered.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/parties.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::customer::Account;
using pos::customer::AccountFault;
using pos::customer::Delivery;
using pos::customer::Known;
using pos::customer::Party;
using pos::customer::PartyKind;
using pos::customer::TaxProfile;

template <class T>
using Word = std::pair<std::string_view, T>;

constexpr Word<TaxProfile> kTaxWords[] = {{"domestic", TaxProfile::domestic},
                                          {"reverse_charge", TaxProfile::reverse_charge},
                                          {"intra_community", TaxProfile::intra_community},
                                          {"export", TaxProfile::export_outside},
                                          {"exempt", TaxProfile::exempt}};
constexpr Word<Delivery> kDeliveryWords[] = {
    {"print", Delivery::print}, {"email", Delivery::email}, {"none", Delivery::none}};
constexpr Word<PartyKind> kKindWords[] = {{"person", PartyKind::person},
                                          {"organisation", PartyKind::organisation}};

constexpr std::string_view kNobody = "-";

template <class T, std::size_t N>
std::string word(T value, const Word<T> (&words)[N]) {
    for (const auto& [text, meaning] : words) {
        if (meaning == value) return std::string{text};
    }
    return {};
}

/// Reads a word into `to`; empty leaves it.
template <class T, std::size_t N>
Outcome<void> read_word(const char* field, const std::string& text, const Word<T> (&words)[N],
                        T& to) {
    if (text.empty()) return {};
    std::string known;
    for (const auto& [each, meaning] : words) {
        if (each == text) {
            to = meaning;
            return {};
        }
        known += (known.empty() ? "" : ", ") + std::string{each};
    }
    return misuse(fmt::format("{} {} is none of {}.", field, text, known));
}

template <class T>
Outcome<void> read_count(const char* field, const std::string& text, T& to) {
    if (text.empty()) return {};
    int value = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < 0) {
        return misuse(Why::no_count, text, fmt::format("{} {} is no whole number.", field, text));
    }
    to = static_cast<T>(value);
    return {};
}

void read_text(const std::string& text, std::string& to) {
    if (!text.empty()) to = pos::locale::clean_name(text);
}

/// What is known of the customer that has the number; nothing but a new id for nobody.
Outcome<Known> known_of(BillingBooks& books, const std::string& number, pos::Instant now,
                        pos::Random& random) {
    const auto found = pos::store::parties::of_number(*books.db, number);
    if (!found) return std::unexpected{database(found.error())};
    Known nobody;
    nobody.party.id = pos::make_ulid(now, random);
    if (!*found) return nobody;
    if ((*found)->number != number) {
        return refuse(
            fmt::format("Customer {} was merged into customer {}.", number, (*found)->number));
    }
    auto known = pos::store::parties::known(*books.db, (*found)->id);
    if (!known) return std::unexpected{database(known.error())};
    return known->value_or(nobody);
}

Outcome<Party> party_of(const CustomerInput& input, const Party& before) {
    Party party = before;
    party.number = input.number;
    read_text(input.name, party.name);
    read_text(input.street, party.street);
    read_text(input.postcode, party.postcode);
    read_text(input.city, party.city);
    read_text(input.region, party.region);
    read_text(input.country, party.country);
    read_text(input.email, party.email);
    read_text(input.phone, party.phone);
    read_text(input.tax_number, party.tax_number);
    read_text(input.language, party.language);
    if (auto kind = read_word("kind", input.kind, kKindWords, party.kind); !kind) {
        return std::unexpected{kind.error()};
    }
    for (const auto fault : pos::customer::faults(party)) {
        // A customer without a number gets one.
        if (fault == pos::customer::PartyFault::number_missing) continue;
        return std::unexpected{party_refusal(fault)};
    }
    return party;
}

/// The account that pays for another one.
///
/// errors: no such account, or one that cannot
Outcome<pos::Ulid> payer_of(BillingBooks& books, const std::string& number, const Account& account,
                            bool is_new) {
    const auto payer = find_open_account(*books.db, number);
    if (!payer) return std::unexpected{payer.error()};
    const Account& other = payer->stored.account;
    if (other.payer) {
        return refuse(Why::other, "payer_is_paid_for",
                      "Account " + number + " is paid for itself.");
    }
    if (other.currency != account.currency) {
        return refuse(Why::other, "payer_currency", "Account " + number + " has another currency.");
    }
    const std::array ids{account.id};
    const auto children = stored::paid_by(*books.db, ids);
    if (!children) return std::unexpected{database(children.error())};
    if (!is_new && !children->empty()) {
        return refuse(Why::other, "payer_pays_for_others",
                      "Account " + account.number + " pays for others itself.");
    }
    const auto levels = stored::levels_among(*books.db, ids);
    if (!levels) return std::unexpected{database(levels.error())};
    if (!levels->empty()) {
        return refuse(Why::other, "payer_levels",
                      "Account " + account.number +
                          " has level payments: end them first, counterfoil level end.");
    }
    return other.id;
}

/// errors: what stays was to change, or is none
Outcome<void> read_currency_and_zone(BillingBooks& books, const CustomerInput& input, bool is_new,
                                     Account& account) {
    if (is_new) {
        account.currency = books.office.journal.currency;
        account.zone = books.office.zone.name();
    }
    if (!input.currency.empty()) {
        const auto currency = pos::currency_of(input.currency);
        if (!currency) {
            return misuse(Why::other, "no_currency",
                          "currency " + input.currency + " is none: write EUR.");
        }
        if (!is_new && *currency != account.currency) {
            return refuse(Why::other, "account_currency_stays",
                          "The currency of an account stays: open another one.");
        }
        account.currency = *currency;
    }
    if (input.zone.empty() || input.zone == account.zone) return {};
    if (!is_new) {
        const auto billed = stored::was_billed(*books.db, account.id);
        if (!billed) return std::unexpected{database(billed.error())};
        if (*billed) {
            return refuse(
                Why::other, "account_zone_stays",
                "The zone of an account that was billed stays: its days would be others.");
        }
    }
    account.zone = input.zone;
    return {};
}

std::unexpected<Failure> not_kept(AccountFault fault, const Account& account) {
    const std::string words = pos::customer::words_of(fault);
    switch (fault) {
        case AccountFault::number_missing:
            return refuse(Why::other, "account_number_missing", words);
        case AccountFault::number_too_long:
            return refuse(Why::text_too_long, account.number, words);
        case AccountFault::no_currency:
            return refuse(Why::other, "no_currency", words);
        case AccountFault::zone_unknown:
            return refuse(Why::other, "account_zone_unknown", words);
        case AccountFault::bill_day_wrong:
            return refuse(Why::other, "account_bill_day", words);
        case AccountFault::terms_wrong:
            return refuse(Why::other, "account_terms", words);
        case AccountFault::grace_wrong:
            return refuse(Why::other, "account_grace", words);
        case AccountFault::pays_itself:
            return refuse(Why::other, "account_pays_itself", words);
    }
    return refuse(words);
}

Outcome<Account> account_of(BillingBooks& books, const CustomerInput& input, const Party& party,
                            const std::optional<stored::Customer>& before) {
    Account account;
    const bool is_new = !before;
    if (before) account = before->stored.account;
    account.number = input.account.empty() ? party.number : input.account;
    account.party = party.id;
    if (auto read = read_currency_and_zone(books, input, is_new, account); !read) {
        return std::unexpected{read.error()};
    }
    for (auto read : {read_count("bill_day", input.bill_day, account.bill_day),
                      read_count("terms_days", input.terms_days, account.terms_days),
                      read_count("grace_days", input.grace_days, account.grace_days),
                      read_word("tax", input.tax, kTaxWords, account.tax),
                      read_word("delivery", input.delivery, kDeliveryWords, account.delivery)}) {
        if (!read) return std::unexpected{read.error()};
    }
    if (input.payer == kNobody) {
        account.payer.reset();
    } else if (!input.payer.empty()) {
        const auto payer = payer_of(books, input.payer, account, is_new);
        if (!payer) return std::unexpected{payer.error()};
        account.payer = *payer;
    }
    const auto references = account.references;
    say_references(input.references, account.references);
    if (account.references != references) {
        if (auto fit = check_references(account.references, party.country); !fit) {
            return std::unexpected{fit.error()};
        }
    }
    const auto wrong = pos::customer::faults(account);
    if (!wrong.empty()) return not_kept(wrong.front(), account);
    return account;
}

/// Keeps an account as it is to be, and says that it may be billed at once.
Outcome<void> keep_account(BillingBooks& books, const Account& account,
                           const std::optional<stored::Customer>& before, pos::Instant now) {
    auto& db = *books.db;
    // Whoever paid until now has less to bill; the account, and who pays from now on, more.
    if (before && before->stored.account.payer) {
        auto due = stored::touch_account(db, *before->stored.account.payer, pos::Date{});
        if (!due) return std::unexpected{database(due.error())};
    }
    const auto opened = stored::put_account(db, account, now);
    if (!opened) return std::unexpected{database(opened.error())};
    if (!*opened) return refuse(Why::taken, account.number, "The number is another customer's.");
    // Tills find accounts that have no bill yet, too.
    if (auto told = pos::store::feed::tell_of_account(db, account.id); !told) {
        return std::unexpected{database(told.error())};
    }
    if (!before) return {};
    auto due = stored::touch_account(db, account.id, pos::Date{});
    if (!due) return std::unexpected{database(due.error())};
    return {};
}

}  // namespace

std::string word_of(TaxProfile profile) {
    return word(profile, kTaxWords);
}
std::string word_of(Delivery delivery) {
    return word(delivery, kDeliveryWords);
}

Outcome<void> note_change(BillingBooks& books, std::string key, std::string from, std::string to,
                          pos::Instant now) {
    const auto done = books.stream->append(
        pos::journal::SettingChanged{books.when(now), books.user(), std::move(key), std::move(from),
                                     std::move(to)},
        now);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

std::string noted_amount(pos::Money amount) {
    return to_string(amount) + " " + code_of(amount.currency);
}

Outcome<CustomerPut> write_customer(BillingBooks& books, const CustomerInput& input,
                                    pos::Instant now, pos::Random& random) {
    auto& db = *books.db;
    const auto known = known_of(books, input.number, now, random);
    if (!known) return std::unexpected{known.error()};
    auto party = party_of(input, known->party);
    if (!party) return std::unexpected{party.error()};
    const std::string account_number = input.account.empty() ? input.number : input.account;
    const auto before = stored::account_of_number(db, account_number);
    if (!before) return std::unexpected{database(before.error())};
    if (*before && (*before)->party.id != party->id) {
        return refuse("Account " + account_number + " is another customer's.");
    }
    auto account = account_of(books, input, *party, *before);
    if (!account) return std::unexpected{account.error()};
    if (!*before) account->id = pos::make_ulid(now, random);
    const bool same_party = known->party == *party;
    if (same_party && *before && (*before)->stored.account == *account) {
        return CustomerPut::unchanged;
    }
    if (auto put = write_party(books, *known, *party, now, random); !put) {
        return std::unexpected{put.error()};
    }
    if (auto kept = keep_account(books, *account, *before, now); !kept) {
        return std::unexpected{kept.error()};
    }
    return *before ? CustomerPut::changed : CustomerPut::added;
}

Outcome<CustomerPut> put_person(BillingBooks& books, CustomerInput& input, CustomerPut wanted,
                                pos::Instant now, pos::Random& random) {
    Known known;
    if (!input.number.empty()) {
        const auto found = known_of(books, input.number, now, random);
        if (!found) return std::unexpected{found.error()};
        known = *found;
        const bool is_new = known.stated.none();
        if (is_new && wanted == CustomerPut::changed) {
            return refuse("No customer has the number " + input.number + ".");
        }
        if (!is_new && wanted == CustomerPut::added) {
            return refuse("The number " + input.number + " is another customer's.");
        }
        if (is_new) known.party.id = {};
    }
    auto party = party_of(input, known.party);
    if (!party) return std::unexpected{party.error()};
    const auto saved = save_party(books, *party, now, random);
    if (!saved) return std::unexpected{saved.error()};
    input.number = party->number;
    return *saved ? wanted : CustomerPut::unchanged;
}

Outcome<CustomerPut> put_customer(BillingBooks& books, const CustomerInput& input, pos::Instant now,
                                  pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<CustomerPut> {
        auto put = write_customer(books, input, now, random);
        if (!put || *put == CustomerPut::unchanged) return put;
        const bool added = *put == CustomerPut::added;
        auto noted =
            note_change(books, "customer " + input.number, "", added ? "added" : "changed", now);
        if (!noted) return std::unexpected{noted.error()};
        return put;
    });
}

Outcome<std::string> open_account(BillingBooks& books, const CustomerInput& input, pos::Instant now,
                                  pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<std::string> {
        const auto known = find_customer(*books.db, input.number);
        if (!known) return std::unexpected{known.error()};
        if (known->into || known->erased) {
            return refuse(Why::gone, known->party.number,
                          "That customer was merged into another one, or erased.");
        }
        auto account = account_of(books, input, known->party, std::nullopt);
        if (!account) return std::unexpected{account.error()};
        const auto there = stored::account_of_number(*books.db, account->number);
        if (!there) return std::unexpected{database(there.error())};
        if (*there) {
            return refuse(Why::taken, account->number,
                          "There is an account " + account->number + " already.");
        }
        account->id = pos::make_ulid(now, random);
        if (auto kept = keep_account(books, *account, std::nullopt, now); !kept) {
            return std::unexpected{kept.error()};
        }
        auto noted = note_change(books, "account " + account->number, "", "opened", now);
        if (!noted) return std::unexpected{noted.error()};
        return account->number;
    });
}

Outcome<bool> change_account(BillingBooks& books, const CustomerInput& input, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto before = find_account(*books.db, input.account);
        if (!before) return std::unexpected{before.error()};
        const auto account = account_of(books, input, before->party, *before);
        if (!account) return std::unexpected{account.error()};
        if (*account == before->stored.account) return false;
        if (auto kept = keep_account(books, *account, *before, now); !kept) {
            return std::unexpected{kept.error()};
        }
        auto noted = note_change(books, "account " + account->number, "", "changed", now);
        if (!noted) return std::unexpected{noted.error()};
        return true;
    });
}

}  // namespace app::core::billing
