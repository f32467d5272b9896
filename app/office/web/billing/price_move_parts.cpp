#include "app/office/web/billing/price_move_parts.hpp"

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/plan_parts.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/fold.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::Moving;
using core::billing::PriceMoveReport;
using core::billing::SubscriptionMoved;

/// As the page says why, with the day that it is about.
std::string moving_text(const SubscriptionMoved& row, const PriceMoveReport& report,
                        const Words& words) {
    const bool back = report.taken_back;
    const std::string word = core::billing::word_of(row.moving);
    std::string name = "billing_moving_" + word;
    if (back && row.moving != Moving::unpriced) name = "billing_moving_back_" + word;
    if (!words.has(name)) name = "billing_moving_" + word;
    const std::string day = row.until ? words.locale().date(*row.until) : std::string{};
    return words.with(name, {{"day", day}, {"why", cause_in_words(row.why, words)}});
}

Mark mark_of_moving(Moving moving) {
    switch (moving) {
        case Moving::moves:
            return Mark::good;
        case Moving::already:
        case Moving::ended:
            return Mark::muted;
        case Moving::begins:
        case Moving::billed:
        case Moving::fixed_term:
            return Mark::warning;
        case Moving::unpriced:
            return Mark::danger;
    }
    return Mark::none;
}

bool is_wanted(const SubscriptionMoved& row, const std::string& folded) {
    if (folded.empty()) return true;
    const std::string all = row.account + ' ' + row.subscription + ' ' + row.name;
    return pos::locale::fold(all).find(folded) != std::string::npos;
}

}  // namespace

Table price_figures_table(const PriceMoveReport& report, const Words& words) {
    Table table{"prices",
                words["billing_price_figures"],
                columns(words, {"price_version", "price_figure", "price_before", "price_after"},
                        {"price_version", "price_before", "price_after"}),
                {},
                words["billing_price_same"]};
    const auto figure = [&](const std::string& text) {
        if (text.empty()) return Cell{std::monostate{}, "–", "", Mark::muted};
        return Cell{Figure{text}, decimal(text, 2, words)};
    };
    for (const auto& version : report.versions) {
        for (const auto& one : version.figures) {
            table.rows.push_back({{std::int64_t{version.version}},
                                  {figure_in_words(one.label, words)},
                                  figure(one.before),
                                  figure(one.after)});
        }
    }
    return table;
}

Table price_moved_table(const PriceMoveReport& report, const std::string& wanted, bool whole,
                        const Words& words) {
    Table table{"subscriptions",
                words["billing_subscriptions"],
                columns(words,
                        {"account", "name", "subscription", "version", "moving", "price_before",
                         "price_after", "difference", "price_period"},
                        {"version", "price_before", "price_after", "difference"}),
                {},
                words[wanted.empty() ? "billing_price_nobody" : "billing_price_none_found"]};
    const std::string folded = pos::locale::fold(wanted);
    for (const SubscriptionMoved& row : report.subscriptions) {
        if (row.moving == Moving::already && !whole) continue;
        if (!is_wanted(row, folded)) continue;
        const bool known = report.dry_run && row.period_from && row.period_to;
        const Cell none{std::monostate{}, "–", "", Mark::muted};
        table.rows.push_back({{row.account, "", account_link(row.account)},
                              {row.name},
                              {row.subscription, "", subscription_link(row.subscription)},
                              {std::int64_t{row.version}},
                              {std::string{core::billing::word_of(row.moving)},
                               moving_text(row, report, words), "", mark_of_moving(row.moving)},
                              known ? Cell{row.before} : none,
                              known ? Cell{row.after} : none,
                              known ? Cell{row.after - row.before} : none,
                              known ? Cell{days(*row.period_from, *row.period_to, words)} : none});
    }
    return table;
}

Table price_bills_table(const PriceMoveReport& report, const Words& words) {
    Table table{"bills",
                words["billing_price_bills"],
                columns(words,
                        {"account", "name", "price_billed_on", "price_without", "price_with",
                         "difference", "reason"},
                        {"price_without", "price_with", "difference"}),
                {},
                words["billing_price_no_bills"]};
    const pos::Money nothing = zero(report.currency);
    const auto amount = [&](const std::optional<pos::Money>& money) {
        return money ? Cell{*money} : Cell{nothing, words["billing_sub_nothing"], "", Mark::muted};
    };
    for (const auto& one : report.bills) {
        table.rows.push_back({{one.account, "", account_link(one.account)},
                              {one.name},
                              {one.as_of},
                              amount(one.without),
                              amount(one.with),
                              {one.with.value_or(nothing) - one.without.value_or(nothing)},
                              {one.fault, one.fault.empty() ? "" : cause_in_words(one.fault, words),
                               "", one.fault.empty() ? Mark::none : Mark::danger}});
    }
    return table;
}

Table price_moves_table(const std::vector<stored::PriceMoved>& moves,
                        const pos::locale::Zone& office, const Words& words) {
    Table table{
        "moves",
        words["billing_price_moves"],
        columns(words, {"price_version", "price_from", "subscriptions", "price_noted", "by"},
                {"price_version", "subscriptions"}),
        {},
        words["billing_price_no_moves"]};
    for (const auto& one : moves) {
        const auto zone = pos::locale::Zone::open(one.zone);
        const pos::Date day = (zone ? *zone : office).local(one.at).date;
        table.rows.push_back({{std::int64_t{one.version}},
                              {day},
                              {one.subscriptions},
                              {office.local(one.noted_at)},
                              {one.noted_by}});
    }
    return table;
}

Data price_facts(const PriceMoveReport& report, const Words& words) {
    const auto& locale = words.locale();
    Data facts{Data::type::list};
    facts.push_back(fact(words["billing_price_from"], locale.date(report.from)));
    facts.push_back(fact(words[report.taken_back ? "billing_price_back" : "billing_price_moved"],
                         locale.integer(report.moves)));
    facts.push_back(fact(words["billing_price_already"], locale.integer(report.already)));
    facts.push_back(fact(words["billing_price_stay"], locale.integer(report.stays)));
    if (!report.dry_run) return facts;
    const auto sums = [&](pos::Money one, pos::Money other) {
        return words.with("billing_price_sums", {{"before", locale.money(one)},
                                                 {"after", locale.money(other)},
                                                 {"difference", locale.money(other - one)}});
    };
    facts.push_back(fact(words["billing_price_last"], sums(report.before, report.after)));
    facts.push_back(fact(words["billing_price_next"], sums(report.without, report.with)));
    return facts;
}

}  // namespace app::office::web::billing
