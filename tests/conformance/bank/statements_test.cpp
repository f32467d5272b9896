// Goal: statements of many banks say to us what they say to others.
// Method: every sample below $COUNTERFOIL_DATA/banking is read and compared with the reading that
// is published beside it, as far as both say the same things; the samples are small, the dialects
// many.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pos/billing/bank/read.hpp"
#include "pos/billing/bank/texts.hpp"
#include "pos/money/decimal.hpp"
#include "tests/conformance/bank/expected.hpp"
#include "tests/conformance/published/runner.hpp"

using namespace tests;
namespace bank = pos::billing::bank;

namespace {

bank::Statements statements_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    auto read = bank::read(bytes);
    if (!read) throw std::runtime_error{to_string(read.error())};
    return std::move(*read);
}

/// The samples of a folder with a reading beside them.
std::vector<NamedCase> samples(const std::string& folder, const std::string& sample,
                               const std::string& reading) {
    std::vector<NamedCase> cases;
    const std::filesystem::path in = data_folder() + "/banking/" + folder;
    if (data_folder().empty() || !std::filesystem::exists(in)) return cases;
    for (const auto& file : std::filesystem::directory_iterator{in}) {
        if (file.path().extension() != sample) continue;
        std::filesystem::path beside = file.path();
        beside.replace_extension(reading);
        if (!std::filesystem::exists(beside)) beside.clear();
        cases.push_back({file.path().filename().string(),
                         {{"sample", file.path().string()}, {"reading", beside.string()}}});
    }
    std::ranges::sort(cases, {}, &NamedCase::name);
    return cases;
}

void compare_dates(Differences& differences, const std::string& what,
                   const std::optional<pos::Date>& expected,
                   const std::optional<pos::Date>& found) {
    if (!expected || expected == found) return;
    differences.push_back(what + ": expected " + to_string(*expected) + ", got " +
                          (found ? to_string(*found) : "none"));
}

void compare_figures(Differences& differences, const std::string& what,
                     const std::optional<pos::Exact>& expected,
                     const std::optional<pos::Exact>& found) {
    if (!expected || expected == found) return;
    differences.push_back(what + ": expected " + to_string(*expected) + ", got " +
                          (found ? to_string(*found) : "none"));
}

void compare_texts(Differences& differences, const std::string& what,
                   const std::optional<std::string>& expected, const std::string& found) {
    if (!expected || bank::reference_of(*expected) == found) return;
    differences.push_back(what + ": expected " + *expected + ", got " + found);
}

Differences compare_mt940(const Json& json) {
    const auto statements = statements_of(json.at("sample"));
    if (json.at("reading").get<std::string>().empty()) return {};
    const ExpectedFile expected = read_expected_yml(json.at("reading"));
    Differences differences;
    std::vector<bank::Entry> entries;
    std::optional<pos::Exact> opening;
    std::optional<pos::Exact> closing;
    for (const auto& one : statements) {
        entries.insert(entries.end(), one.entries.begin(), one.entries.end());
        if (one.opening && !one.opening->intermediate) opening = one.opening->amount.value;
        if (one.closing && !one.closing->intermediate) closing = one.closing->amount.value;
    }
    compare_figures(differences, "opening balance", expected.opening, opening);
    compare_figures(differences, "closing balance", expected.closing, closing);
    if (entries.size() != expected.entries.size()) {
        differences.push_back("entries: expected " + std::to_string(expected.entries.size()) +
                              ", got " + std::to_string(entries.size()));
        return differences;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ExpectedEntry& wanted = expected.entries[i];
        const bank::Entry& got = entries[i];
        compare_figures(differences, "amount", wanted.amount, got.amount.value);
        compare_dates(differences, "value date", wanted.value, got.value);
        compare_dates(differences, "booking date", wanted.booked, got.booked);
        compare_texts(differences, "bank reference", wanted.bank_reference, got.bank_reference);
        compare_texts(differences, "name", wanted.name, got.details.front().name);
    }
    return differences;
}

/// Minor units of the currency, as the published readings have them.
std::int64_t minor_of(const bank::Amount& amount) {
    const auto currency = pos::currency_of(amount.currency);
    if (!currency) throw std::runtime_error{"no currency " + amount.currency};
    return rounded(amount.value, *currency, pos::RoundingMode::half_away)->minor;
}

void compare_money(Differences& differences, const std::string& what, const Json& expected,
                   const bank::Amount& found) {
    const std::string code = expected.at("getCurrency").at("getCode");
    const std::int64_t minor = std::stoll(expected.at("getAmount").get<std::string>());
    if (code == found.currency && minor == minor_of(found)) return;
    differences.push_back(what + ": expected " + std::to_string(minor) + " " + code + ", got " +
                          to_string(found.value) + " " + found.currency);
}

void compare_day(Differences& differences, const std::string& what, const Json& expected,
                 const std::optional<pos::Date>& found) {
    if (expected.is_null()) return;
    compare_dates(differences, what,
                  pos::parse_date(expected.at("0").get<std::string>().substr(0, 10)), found);
}

std::optional<std::string> text_of(const Json& json) {
    return json.is_string() ? std::optional{json.get<std::string>()} : std::nullopt;
}

void compare_detail(Differences& differences, const Json& wanted, const bank::Detail& got) {
    if (wanted.contains("getReference") && wanted["getReference"].is_object())
        compare_texts(differences, "end-to-end id",
                      text_of(wanted["getReference"]["getEndToEndId"]), got.end_to_end);
    const auto info = wanted.find("getRemittanceInformation");
    if (info == wanted.end() || !info->is_object()) return;
    if (const auto blocks = info->find("getUnstructuredBlocks");
        blocks != info->end() && blocks->is_array()) {
        std::string text;
        for (const Json& block : *blocks) {
            if (block.is_object())
                bank::append(text, bank::clean(text_or(block, "getMessage", "")));
        }
        if (!text.empty()) compare_texts(differences, "text", text, got.text);
    }
}

void compare_balances(Differences& differences, const Json& record, const bank::Statement& got) {
    if (!record.is_object()) return;
    for (const Json& balance : record.value("getBalances", Json::array())) {
        if (!balance.is_object()) continue;
        const std::string type = balance.at("getType");
        const auto& mine = type == "opening" ? got.opening : got.closing;
        if (type != "opening" && type != "closing") continue;
        if (!mine) {
            differences.push_back(type + " balance: expected one, got none");
        } else {
            compare_money(differences, type + " balance", balance.at("getAmount"), mine->amount);
        }
    }
}

Differences compare_camt(const Json& json) {
    const auto statements = statements_of(json.at("sample"));
    const std::string reading = json.at("reading");
    if (reading.empty()) return {};
    const Json expected = read_json(reading);
    Differences differences;
    std::vector<std::pair<const bank::Statement*, const bank::Entry*>> entries;
    for (const auto& one : statements) {
        for (const auto& entry : one.entries) entries.emplace_back(&one, &entry);
    }
    const Json& wanted = expected.at("getEntries");
    // Of a file of several statements the published reading gives the last one's entries.
    if (wanted.size() != entries.size()) {
        differences.push_back("entries: expected " + std::to_string(wanted.size()) + ", got " +
                              std::to_string(entries.size()));
        return differences;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto& [statement, got] = entries[i];
        compare_money(differences, "amount", wanted[i].at("getAmount"), got->amount);
        compare_day(differences, "booking date", wanted[i].at("getBookingDate"), got->booked);
        compare_day(differences, "value date", wanted[i].at("getValueDate"), got->value);
        compare_texts(differences, "bank reference",
                      text_of(wanted[i].at("getAccountServicerReference")), got->bank_reference);
        compare_balances(differences, wanted[i].at("getRecord"), *statement);
        const bool booked = got->status == bank::Status::booked;
        if (booked != (wanted[i].at("getStatus") == "BOOK"))
            differences.emplace_back("status: expected otherwise");
        const Json& one = wanted[i].at("getTransactionDetail");
        if (one.is_object()) compare_detail(differences, one, got->details.front());
    }
    return differences;
}

}  // namespace

TEST(BankConformance, mt940_of_many_banks) {
    const auto cases = samples("mt940", ".sta", ".yml");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    run_cases("bank", "mt940", cases, compare_mt940);
}

TEST(BankConformance, camt_of_all_versions) {
    const auto cases = samples("camt", ".xml", ".json");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    run_cases("bank", "camt", cases, compare_camt);
}

TEST(BankConformance, more_samples_are_read) {
    auto cases = samples("mt940", ".txt", ".yml");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    std::erase_if(cases, [](const NamedCase& one) { return one.name == "requirements.txt"; });
    for (NamedCase& one : samples("camt-oca", "", ".json")) cases.push_back(std::move(one));
    run_cases("bank", "more", cases, [](const Json& json) {
        Differences differences;
        for (const auto& one : statements_of(json.at("sample"))) {
            const auto check = check_balance(one);
            if (!to_string(check).empty() && must_balance(one.format))
                differences.push_back("balance: " + to_string(check));
        }
        return differences;
    });
}
