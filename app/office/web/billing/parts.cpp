#include "app/office/web/billing/parts.hpp"

#include <fmt/format.h>
#include <span>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "app/office/web/billing/attempts.hpp"
#include "app/office/web/billing/bank_parts.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/coupon_parts.hpp"
#include "app/office/web/billing/credit.hpp"
#include "app/office/web/billing/leases.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/plan_parts.hpp"
#include "app/office/web/billing/price_move_parts.hpp"
#include "app/office/web/billing/run_sending.hpp"
#include "app/office/web/billing/timeline.hpp"
#include "app/office/web/billing/usage_parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

Answer billing_page(Call& call) {
    const std::string_view path{call.path};
    if (path == "/billing") return GoTo{"/billing/accounts"};
    if (path == "/billing/accounts") return billing::accounts_page(call);
    if (path == "/billing/documents") return billing::documents_page(call);
    if (path == "/billing/runs") return billing::runs_page(call);
    if (path == "/billing/runs/run") return billing::run_page(call);
    if (path == "/billing/deliveries") return billing::deliveries_page(call);
    if (path == "/billing/deliveries/file") return billing::bills_file_page(call);
    if (path == "/billing/receivables") return billing::receivables_page(call);
    if (path == "/billing/report") return billing::report_page(call);
    if (path == "/billing/reminders") return billing::reminders_page(call);
    if (path == "/billing/meters") return billing::meters_page(call);
    if (path == "/billing/meters/meter") return billing::meter_page(call);
    if (path == "/billing/meters/fit") return billing::meter_fit_page(call);
    if (path == "/billing/write") return billing::write_page(call);
    if (path == "/billing/import") return billing::import_page(call);
    if (path == "/billing/instalments") return billing::instalments_page(call);
    if (path == "/billing/level") return billing::level_page(call);
    if (path == "/billing/quotes") return billing::quotes_page(call);
    if (path == "/billing/quotes/quote") return billing::quote_page(call);
    if (path == "/billing/timeline") return billing::timeline_page(call);
    if (path == "/billing/plans") return billing::plans_page(call);
    if (path == "/billing/plans/plan") return billing::plan_page(call);
    if (path == "/billing/plans/move") return billing::price_move_page(call);
    if (path == "/billing/alerts") return billing::alerts_page(call);
    if (path == "/billing/services") return billing::services_page(call);
    if (path == "/billing/move") return billing::move_page(call);
    if (path == "/billing/move/done") return billing::moved_page(call);
    if (path == "/billing/subscription") return billing::subscription_page(call);
    if (path == "/billing/subscription/coupons") return billing::subscription_coupons_page(call);
    if (path == "/billing/coupons") return billing::coupons_page(call);
    if (path == "/billing/early") return billing::early_page(call);
    if (path == "/billing/bank") return billing::bank_page(call);
    if (path == "/billing/bank/line") return billing::bank_line_page(call);
    if (path == "/billing/bank/payment") return billing::bank_payment_page(call);
    if (path == "/billing/rates") return billing::rates_page(call);
    if (path == "/billing/refund") return billing::refund_page(call);
    if (path == "/billing/statement") return billing::statement_page(call);
    if (path == "/billing/statement/file") return billing::statement_file_page(call);
    if (path == "/billing/open") return billing::open_account_page(call);
    if (path == "/billing/terms") return billing::terms_page(call);
    if (path == "/billing/references") return billing::references_page(call);
    if (path == "/billing/credit") return billing::credit_page(call);
    if (path == "/billing/attempts") return billing::attempts_page(call);
    if (path == "/billing/leases") return billing::leases_page(call);
    if (path == "/billing/transfers") return billing::transfers_page(call);
    if (path == "/billing/transfers/file") return billing::transfer_file_page(call);
    if (path == "/billing/usage") return billing::usage_page(call);
    if (path == "/billing/usage/right") return billing::usage_right_page(call);
    if (path == "/billing/debits") return billing::debits_page(call);
    if (path == "/billing/debits/file") return billing::debit_file_page(call);
    if (path == "/billing/accountant") return billing::accountant_page(call);
    if (path == "/billing/accountant/file") return billing::accountant_file_page(call);
    if (path == "/billing/tokens") return billing::usage_tokens_page(call);
    for (const auto& [folder, page] : {std::pair{"/billing/account/", &billing::account_page},
                                       std::pair{"/billing/document/", &billing::document_page}}) {
        if (!path.starts_with(folder)) continue;
        const auto number = unescape(path.substr(std::string_view{folder}.size()), false);
        return number && !number->empty() ? page(call, *number) : NoPage{};
    }
    return NoPage{};
}

}  // namespace app::office::web

namespace app::office::web::billing {

namespace {

struct Place {
    std::string_view path;
    std::string_view folder;  // of single ones
    std::string_view text;
    bool for_managers{false};
};
constexpr Place kOfCustomers[] = {{"/billing/accounts", "/billing/account/", "billing_accounts"},
                                  {"/billing/plans", "/billing/plans/", "billing_plans", true},
                                  {"/billing/coupons", {}, "billing_coupons", true},
                                  {"/billing/services", {}, "billing_services", true},
                                  {"/billing/import", {}, "takeover", true}};
constexpr Place kOfBills[] = {{"/billing/documents", "/billing/document/", "billing_documents"},
                              {"/billing/write", {}, "billing_write", true},
                              {"/billing/quotes", "/billing/quotes/", "billing_quotes"},
                              {"/billing/runs", "/billing/runs/", "billing_runs"},
                              {"/billing/early", {}, "billing_early", true},
                              {"/billing/deliveries", {}, "billing_deliveries"}};
constexpr Place kOfMoney[] = {{"/billing/receivables", {}, "billing_receivables"},
                              {"/billing/bank", "/billing/bank/", "billing_bank", true},
                              {"/billing/attempts", {}, "billing_attempts", true},
                              {"/billing/debits", {}, "billing_debits", true},
                              {"/billing/transfers", "/billing/refund", "billing_transfers", true},
                              {"/billing/reminders", {}, "billing_reminders"},
                              {"/billing/rates", {}, "billing_rates", true},
                              {"/billing/accountant", {}, "billing_accountant", true}};
constexpr Place kOfUse[] = {{"/billing/report", {}, "billing_report"},
                            {"/billing/meters", "/billing/meters/", "billing_meters"},
                            {"/billing/usage", "/billing/usage/", "billing_us"},
                            {"/billing/tokens", {}, "billing_tokens", true}};

struct Group {
    std::string_view text;
    std::span<const Place> places;
};
/// A page that is in none is of a customer, as a subscription's is.
constexpr Group kGroups[] = {{"billing_of_customers", kOfCustomers},
                             {"billing_of_bills", kOfBills},
                             {"billing_of_money", kOfMoney},
                             {"billing_of_use", kOfUse}};

bool is_at(const Call& call, const Place& place) {
    return call.path == place.path ||
           (!place.folder.empty() && call.path.starts_with(place.folder));
}

const Group& group_of(const Call& call) {
    for (const Group& group : kGroups) {
        for (const Place& place : group.places) {
            if (is_at(call, place)) return group;
        }
    }
    return kGroups[0];
}

Data link_to(const Call& call, std::string_view path, std::string_view text, bool current) {
    Data link;
    link.set("link", std::string{path});
    link.set("name", call.words[text]);
    link.set("current", current);
    return link;
}

}  // namespace

std::string places_html(const Call& call) {
    const Group& shown = group_of(call);
    Data groups{Data::type::list};
    Data places{Data::type::list};
    for (const Group& group : kGroups) {
        const auto first = std::ranges::find_if(group.places, [&](const Place& place) {
            return call.is_manager() || !place.for_managers;
        });
        POS_ASSERT(first != group.places.end());
        groups.push_back(link_to(call, first->path, group.text, &group == &shown));
    }
    for (const Place& place : shown.places) {
        if (place.for_managers && !call.is_manager()) continue;
        places.push_back(link_to(call, place.path, place.text, is_at(call, place)));
    }
    Data data;
    data.set("groups", groups);
    data.set("places", places);
    data.set("t_billing", call.words["billing"]);
    data.set("t_of", call.words[shown.text]);
    return render("billing_places", std::move(data));
}

std::string account_link(const std::string& number) {
    return "/billing/account/" + escape(number);
}
std::string document_link(const std::string& number) {
    return "/billing/document/" + escape(number);
}

pos::store::Answer<pos::Currency> office_currency(pos::store::db::Connection& db) {
    const auto journals = pos::store::Reader{db}.journals();
    if (!journals) return std::unexpected{journals.error()};
    return journals->empty() ? pos::Currency{} : journals->front().currency;
}

pos::store::Answer<pos::Date> today(Call& call) {
    const auto zone = office_zone(call.db);
    if (!zone) return std::unexpected{zone.error()};
    return zone->local(call.now).date;
}

bool is_far_ahead(pos::Date day, pos::Date today) {
    constexpr std::int32_t kDays = 400;
    return day.days > today.days + kDays;
}

std::optional<unsigned> number_of(const std::string& text) {
    unsigned value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole && value > 0 ? std::optional{value} : std::nullopt;
}

std::string said_of(const pos::store::billing::Delivery& delivery, const Words& words) {
    const std::string& said = delivery.said;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool answer = delivery.channel == pos::customer::Delivery::email && said.size() > 3 &&
                        std::ranges::all_of(said.substr(0, 3), digit);
    if (answer) return words.with("billing_cause_server", {{"said", said}});
    return cause_in_words(said, words);
}

std::vector<Column> columns(const Words& words, std::initializer_list<const char*> keys,
                            std::initializer_list<std::string_view> figures) {
    std::vector<Column> list;
    for (const char* key : keys) {
        list.push_back({key, words[std::string{"billing_"} + key],
                        std::ranges::find(figures, key) != figures.end()});
    }
    return list;
}

pos::Currency currency_of_text(std::string_view text) {
    return pos::store::parse_currency_text(text).value_or(pos::Currency{});
}

Cell closed_cell(bool is_closed, const Words& words) {
    if (!is_closed) return {};
    return {"closed", words["billing_is_closed"], "", Mark::muted};
}

Cell open_cell(pos::Money open, bool is_overdue) {
    if (open.minor == 0) return {open, "–", "", Mark::muted};
    return {open, "", "", is_overdue && open.minor > 0 ? Mark::danger : Mark::none};
}

Cell kind_cell(pos::journal::DocumentKind kind, const Words& words) {
    const bool invoice = kind == pos::journal::DocumentKind::invoice;
    return {invoice ? "invoice" : "credit_note",
            words[invoice ? "billing_invoice" : "billing_credit_note"], "",
            invoice ? Mark::none : Mark::warning};
}

std::string decimal(const std::string& plain, unsigned decimals_min, const Words& words) {
    const auto point = plain.find('.');
    const auto given = point == plain.npos ? 0 : static_cast<unsigned>(plain.size() - point - 1);
    const unsigned decimals = std::max(given, decimals_min);
    const auto scaled = pos::parse_decimal(plain, decimals);
    // What has more digits than that stays as it was signed.
    return scaled ? words.locale().decimal(*scaled, decimals, decimals_min) : plain;
}

std::string days(pos::Date from, pos::Date to, const Words& words) {
    const auto& locale = words.locale();
    if (to.days <= from.days + 1) return locale.date(from);
    return locale.date(from) + " – " + locale.date(pos::Date{to.days - 1});
}

Data fact(const std::string& name, const std::string& value, const std::string& link) {
    Data one;
    one.set("name", name);
    one.set("value", value);
    one.set("link", link);
    one.set("has_link", !link.empty());
    return one;
}

std::string html_less(std::size_t last, Table table, const Words& words) {
    table.columns.resize(table.columns.size() - last);
    for (auto& row : table.rows) row.resize(table.columns.size());
    return to_html(table, words);
}

Page missing(const Call& call, std::string_view title, std::string_view about,
             const std::string& back) {
    Data data;
    data.set("places", places_html(call));
    data.set("title", call.words[title]);
    data.set("about", call.words[about]);
    data.set("back", back);
    data.set("t_back", call.words["billing_back"]);
    return {.title = call.words[title], .body = render("billing_missing", data), .status = 404};
}

}  // namespace app::office::web::billing
