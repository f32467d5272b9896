#include "app/core/billing/stored_methods.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/provider_setup.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/locale/clean.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::PaymentMethod;

constexpr std::size_t kTokenBytesMax = 200;
constexpr std::size_t kLabelBytesMax = 60;
constexpr std::size_t kCardDigitsMin = 13;
constexpr std::size_t kCardDigitsMax = 19;

bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool doubled = false;
    for (std::size_t at = digits.size(); at-- > 0; doubled = !doubled) {
        const int digit = (digits[at] - '0') * (doubled ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 == 0;
}

bool is_token(std::string_view text) {
    return text.size() <= kTokenBytesMax &&
           std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::unexpected<Failure> left_none(const pos::customer::Account& account) {
    return refuse(Why::other, "no_method",
                  "Account " + account.number +
                      " has left no method to be charged: `counterfoil attempt method`.");
}

/// What was said of it, checked and put into the method.
Outcome<void> take_over(PaymentMethod& method, const NewMethod& asked, pos::Date today) {
    if (!asked.token.empty()) method.token = asked.token;
    if (!asked.label.empty()) method.label = pos::locale::clean_name(asked.label);
    if (asked.collects) method.collects = *asked.collects;
    if (method.token.empty()) {
        return misuse(Why::other, "method_token",
                      "The token is missing by which the provider knows the payer's method.");
    }
    if (!is_token(method.token)) {
        return misuse(Why::other, "method_token_odd",
                      fmt::format("A token is of up to {} letters, digits and signs, without "
                                  "blanks.",
                                  kTokenBytesMax));
    }
    if (method.label.empty() || method.label.size() > kLabelBytesMax) {
        return misuse(Why::other, "method_label",
                      fmt::format("A method is called something, in up to {} bytes, such as Visa "
                                  "ending 4242.",
                                  kLabelBytesMax));
    }
    if (holds_card_number(method.token) || holds_card_number(method.label)) {
        return refuse(Why::other, "card_number",
                      "That looks like a card's number, which only the provider may have. Give the "
                      "provider's token, and of the number the last four digits at most.");
    }
    if (asked.until == "never") {
        method.valid_until.reset();
    } else if (!asked.until.empty()) {
        method.valid_until = pos::parse_date(asked.until);
        if (!method.valid_until) {
            return misuse(Why::no_day, asked.until,
                          asked.until + " is no day, such as 2028-12-31.");
        }
        if (*method.valid_until < today)
            return misuse(Why::passed, asked.until, asked.until + " has passed.");
    }
    return {};
}

}  // namespace

bool holds_card_number(std::string_view text) {
    std::string digits;
    const auto ends = [&] {
        const bool fits = digits.size() >= kCardDigitsMin && digits.size() <= kCardDigitsMax;
        const bool is_card = fits && passes_luhn(digits);
        digits.clear();
        return is_card;
    };
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
        } else if (c != ' ' && c != '-' && ends()) {
            return true;
        }
    }
    return ends();
}

Outcome<PaymentMethod> put_method(BillingBooks& books, const NewMethod& asked, pos::Instant now,
                                  pos::Random& random) {
    const auto setup = read_provider(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::unexpected{no_provider()};
    return in_transaction(books, [&]() -> Outcome<PaymentMethod> {
        const auto customer = find_account(*books.db, asked.account);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        const auto before = stored::payment_method_of(*books.db, account.id);
        if (!before) return std::unexpected{database(before.error())};
        const bool is_new = !*before || (!asked.token.empty() && asked.token != (*before)->token) ||
                            (*before)->provider != setup->name;
        PaymentMethod method;
        if (is_new) {
            method.method = pos::make_ulid(now, random);
            method.collects = *before && (*before)->collects;
        } else {
            method = **before;
        }
        method.account = account.id;
        method.provider = setup->name;
        method.noted_at = now;
        method.noted_by = books.user().name;
        const pos::Date today = books.office.zone.local(now).date;
        if (auto good = take_over(method, asked, today); !good)
            return std::unexpected{good.error()};
        if (is_new && *before) {
            PaymentMethod old = **before;
            old.ended_at = now;
            const auto ended = stored::put_payment_method(*books.db, old);
            if (!ended) return std::unexpected{database(ended.error())};
        }
        const auto put = stored::put_payment_method(*books.db, method);
        if (!put) return std::unexpected{database(put.error())};
        auto noted = note_change(
            books, "payment method of " + account.number, *before ? (*before)->label : "",
            method.label + (method.collects ? ", invoices are charged" : ""), now);
        if (!noted) return std::unexpected{noted.error()};
        return method;
    });
}

Outcome<void> end_method(BillingBooks& books, const std::string& number, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto customer = find_account(*books.db, number);
        if (!customer) return std::unexpected{customer.error()};
        const auto& account = customer->stored.account;
        auto method = stored::payment_method_of(*books.db, account.id);
        if (!method) return std::unexpected{database(method.error())};
        if (!*method) return left_none(account);
        (*method)->ended_at = now;
        const auto put = stored::put_payment_method(*books.db, **method);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "payment method of " + account.number, (*method)->label, "ended",
                           now);
    });
}

Outcome<PaymentMethod> usable_method(BillingBooks& books, const pos::customer::Account& account,
                                     pos::Instant now) {
    auto method = stored::payment_method_of(*books.db, account.id);
    if (!method) return std::unexpected{database(method.error())};
    if (!*method) return left_none(account);
    const pos::Date today = books.office.zone.local(now).date;
    if ((*method)->valid_until && *(*method)->valid_until < today) {
        return refuse(Why::other, "method_expired",
                      fmt::format("{} of account {} was valid until {}.", (*method)->label,
                                  account.number, to_string(*(*method)->valid_until)));
    }
    const auto setup = read_provider(*books.db);
    if (!setup) return std::unexpected{setup.error()};
    if (setup->url.empty()) return std::unexpected{no_provider()};
    if ((*method)->provider != setup->name) {
        return refuse(
            Why::other, "method_of_another",
            fmt::format("{} of account {} is kept at {}, and payments go to {}.", (*method)->label,
                        account.number, (*method)->provider, setup->name));
    }
    return std::move(**method);
}

}  // namespace app::core::billing
