#include "app/core/billing/accountant/chart.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/text_setting.hpp"
#include "pos/journal/exchange.hpp"
#include "pos/journal/opening.hpp"

namespace app::core::billing::accountant {

namespace {

using pos::journal::Book;

constexpr const char* kSetting = "billing.chart";

struct Named {
    Book book;
    const char* word;
    bool by_tax{false};
};
constexpr std::array kBooks{Named{Book::receivable, "receivable"},
                            Named{Book::revenue, "revenue", true},
                            Named{Book::tax, "tax", true},
                            Named{Book::money, "money"},
                            Named{Book::bad_debt, "bad_debt"},
                            Named{Book::wallet, "wallet"},
                            Named{Book::promotion, "promotion"},
                            Named{Book::lapsed, "lapsed"},
                            Named{Book::leased, "leased"},
                            Named{Book::at_tills, "at_tills"},
                            Named{Book::on_account, "on_account", true},
                            Named{pos::journal::kOpeningBook, "opening"},
                            Named{pos::journal::kGainBook, "gain"},
                            Named{pos::journal::kLossBook, "loss"},
                            Named{pos::journal::kRevaluationBook, "revaluation"},
                            Named{pos::journal::kUnrealisedBook, "unrealised"}};

bool is_key(std::string_view key) {
    const std::string_view book = key.substr(0, key.find(':'));
    const auto found = std::ranges::find(kBooks, book, &Named::word);
    if (found == kBooks.end()) return false;
    return book.size() == key.size() || (found->by_tax && key.size() > book.size() + 1);
}

bool is_number(const std::string& text, long least, long most) {
    long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && number >= least &&
           number <= most;
}

/// Customers' accounts have a digit more than all others.
bool is_account(std::string_view key, const std::string& text) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    return !text.empty() && text.size() <= (key == "receivable" ? 9U : 8U) &&
           std::ranges::all_of(text, digit);
}

Outcome<void> check(const Chart& change) {
    if (!change.consultant.empty() && !is_number(change.consultant, 1'001, 9'999'999)) {
        return misuse(Why::other, "consultant_number", "A consultant's number is 1001 to 9999999.");
    }
    if (!change.client.empty() && !is_number(change.client, 1, 99'999)) {
        return misuse(Why::other, "client_number", "A client's number is 1 to 99999.");
    }
    for (const auto& [key, account] : change.accounts) {
        if (!is_key(key)) {
            std::string all;
            for (const Named& one : kBooks)
                all += (all.empty() ? "" : ", ") + std::string{one.word};
            return misuse(
                "There is no book \"" + key + "\". There are: " + all +
                "; of revenue, tax and on_account also those of one tax, such as revenue:A.");
        }
        if (account != "-" && !is_account(key, account)) {
            return misuse(
                Why::other, "ledger_account",
                "\"" + account + "\" is no account: it has 1 to 8 digits, that of receivables 9.");
        }
    }
    return {};
}

std::string text_of(const Chart& chart) {
    nlohmann::ordered_json json;
    json["consultant"] = chart.consultant;
    json["client"] = chart.client;
    json["accounts"] = nlohmann::ordered_json::object();
    for (const auto& [key, account] : chart.accounts) json["accounts"][key] = account;
    return json.dump();
}

}  // namespace

const char* word_of(Book book) {
    const auto found = std::ranges::find(kBooks, book, &Named::book);
    return found == kBooks.end() ? "" : found->word;
}

std::vector<std::string> words_of_books() {
    std::vector<std::string> words;
    for (const Named& one : kBooks) words.emplace_back(one.word);
    return words;
}

Outcome<Chart> read_chart(pos::store::db::Connection& db) {
    const auto text = read_text_setting(db, kSetting);
    if (!text) return std::unexpected{text.error()};
    Chart chart;
    if (text->empty()) return chart;
    const auto json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object() || !json.contains("accounts") || !json["accounts"].is_object()) {
        return refuse("What was said of the accountant's accounts cannot be read.");
    }
    chart.consultant = json.value("consultant", "");
    chart.client = json.value("client", "");
    for (const auto& [key, account] : json["accounts"].items()) {
        if (account.is_string()) chart.accounts[key] = account.get<std::string>();
    }
    return chart;
}

Outcome<Chart> change_chart(BillingBooks& books, const Chart& change, pos::Instant now) {
    if (auto good = check(change); !good) return std::unexpected{good.error()};
    return in_transaction(books, [&]() -> Outcome<Chart> {
        auto chart = read_chart(*books.db);
        if (!chart) return chart;
        const std::string before = text_of(*chart);
        if (!change.consultant.empty()) chart->consultant = change.consultant;
        if (!change.client.empty()) chart->client = change.client;
        for (const auto& [key, account] : change.accounts) {
            if (account == "-") {
                chart->accounts.erase(key);
            } else {
                chart->accounts[key] = account;
            }
        }
        const std::string text = text_of(*chart);
        auto put = put_text_setting(books, kSetting, before, text, now);
        if (!put) return std::unexpected{put.error()};
        return chart;
    });
}

std::string account_of(const Chart& chart, Book book, std::string_view tax) {
    const std::string word = word_of(book);
    if (!tax.empty()) {
        const auto found = chart.accounts.find(word + ":" + std::string{tax});
        if (found != chart.accounts.end()) return found->second;
    }
    const auto found = chart.accounts.find(word);
    return found == chart.accounts.end() ? std::string{} : found->second;
}

}  // namespace app::core::billing::accountant
