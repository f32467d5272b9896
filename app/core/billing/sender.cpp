#include "app/core/billing/sender.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/references.hpp"
#include "app/core/billing/text_setting.hpp"
#include "pos/billing/bank/order.hpp"
#include "pos/billing/bank/transfer_code.hpp"

namespace app::core::billing {

namespace {

constexpr const char* kSetting = "billing.sender";

using Member = std::string Sender::*;
constexpr std::pair<const char*, Member> kMembers[] = {
    {"name", &Sender::name},
    {"street", &Sender::street},
    {"postcode", &Sender::postcode},
    {"city", &Sender::city},
    {"country", &Sender::country},
    {"vat_id", &Sender::vat_id},
    {"tax_number", &Sender::tax_number},
    {"registration", &Sender::registration},
    {"email", &Sender::email},
    {"phone", &Sender::phone},
    {"contact", &Sender::contact},
    {"iban", &Sender::iban},
    {"bic", &Sender::bic},
    {"bank_account_name", &Sender::bank_account_name},
    {"creditor", &Sender::creditor},
    {"e_address", &Sender::e_address},
    {"e_address_scheme", &Sender::e_address_scheme}};

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

}  // namespace

const std::string& holder_of(const Sender& sender) {
    return sender.bank_account_name.empty() ? sender.name : sender.bank_account_name;
}

bool is_iban(const std::string& text) {
    return text.size() >= 15 && text.size() <= 34 && pos::billing::bank::has_check_digits(text);
}

Outcome<Sender> read_sender(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    Sender sender;
    if (text->empty()) return sender;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object()) return refuse("What bills say of their sender cannot be read.");
    for (const auto& [name, member] : kMembers) sender.*member = json.value(name, "");
    return sender;
}

Outcome<Sender> change_sender(BillingBooks& books, const Sender& change, pos::Instant now) {
    auto sender = read_sender(*books.db);
    if (!sender) return sender;
    Sender said = change;
    tidy_e_address(said.e_address, said.e_address_scheme);
    for (const auto& [name, member] : kMembers) {
        if (!(said.*member).empty()) (*sender).*member = said.*member;
    }
    if (said.e_address == "-") {
        sender->e_address.clear();
        sender->e_address_scheme.clear();
    }
    sender->iban = without_spaces(sender->iban);
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (!sender->country.empty() &&
        (sender->country.size() != 2 || !std::ranges::all_of(sender->country, capital))) {
        return misuse("The country is not two capital letters, such as DE.");
    }
    if (!sender->iban.empty() && !is_iban(sender->iban)) {
        return misuse(sender->iban + " is no IBAN: its check digits are wrong.");
    }
    if (!sender->creditor.empty() &&
        !pos::billing::bank::is_creditor_identifier(sender->creditor)) {
        return misuse(sender->creditor + " is no creditor identifier: its check digits are wrong.");
    }
    if (auto fit = check_e_address(sender->e_address, sender->e_address_scheme); !fit) {
        return std::unexpected{fit.error()};
    }
    nlohmann::ordered_json json;
    for (const auto& [name, member] : kMembers) json[name] = (*sender).*member;
    const std::string text = json.dump();
    return in_transaction(books, [&]() -> Outcome<Sender> {
        auto put = put_text_setting(books, kSetting, "", text, now);
        if (!put) return std::unexpected{put.error()};
        return sender;
    });
}

}  // namespace app::core::billing
