#include "app/till/replace_words.hpp"

#include <algorithm>

#include "app/till/shell/trouble.hpp"
#include "app/till/ui/beside.hpp"

namespace till {

namespace {

using app::core::AtOffice;
using app::core::BackupContent;
using ui::TextKey;

/// "Friday 27 November, 14:05"
std::string when(pos::Instant at, const ReplaceWording& w) {
    const auto local = w.zone.local(at);
    return w.locale.long_day(local.date) + ", " + w.locale.time(local);
}

std::string age(pos::Instant at, const ReplaceWording& w) {
    constexpr std::int64_t kMinute_ms = 60'000;
    constexpr std::int64_t kHour = 60;
    constexpr std::int64_t kDay = 24 * kHour;
    const std::int64_t minutes = (w.now.unix_ms - at.unix_ms) / kMinute_ms;
    const auto say = [&](TextKey key, std::int64_t count) {
        return w.texts.count(key, count, {{"count", w.locale.integer(count)}});
    };
    if (minutes < 1) return w.texts[TextKey::replace_age_now];
    if (minutes < kHour) return say(TextKey::replace_age_minutes, minutes);
    if (minutes < 2 * kDay) return say(TextKey::replace_age_hours, minutes / kHour);
    return say(TextKey::replace_age_days, minutes / kDay);
}

class Facts {
public:
    explicit Facts(const ReplaceWording& wording) : w_{wording} {}
    void add(TextKey label, std::string value) {
        if (value.empty()) return;
        all.push_back(w_.texts[label]);
        all.push_back(std::move(value));
    }
    void add(TextKey label, std::int64_t count) { add(label, w_.locale.integer(count)); }

    std::vector<std::string> all;

private:
    const ReplaceWording& w_;
};

std::string last_of(const BackupContent& content, const ReplaceWording& w) {
    if (content.last_number.empty()) return w.texts[TextKey::replace_no_receipt];
    std::string words = content.last_number;
    ui::add_beside(w.texts, words, when(content.last_sale, w));
    return words;
}

void add_office(const ProvedCopy& proved, const ReplaceWording& w, std::vector<std::string>& all) {
    using Knows = AtOffice::Knows;
    if (proved.found.content->office.empty()) {
        all.push_back(w.texts[TextKey::replace_office_none]);
        return;
    }
    const auto count = static_cast<std::int64_t>(proved.office.entries);
    switch (proved.office.knows) {
        case Knows::not_asked:
            all.push_back(w.texts[TextKey::replace_office_not_asked]);
            break;
        case Knows::unreachable:
            all.push_back(w.texts.with(TextKey::replace_office_unreachable,
                                       {{"why", shell::reason_words(proved.office.why, w.texts)}}));
            break;
        case Knows::less:
            all.push_back(w.texts[TextKey::replace_office_less]);
            break;
        case Knows::more:
            all.push_back(w.texts.count(TextKey::replace_office_more, count,
                                        {{"count", w.locale.integer(count)}}));
            break;
    }
    all.push_back(
        w.texts.with(TextKey::replace_office_join, {{"office", proved.found.content->office}}));
}

std::vector<std::string> missing_of(const ProvedCopy& proved, const ReplaceWording& w) {
    const auto& content = *proved.found.content;
    std::vector<std::string> all;
    if (proved.found.copy.rescued) {
        all.push_back(w.texts[TextKey::replace_lacks_nothing]);
        if (!content.office.empty())
            all.push_back(w.texts.with(TextKey::replace_office_join, {{"office", content.office}}));
        return all;
    }
    const std::string made = when(proved.found.copy.at, w);
    all.push_back(
        content.last_number.empty()
            ? w.texts.with(TextKey::replace_lacks_all_sales, {{"when", made}})
            : w.texts.with(TextKey::replace_lacks_sales, {{"when", made},
                                                          {"number", content.last_number},
                                                          {"sold", when(content.last_sale, w)}}));
    add_office(proved, w, all);
    all.push_back(w.texts[TextKey::replace_lacks_paper]);
    all.push_back(w.texts[TextKey::replace_lacks_changes]);
    return all;
}

}  // namespace

void doubt_rescued(std::vector<FoundCopy>& found) {
    for (auto& one : found) {
        if (!one.copy.rescued || !one.content) continue;
        const auto later = [&](const FoundCopy& other) {
            return other.content && other.content->till == one.content->till &&
                   other.copy.at.unix_ms > one.copy.at.unix_ms;
        };
        if (std::ranges::any_of(found, later)) one.copy.rescued = false;
    }
}

common::Place place_of(const FoundCopy& found, const ReplaceWording& w) {
    common::Place place{.name = when(found.copy.at, w), .note = {}};
    ui::add_beside(w.texts, place.name, age(found.copy.at, w));
    if (found.copy.rescued) place.note = w.texts[TextKey::replace_rescued];
    const auto add = [&](std::string words) {
        if (place.note.empty()) {
            place.note = std::move(words);
        } else {
            ui::add_beside(w.texts, place.note, std::move(words));
        }
    };
    if (const auto& content = found.content) {
        if (!content->shop.empty()) add(content->shop);
        add(content->till);
        add(content->last_number.empty()
                ? w.texts[TextKey::replace_no_sale]
                : w.texts.with(TextKey::replace_last, {{"number", content->last_number},
                                                       {"when", when(content->last_sale, w)}}));
    }
    add(found.copy.file.string());
    return place;
}

std::string refused_words(const std::filesystem::path& file, const app::core::Failure& why,
                          const ui::Texts& texts) {
    std::error_code none;
    if (!std::filesystem::exists(file, none)) return texts[TextKey::goods_not_there];
    return texts.with(TextKey::replace_no_good, {{"why", shell::words_for(why, texts)}});
}

BackupWords words_of(const ProvedCopy& proved, const ReplaceWording& w) {
    const auto& content = *proved.found.content;
    std::string made = when(proved.found.copy.at, w);
    ui::add_beside(w.texts, made, age(proved.found.copy.at, w));
    Facts facts{w};
    facts.add(TextKey::replace_fact_shop, content.shop);
    facts.add(TextKey::replace_fact_till, content.till);
    facts.add(TextKey::replace_fact_made, std::move(made));
    facts.add(TextKey::replace_fact_last, last_of(content, w));
    facts.add(TextKey::replace_fact_receipts, content.receipts);
    facts.add(TextKey::start_field_goods, content.items);
    facts.add(TextKey::replace_fact_office, content.office);
    facts.add(TextKey::replace_fact_file, proved.found.copy.file.string());
    return {std::move(facts.all), missing_of(proved, w)};
}

BackupWords words_of(const ProvedCopy& proved, const pos::store::Restored& restored,
                     const ReplaceWording& w) {
    const auto& content = *proved.found.content;
    const std::string branch = content.till.substr(0, content.till.find('-'));
    Facts facts{w};
    facts.add(TextKey::replace_fact_shop, content.shop);
    facts.add(TextKey::replace_fact_series, branch + "-" + restored.series);
    facts.add(TextKey::replace_fact_closed, content.series);
    facts.add(TextKey::replace_fact_last, last_of(content, w));
    for (const auto& name : restored.set_aside) facts.add(TextKey::replace_fact_kept, name);
    return {std::move(facts.all), missing_of(proved, w)};
}

BackupWords words_of(const app::core::Replaced& done, const ReplaceWording& w) {
    const auto& known = done.known;
    Facts facts{w};
    facts.add(TextKey::replace_fact_shop, known.name);
    facts.add(TextKey::replace_fact_series, known.branch + "-" + known.series);
    facts.add(TextKey::replace_fact_closed, known.branch + "-" + known.code);
    facts.add(TextKey::replace_fact_last,
              known.last_number.empty() ? w.texts[TextKey::replace_no_receipt] : known.last_number);
    std::vector<std::string> missing;
    missing.push_back(known.last_number.empty() ? w.texts[TextKey::replace_took_over_nothing]
                                                : w.texts.with(TextKey::replace_took_over,
                                                               {{"number", known.last_number},
                                                                {"when", when(known.last_at, w)}}));
    missing.push_back(w.texts[TextKey::replace_took_over_disk]);
    if (done.not_taken_in) {
        const std::string why = shell::words_for(*done.not_taken_in, w.texts);
        missing.push_back(w.texts.with(TextKey::replace_not_all_came, {{"why", why}}));
    }
    return {std::move(facts.all), std::move(missing)};
}

}  // namespace till
