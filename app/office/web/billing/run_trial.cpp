// What a dry run would bill, beside what the same accounts were billed last.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/run_parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/columns.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::BillRunReport;
using core::billing::Preview;

constexpr std::size_t kPageRows = 100;

/// A bill that differs from the last one by half of it or more is worth a look.
Cell difference_cell(const Preview& one) {
    if (!one.last || one.last->currency != one.document.payable.currency) {
        return {std::monostate{}, "–", "", Mark::muted};
    }
    const pos::Money difference = one.document.payable - *one.last;
    const bool odd = 2 * std::abs(difference.minor) >= std::abs(one.last->minor);
    return {difference, "", "", odd && difference.minor != 0 ? Mark::warning : Mark::none};
}

Table would_table(const BillRunReport& report, const Words& words) {
    Table table{
        "would",
        words["billing_trial_bills"],
        columns(words, {"account", "name", "lines", "payable", "last", "difference", "currency"},
                {"lines", "payable", "last", "difference"}),
        {},
        words["billing_trial_nothing"]};
    for (const Preview& one : report.previews) {
        table.rows.push_back({{one.account, "", account_link(one.account)},
                              {one.name},
                              {static_cast<std::int64_t>(one.document.lines.size())},
                              {one.document.payable},
                              one.last ? Cell{*one.last} : Cell{std::monostate{}, "–"},
                              difference_cell(one),
                              {code_of(one.document.currency)}});
    }
    return table;
}

Table could_not_table(const BillRunReport& report, const Words& words) {
    Table table{"could_not",
                words["billing_trial_could_not"],
                columns(words, {"account", "name", "reason"}, {}),
                {}};
    for (const auto& one : report.parked) {
        table.rows.push_back({{one.account, "", account_link(one.account)},
                              {one.name},
                              {one.reason, cause_in_words(one.reason, words), "", Mark::danger}});
    }
    return table;
}

std::string cut(Table table, std::size_t skip, const Words& words) {
    const auto begin = static_cast<std::ptrdiff_t>(std::min(skip, table.rows.size()));
    table.rows.erase(table.rows.begin(), table.rows.begin() + begin);
    if (table.rows.size() > kPageRows) table.rows.resize(kPageRows);
    return html_less(1, std::move(table), words);
}

}  // namespace

Trial trial_of(const Call& call, const RunDesk::Ended& ended) {
    const Words& words = call.words;
    const auto& locale = words.locale();
    const BillRunReport& report = *ended.report;
    std::map<std::string, std::int64_t> now;
    std::map<std::string, std::int64_t> last;
    for (const Preview& one : report.previews) {
        const std::string currency = pos::store::currency_text(one.document.currency);
        now[currency] += one.document.payable.minor;
        if (one.last) last[pos::store::currency_text(one.last->currency)] += one.last->minor;
    }
    Data facts{Data::type::list};
    facts.push_back(fact(words["billing_due_accounts"], locale.integer(report.due)));
    facts.push_back(fact(
        words["billing_trial_documents"],
        words.with("billing_trial_counts", {{"invoices", locale.integer(report.invoices)},
                                            {"credit_notes", locale.integer(report.credit_notes)},
                                            {"nothing", locale.integer(report.nothing)}})));
    facts.push_back(fact(words["billing_trial_would"], amounts_of(now, words)));
    facts.push_back(fact(words["billing_trial_last"], amounts_of(last, words)));

    Trial trial;
    trial.tables.push_back(would_table(report, words));
    const auto skip = static_cast<std::size_t>(skip_of(call.query));
    const std::size_t rows = trial.tables.front().rows.size();
    Data data;
    data.set("title", words.with("billing_trial", {{"day", locale.date(ended.job.as_of)}}));
    data.set("facts", facts);
    data.set("would", cut(trial.tables.front(), skip, words));
    data.set("has_could_not", !report.parked.empty());
    data.set("could_not", "");
    if (!report.parked.empty()) {
        trial.tables.push_back(could_not_table(report, words));
        data.set("could_not", to_html(trial.tables.back(), words));
    }
    data.set("is_stopped", report.stopped);
    data.set("stopped", words["billing_trial_stopped"]);
    data.set("has_more", skip + kPageRows < rows);
    data.set("more", call.path + query_of({{"skip", std::to_string(skip + kPageRows)}}));
    data.set("t_more", words["more_rows"]);
    data.set("mark", call.mark);
    data.set("as_of", to_string(ended.job.as_of));
    data.set("t_run", words["billing_run_start"]);
    data.set("t_run_about", words["billing_run_start_about"]);
    const auto zone = office_zone(call.db);
    data.set("can_run",
             !report.previews.empty() && zone && ended.job.as_of <= zone->local(call.now).date);
    trial.html = render("billing_run_trial", std::move(data));
    return trial;
}

}  // namespace app::office::web::billing
