#include "app/office/web/promotion_form.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "app/core/office/moment_text.hpp"
#include "app/office/web/figures.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web {

namespace {

using core::PromotionText;
using pos::locale::clean_name;

constexpr std::array kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// A way to give something: which figures it has, in the form and in the text.
struct Kind {
    std::string_view name;
    std::string PromotionText::* amount{nullptr};
    bool percent{false};
    bool take{false};
    bool pay{false};
    bool spend{false};
};
const std::array kKinds{
    Kind{.name = "n_for_m", .take = true, .pay = true},
    Kind{.name = "n_for_price", .amount = &PromotionText::price, .take = true},
    Kind{.name = "nth_off", .percent = true, .take = true},
    Kind{.name = "percent_off", .percent = true},
    Kind{.name = "amount_off", .amount = &PromotionText::off},
    Kind{.name = "fixed_price", .amount = &PromotionText::price},
    Kind{.name = "spend_percent", .percent = true, .spend = true},
    Kind{.name = "spend_amount", .amount = &PromotionText::off, .spend = true},
};

/// The kind whose figures the text has; the first for one that has none.
const Kind& kind_of(const PromotionText& text) {
    const auto found = std::ranges::find_if(kKinds, [&](const Kind& kind) {
        const bool amount = kind.amount == nullptr ? text.off.empty() && text.price.empty()
                                                   : !(text.*kind.amount).empty();
        return amount && kind.percent == !text.percent.empty() && kind.take == !text.take.empty() &&
               kind.pay == !text.pay.empty() && kind.spend == !text.spend.empty();
    });
    return found == kKinds.end() ? kKinds.front() : *found;
}

/// What is no figure comes back as it was typed.
std::string read_figure(const std::string& typed, const Words& words) {
    return plain_figure(typed, words).value_or(clean_name(typed));
}

/// What stands between commas and ends of lines.
std::vector<std::string> listed(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto comma = text.find_first_of(",;\n");
        if (std::string one = clean_name(text.substr(0, comma)); !one.empty()) all.push_back(one);
        text = comma == text.npos ? std::string_view{} : text.substr(comma + 1);
    }
    return all;
}

/// Those of "branch:B01", "branch:B02"… that are ticked.
std::vector<std::string> ticked(const Fields& form, std::string_view prefix) {
    std::vector<std::string> all;
    for (auto at = form.lower_bound(prefix); at != form.end() && at->first.starts_with(prefix);
         ++at) {
        all.push_back(at->first.substr(prefix.size()));
    }
    return all;
}

template <class Names>
Data boxes(const Names& all, const std::vector<std::string>& chosen) {
    Data list{Data::type::list};
    for (const auto& [code, name] : all) {
        Data one;
        one.set("code", code);
        one.set("name", name);
        one.set("chosen", std::ranges::find(chosen, code) != chosen.end());
        list.push_back(one);
    }
    return list;
}

/// A day, or a day and a time where it has one: a browser shows either in a field of that kind.
void put_moment(Data& data, const std::string& name, const std::string& text) {
    std::string value = text;
    if (value.size() > 10) value[10] = 'T';
    data.set(name, value);
    data.set(name + "_type", value.size() > 10 ? "datetime-local" : "date");
}

}  // namespace

PromotionText promotion_from(const Fields& form, const Words& words) {
    PromotionText text{.code = clean_name(field(form, "code")),
                       .label = clean_name(field(form, "label"))};
    const auto kind = std::ranges::find(kKinds, field(form, "kind"), &Kind::name);
    if (kind != kKinds.end()) {
        const auto figure = [&](std::string_view name) {
            return read_figure(field(form, name), words);
        };
        if (kind->amount != nullptr) text.*kind->amount = figure("amount");
        if (kind->percent) text.percent = figure("percent");
        if (kind->take) text.take = figure("take");
        if (kind->pay) text.pay = figure("pay");
        if (kind->spend) text.spend = figure("spend");
    }
    text.times = read_figure(field(form, "times"), words);
    text.combinable = !field(form, "combinable").empty();
    text.priority = clean_name(field(form, "priority"));
    text.items = listed(field(form, "items"));
    text.departments = ticked(form, "department:");
    text.branches = ticked(form, "branch:");
    text.from = field(form, "from");
    text.until = field(form, "until");
    const auto days = ticked(form, "day:");
    if (!days.empty() && days.size() < kDays.size()) {
        text.weekdays = fmt::format("{}", fmt::join(days, ","));
    }
    const std::string from = field(form, "hours_from");
    const std::string until = field(form, "hours_until");
    if (!from.empty() || !until.empty()) {
        text.hours = (from.empty() ? "00:00" : from) + "-" + (until.empty() ? "00:00" : until);
    }
    return text;
}

void put_promotion(Data& data, const PromotionText& text, const FormChoices& choices,
                   const Words& words) {
    data.set("code", text.code);
    data.set("label", text.label);
    const Kind& kind = kind_of(text);
    Data kinds{Data::type::list};
    for (const Kind& each : kKinds) {
        Data one;
        one.set("value", std::string{each.name});
        one.set("name", words["promotion_kind_" + std::string{each.name}]);
        one.set("chosen", each.name == kind.name);
        kinds.push_back(one);
    }
    data.set("kinds", kinds);
    data.set("percent", typed_figure(text.percent, words));
    data.set("amount",
             typed_figure(kind.amount == nullptr ? std::string{} : text.*kind.amount, words));
    data.set("take", text.take);
    data.set("pay", text.pay);
    data.set("spend", typed_figure(text.spend, words));
    data.set("times", text.times);
    data.set("combinable", text.combinable);
    data.set("priority", text.priority);
    data.set("items", fmt::format("{}", fmt::join(text.items, ", ")));
    put_moment(data, "from", text.from);
    put_moment(data, "until", text.until);
    const auto dash = text.hours.find('-');
    data.set("hours_from", text.hours.substr(0, dash));
    data.set("hours_until", dash == text.hours.npos ? "" : text.hours.substr(dash + 1));
    std::vector<std::pair<std::string, std::string>> names;
    for (const char* day : kDays) names.emplace_back(day, words["day_" + std::string{day}]);
    std::vector<std::string> days;
    const auto weekdays = core::weekdays_from(text.weekdays);
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        if (weekdays && (*weekdays >> day & 1U) != 0) days.emplace_back(kDays[day]);
    }
    data.set("days", boxes(names, days));
    names.clear();
    for (const auto& each : choices.departments) {
        names.emplace_back(each.code, each.name.empty() ? each.code : each.name);
    }
    data.set("departments", boxes(names, text.departments));
    data.set("has_departments", !names.empty());
    names.clear();
    for (const auto& each : choices.branches) {
        names.emplace_back(each.code,
                           each.name.empty() ? each.code : each.code + " · " + each.name);
    }
    data.set("in_branches", boxes(names, text.branches));
    data.set("has_branches", !names.empty());
}

std::string gives_in(const PromotionText& text, const Words& words) {
    const Kind& kind = kind_of(text);
    const std::string amount =
        typed_figure(kind.amount == nullptr ? std::string{} : text.*kind.amount, words);
    std::string said = words.with("promotion_gives_" + std::string{kind.name},
                                  {{"percent", typed_figure(text.percent, words)},
                                   {"amount", amount},
                                   {"take", text.take},
                                   {"pay", text.pay},
                                   {"spend", typed_figure(text.spend, words)}});
    if (!text.times.empty())
        said += " · " + words.with("promotion_at_most", {{"times", text.times}});
    return said;
}

std::string goods_in(const PromotionText& text, const Words& words, std::size_t items_shown) {
    std::vector<std::string> said = text.departments;
    for (std::size_t at = 0; at < std::min(items_shown, text.items.size()); ++at) {
        said.push_back(text.items[at]);
    }
    if (said.empty()) return words["promotion_all_goods"];
    std::string all = fmt::format("{}", fmt::join(said, ", "));
    if (text.items.size() > items_shown) all += ", …";
    return all;
}

std::string when_in(const PromotionText& text, const Words& words) {
    const auto moment = [&](const std::string& said) {
        const auto at = core::moment_from(said);
        if (!at) return said;
        std::string shown = words.locale().date(at->date);
        if (said.size() > 10) shown += " " + said.substr(11);
        return shown;
    };
    std::vector<std::string> said;
    if (!text.from.empty()) {
        said.push_back(words.with("promotion_since", {{"time", moment(text.from)}}));
    }
    if (!text.until.empty()) {
        said.push_back(words.with("promotion_up_to", {{"time", moment(text.until)}}));
    }
    if (const auto days = core::weekdays_from(text.weekdays); days && !text.weekdays.empty()) {
        std::vector<std::string> names;
        for (std::size_t day = 0; day < kDays.size(); ++day) {
            if ((*days >> day & 1U) != 0) names.push_back(words["day_" + std::string{kDays[day]}]);
        }
        said.push_back(fmt::format("{}", fmt::join(names, ", ")));
    }
    if (!text.hours.empty()) {
        std::string hours = text.hours;
        if (const auto dash = hours.find('-'); dash != hours.npos) hours.replace(dash, 1, "–");
        said.push_back(std::move(hours));
    }
    return said.empty() ? words["promotion_always"] : fmt::format("{}", fmt::join(said, ", "));
}

}  // namespace app::office::web
