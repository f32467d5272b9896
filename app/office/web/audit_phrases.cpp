#include "app/office/web/audit_phrases.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/office/web/figures.hpp"
#include "pos/base/calendar.hpp"

namespace app::office::web {

namespace {

/// Both hold names in braces, each of which stands for the shortest text that fits.
struct AuditPhrase {
    std::string_view key;
    std::string_view to;
    std::string_view text;  // behind "audit_"
};

// The first that fits is meant.
constexpr AuditPhrase kAuditPhrases[] = {
    {"tax {code}", "{to}", "tax"},
    {"user.pin", "", "pin_gone"},
    {"user.pin", "{name}", "pin"},
    {"account {account}", "note", "account_note"},
    {"account {account}", "opened", "customer_put"},
    {"account {account}", "changed", "customer_put_anew"},
    {"account {account}", "closed", "account_closed"},
    {"account {account}", "opened again", "account_reopened"},
    {"account {account}", "statement of {begin} to {end} sent", "statement_sent"},
    {"account {account}", "{fields}", "account_references"},
    {"customer {account}", "added", "customer_put"},
    {"customer {account}", "changed", "customer_put_anew"},
    {"subscription {number}", "service {service} again", "service_again"},
    {"subscription {number}", "service {service}", "service"},
    {"subscription {number}", "", "alert_gone"},
    {"subscription {number}", "alert at {percent} % of {limit} told again", "alert_again"},
    {"subscription {number}", "alert at {percent} % of {limit}", "alert"},
    {"subscription {number}", "{plan} version {version} from {day}", "subscribed"},
    {"subscription {number}", "taken back", "move_taken_back"},
    {"subscription {number}", "{act}  on {day}", "subscription_act"},
    {"subscription {number}", "{act} {plan} on {day}", "subscription_plan"},
    {"coupon {code}", "{takes}, periods {periods}, until {day}, times {times}, of an account {own}",
     "coupon"},
    {"office", "the database is an older copy; numbers end in {suffix} from now on", "older_copy"},
    {"billing.mandate", "ends with its next collection", "mandate_ends_with_next"},
    {"billing.mandate", "ends {day}", "mandate_ends"},
    {"billing.mandate", "{reference}", "mandate"},
    {"billing.collect", "{document} not again", "not_collected_again"},
    {"billing.collect", "{document} again", "collected_again"},
    {"billing.collect", "{file}", "collected"},
    {"billing.transfer", "{file}", "transferred"},
    {"billing.rate.{currency}", "{day} {rate}", "rate"},
    {"early bill of account {account}", " when credit expires", "early_on_expiry"},
    {"early bill of account {account}", "{amount} when credit expires", "early_expires"},
    {"early bill of account {account}", "", "early_off"},
    {"early bill of account {account}", "{amount}", "early"},
    {"meter readings", "{readings} of a file, {records} usage records", "readings_file"},
    {"meter {meter}", "counter {serial} from {figure}", "meter_fitted"},
    {"meter {meter}", "{figure} at {day}, removed", "meter_removed"},
    {"meter {meter}", "{figure} at a till put away, {day}", "meter_put_away"},
    {"meter {meter}", "{figure} at a till, {day}", "meter_till"},
    {"meter {meter}", "{figure} at {day}", "meter_read"},
    {"instalments of account {account}", "ended", "instalments_ended"},
    {"instalments of account {account}", "{amount} in {count} parts from {day}", "instalments"},
    {"lease of {account} at {till}", "off", "lease_rule_off"},
    {"lease of {account} at {till}", "up to {amount}", "lease_rule"},
    {"lease accepted of {account} at {till}", "{amount}: {reason}", "lease_accepted"},
    {"level payments of account {account}", "{amount} from {begin} to {end}", "level"},
    {"level payments of account {account}", "{amount} from {day}", "level_changed"},
    {"level payments of account {account}", "to {day}", "level_ends"},
    {"service point {point}", "{whose} from {day} on, final bill {bill}", "moved_bill"},
    {"service point {point}", "{whose} from {day} on", "moved"},
    {"usage {number}", "taken back", "usage_back"},
    {"usage {number}", "under {measure}", "usage_put_right"},
    {"quote {number}", "{amount} for account {account}", "quote"},
    {"quote {number}", "invoiced as {bill}", "quote_invoiced"},
    {"recurring credit of {account}", "{amount} each {every}", "recurring"},
    {"recurring credit {rule}", "until {day}", "recurring_ends"},
    {"payment method of {account}", "ended", "method_ended"},
    {"payment method of {account}", "{label}, invoices are charged", "method_charged"},
    {"payment method of {account}", "{label}", "method"},
    {"plan {plan}", "version {version} from {day}", "plan_from"},
    {"plan {plan}", "version {version}", "plan"},
    {"import {kind}", "{added} added, {changed} changed, {same} as they were, {refused} refused",
     "takeover"},
    {"top-up of {account}", "stopped: {reason}", "top_up_stopped"},
    {"top-up of {account}", "goes on", "top_up_goes_on"},
    {"top-up of {account}", "{amount} below {below}, charged, at most {most} a month",
     "top_up_charged"},
    {"top-up of {account}", "{amount} below {below}", "top_up"},
    {"top-up of {account}", "", "top_up_off"},
    {"billing.lease_floor", "{to}", "lease_floor"},
    {"billing.daily_emails", "{to}", "daily_emails"},
    // Of these the values are long, or no words.
    {"billing.chart", "{to}", "chart"},
    {"billing.mail", "{to}", "mail"},
    {"billing.provider", "{to}", "provider"},
    {"billing.reminders", "{to}", "reminders"},
    {"billing.sender", "{to}", "sender"},
    {"billing.hook", "{to}", "hook"},
    {"billing.logo", "{to}", "bill_logo"},
    {"shop.logo", "{to}", "logo"},
    {"shop.labels", "{to}", "labels"},
    {"shop.stock", "{to}", "stock_policy"},
    {"shop {branch}", "{to}", "shop_of"},
    {"shop", "{to}", "shop"},
};

/// Values of more than a word. A count or a version is of digits alone.
struct AuditValue {
    std::string_view pattern;
    std::string_view text;  // behind "audit_word_"
};
constexpr AuditValue kAuditValues[] = {
    {"account {account}", "account"},
    {"alert at {percent} % of {limit}", "alert"},
    {"{amount} in money", "in_money"},
    {"{count} records of {subject} under {measure}", "records"},
    {"{plan} version {version}", "version"},
};

using Values = std::vector<std::pair<std::string_view, std::string>>;

/// Adds what stands for the pattern's names; false where the text is another one.
bool fits_pattern(std::string_view pattern, std::string_view text, Values& values) {
    for (;;) {
        const auto open = pattern.find('{');
        const std::string_view literal = pattern.substr(0, open);
        if (!text.starts_with(literal)) return false;
        text.remove_prefix(literal.size());
        if (open == std::string_view::npos) return text.empty();
        const auto close = pattern.find('}', open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        pattern.remove_prefix(close + 1);
        const std::string_view next = pattern.substr(0, pattern.find('{'));
        auto end = next.empty() ? text.size() : text.find(next);
        // The last one goes up to the end, whatever is in it.
        if (next.size() == pattern.size() && text.ends_with(next)) end = text.size() - next.size();
        if (end == std::string_view::npos) return false;
        values.emplace_back(name, text.substr(0, end));
        text.remove_prefix(end);
    }
}

bool is_figure(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = text.find('.');
    if (point == 0 || point == std::string_view::npos || point + 1 == text.size()) return false;
    const auto digits = [](std::string_view part) {
        return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    return digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

/// "2026-12-01", and with a time "2026-12-01 08:30".
std::optional<std::string> day_of(std::string_view text, const Words& words) {
    constexpr std::size_t kDay = 10;
    const auto date = pos::parse_date(text.substr(0, kDay));
    if (!date) return std::nullopt;
    if (text.size() == kDay) return words.locale().date(*date);
    const auto two = [&](std::size_t at) {
        const int tens = text[at] - '0';
        const int ones = text[at + 1] - '0';
        const bool good = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
        return good ? tens * 10 + ones : -1;
    };
    if (text.size() != kDay + 6 || text[kDay] != ' ' || text[kDay + 3] != ':') return std::nullopt;
    const int hour = two(kDay + 1);
    const int minute = two(kDay + 4);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
    return words.locale().date_time({*date, hour * 3'600 + minute * 60, 0});
}

bool is_count(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "account 1001" has words around its number.
std::optional<std::string> worded_value(std::string_view text, const Words& words) {
    for (const AuditValue& each : kAuditValues) {
        Values values;
        if (!fits_pattern(each.pattern, text, values)) continue;
        const bool good = std::ranges::all_of(values, [](const auto& one) {
            const bool counts = one.first == "count" || one.first == "version";
            return !one.second.empty() && (!counts || is_count(one.second));
        });
        if (!good) continue;
        std::vector<Words::Argument> arguments;
        for (auto& [name, value] : values) {
            value = audit_value(value, words);
            arguments.emplace_back(name, value);
        }
        return words.with("audit_word_" + std::string{each.text}, arguments);
    }
    return std::nullopt;
}

/// "19 % from 2026-01-01" has a day behind it, "12.50 EUR" a currency.
std::optional<std::string> compound(std::string_view text, const Words& words) {
    if (auto worded = worded_value(text, words)) return worded;
    constexpr std::string_view kFrom = " from ";
    if (const auto from = text.rfind(kFrom); from != std::string_view::npos) {
        if (const auto day = day_of(text.substr(from + kFrom.size()), words)) {
            const std::string what = audit_value(text.substr(0, from), words);
            return words.with("audit_word_from", {{"what", what}, {"day", *day}});
        }
    }
    const auto space = text.find(' ');
    if (space == std::string_view::npos || !is_figure(text.substr(0, space))) return std::nullopt;
    return typed_figure(std::string{text.substr(0, space)}, words) +
           std::string{text.substr(space)};
}

/// "name: Corner shop": a name that has words, and its value.
std::optional<std::string> labelled(std::string_view text, const Words& words) {
    const auto colon = text.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    std::string name = "audit_word_" + std::string{text.substr(0, colon)};
    std::ranges::replace(name, ' ', '_');
    if (!words.has(name)) return std::nullopt;
    return words[name] + ": " + audit_value(text.substr(colon + 2), words);
}

/// "name: Corner shop; smallest coin: 0.05", each for itself.
std::string listed_value(std::string_view kept, std::string_view between, const Words& words) {
    std::string all;
    for (;;) {
        const auto end = kept.find(between);
        all += audit_value(kept.substr(0, end), words);
        if (end == std::string_view::npos) return all;
        all += between;
        kept.remove_prefix(end + between.size());
    }
}

}  // namespace

std::string audit_value(std::string_view kept, const Words& words) {
    if (kept.empty()) return "–";
    std::string name = "audit_word_" + std::string{kept};
    std::ranges::replace(name, ' ', '_');
    // Of those with something to put in, the text is no name.
    if (words.has(name) && words[name].find('{') == std::string::npos) return words[name];
    if (is_figure(kept)) return typed_figure(std::string{kept}, words);
    if (auto day = day_of(kept, words)) return std::move(*day);
    if (auto whole = compound(kept, words)) return std::move(*whole);
    if (kept.find("; ") != std::string_view::npos) return listed_value(kept, "; ", words);
    if (auto one = labelled(kept, words)) return std::move(*one);
    if (kept.find(", ") != std::string_view::npos) return listed_value(kept, ", ", words);
    return std::string{kept};
}

std::string audit_days(std::string_view kept, const Words& words) {
    constexpr std::size_t kDay = std::string_view{"2026-12-01"}.size();
    constexpr std::size_t kMoment = std::string_view{"2026-12-01 08:30"}.size();
    const auto label_end = kept.starts_with('"') ? kept.find("\": ") : std::string_view::npos;
    const std::size_t begin = label_end == std::string_view::npos ? 0 : label_end;
    std::string said{kept.substr(0, begin)};
    for (std::size_t at = begin; at < kept.size();) {
        const bool is_word = at == 0 || kept[at - 1] == ' ';
        std::optional<std::string> day;
        std::size_t length = 1;
        for (const std::size_t tried : {kMoment, kDay}) {
            const std::size_t end = at + tried;
            if (!is_word || day || end > kept.size()) continue;
            if (end < kept.size() && kept[end] != ' ' && kept[end] != ';') continue;
            day = day_of(kept.substr(at, tried), words);
            if (day) length = tried;
        }
        said += day ? *day : std::string{kept[at]};
        at += length;
    }
    return said;
}

std::optional<std::string> audit_phrase(const pos::journal::SettingChanged& changed,
                                        const Words& words) {
    for (const AuditPhrase& phrase : kAuditPhrases) {
        Values values;
        if (!fits_pattern(phrase.key, changed.key, values)) continue;
        // A pattern of nothing but a name takes whatever there is, nothing too.
        if (!fits_pattern(phrase.to, changed.to, values)) continue;
        for (auto& [name, value] : values) value = audit_value(value, words);
        const std::string from = audit_value(changed.from, words);
        std::vector<Words::Argument> arguments{{"from", from}};
        for (const auto& [name, value] : values) arguments.emplace_back(name, value);
        return words.with("audit_" + std::string{phrase.text}, arguments);
    }
    return std::nullopt;
}

}  // namespace app::office::web
