#include "app/core/billing/references.hpp"

#include <fmt/format.h>

#include <array>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/billing/invoice/check/address.hpp"
#include "pos/billing/invoice/check/codes.hpp"
#include "pos/billing/invoice/check/forms.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::core::billing {

namespace {

namespace check = pos::billing::invoice::check;
using pos::customer::InvoiceReferences;

constexpr std::string_view kNone = "-";

/// Each with its name in sentences and in the journal.
constexpr std::array kReferences{
    std::pair{&InvoiceReferences::buyer_reference, "buyer reference"},
    std::pair{&InvoiceReferences::order_reference, "order reference"},
    std::pair{&InvoiceReferences::contract_reference, "contract reference"},
    std::pair{&InvoiceReferences::e_address, "electronic address"},
    std::pair{&InvoiceReferences::e_address_scheme, "scheme of the electronic address"}};

InvoiceReferences tidied(InvoiceReferences references) {
    for (const auto& [member, name] : kReferences) {
        references.*member = pos::locale::clean_name(references.*member);
    }
    tidy_e_address(references.e_address, references.e_address_scheme);
    return references;
}

Outcome<void> check_length(const std::string& text, const char* name) {
    if (text.size() <= pos::customer::kReferenceBytesMax) return {};
    return misuse(
        Why::text_too_long, text,
        fmt::format("The {} has more than {} bytes.", name, pos::customer::kReferenceBytesMax));
}

}  // namespace

void tidy_e_address(std::string& address, std::string& scheme) {
    std::erase(address, ' ');
    std::erase(scheme, ' ');
    for (char& c : scheme) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    constexpr std::string_view kPeppol = "iso6523-actorid-upis::";
    if (address.starts_with(kPeppol)) address.erase(0, kPeppol.size());
    const std::size_t colon = address.find(':');
    if (colon != std::string::npos) {
        const std::string before = address.substr(0, colon);
        if (check::is_code("eas", before)) {
            scheme = before;
            address.erase(0, colon + 1);
        }
    }
    if (scheme.empty() && check::is_email(address)) scheme = "EM";
}

void say_references(const InvoiceReferences& said, InvoiceReferences& known) {
    const InvoiceReferences tidy = tidied(said);
    const bool no_address = tidy.e_address == kNone;
    for (const auto& [member, name] : kReferences) {
        const std::string& text = tidy.*member;
        if (text == kNone) {
            (known.*member).clear();
        } else if (!text.empty()) {
            known.*member = text;
        }
    }
    if (no_address) known.e_address_scheme.clear();
}

Outcome<void> check_e_address(const std::string& address, const std::string& scheme) {
    if (address.empty() && scheme.empty()) return {};
    if (auto fit = check_length(address, "electronic address"); !fit) return fit;
    const auto fault = check::fault_of({address, scheme, {}});
    if (!fault) return {};
    switch (*fault) {
        case check::AddressFault::value_missing:
            return misuse(Why::other, "e_address_missing",
                          "There is a scheme of an electronic address, but no address.");
        case check::AddressFault::scheme_missing:
            return misuse(Why::other, "e_address_scheme_missing",
                          "The electronic address " + address +
                              " has no scheme. Put it in front, such as 0204:" + address + ".");
        case check::AddressFault::scheme_unknown:
            return misuse(Why::other, "e_address_scheme_unknown",
                          scheme +
                              " is no scheme of electronic addresses. Some are 0204 "
                              "(Leitweg-ID), 9930 (German VAT number), 0088 (GLN) and EM "
                              "(e-mail).");
        case check::AddressFault::not_of_scheme:
            return misuse(Why::other, "e_address_wrong",
                          address + " is no address of the scheme " + scheme +
                              ": its form or its check digits are wrong.");
    }
    return {};
}

Outcome<void> check_references(const InvoiceReferences& references, std::string_view country) {
    for (const auto& [member, name] : kReferences) {
        if (auto fit = check_length(references.*member, name); !fit) return fit;
    }
    const std::string& buyer = references.buyer_reference;
    const bool may_be_german = country.empty() || country == "DE";
    if (may_be_german && check::is_like_leitweg_id(buyer) && !check::is_leitweg_id(buyer)) {
        return misuse(
            Why::other, "leitweg_wrong",
            buyer + " is no Leitweg-ID: its check digits are wrong. Ask whoever gave it.");
    }
    return check_e_address(references.e_address, references.e_address_scheme);
}

Outcome<bool> change_references(BillingBooks& books, const std::string& account,
                                const std::function<void(InvoiceReferences&)>& change,
                                pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<bool> {
        const auto found = find_account(*books.db, account);
        if (!found) return std::unexpected{found.error()};
        const InvoiceReferences& before = found->stored.account.references;
        pos::customer::Account after = found->stored.account;
        change(after.references);
        after.references = tidied(std::move(after.references));
        std::string changed;
        for (const auto& [member, name] : kReferences) {
            if (before.*member == after.references.*member) continue;
            changed += (changed.empty() ? "" : ", ") + std::string{name};
        }
        if (changed.empty()) return false;
        if (auto fit = check_references(after.references, found->party.country); !fit) {
            return std::unexpected{fit.error()};
        }
        const auto put = pos::store::billing::put_account(*books.db, after, now);
        if (!put) return std::unexpected{database(put.error())};
        auto noted = note_change(books, "account " + account, "", changed, now);
        if (!noted) return std::unexpected{noted.error()};
        return true;
    });
}

}  // namespace app::core::billing
