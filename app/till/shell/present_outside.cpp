#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

std::string when_words(pos::Instant at, const Context& c) {
    const auto local = local_of(at, c);
    return c.locale.date(local.date) + ", " + c.locale.time(local);
}

struct Reason {
    std::string_view name;
    TextKey why;
    TextKey advice;
};
constexpr Reason kReasons[] = {
    {"unknown_kind", TextKey::outside_newer, TextKey::outside_newer_todo},
    {"newer_version", TextKey::outside_newer, TextKey::outside_newer_todo},
    {"damaged", TextKey::outside_damaged, TextKey::outside_tell_office},
    {"contradiction", TextKey::outside_contradiction, TextKey::outside_tell_office},
    {"refused", TextKey::outside_twice, TextKey::outside_tell_office},
    {"other_key", TextKey::outside_other_till, TextKey::outside_tell_office},
    {"other_place", TextKey::outside_other_till, TextKey::outside_tell_office},
};

office::Kept kept_of(const OutsideItem& item, bool goes_on, const Context& c) {
    office::Kept row{.serious = true};
    const std::string what =
        c.texts[item.parked ? TextKey::outside_parked : TextKey::outside_set_aside];
    const std::string count =
        item.tickets > 0
            ? c.texts.count(TextKey::outside_receipts, item.tickets,
                            {{"count", c.locale.integer(item.tickets)},
                             {"first", item.first_number},
                             {"last", item.last_number}})
            : c.texts.count(TextKey::outside_entries, static_cast<std::int64_t>(item.entries),
                            {{"count", c.locale.integer(static_cast<std::int64_t>(item.entries))}});
    row.title = what + " · " + count;
    if (item.tickets > 0) row.amount = c.locale.money(item.total);
    row.note = c.texts.with(TextKey::outside_since, {{"when", when_words(item.since, c)}});
    // Which till it says; anything else is the office's own language.
    if (item.reason == "other_place" && !item.detail.empty()) row.note += " · " + item.detail;
    if (!item.parked) {
        if (!item.ours) {
            row.serious = false;
            row.why = c.texts[TextKey::outside_copy];
            row.advice = c.texts[TextKey::outside_copy_todo];
        } else {
            row.why = c.texts[TextKey::outside_same_numbers];
            row.advice = c.texts[goes_on ? TextKey::outside_goes_on : TextKey::outside_code_todo];
        }
        return row;
    }
    row.why = c.texts[TextKey::outside_damaged];
    row.advice = c.texts[TextKey::outside_tell_office];
    for (const Reason& reason : kReasons) {
        if (reason.name != item.reason) continue;
        row.why = c.texts[reason.why];
        row.advice = c.texts[reason.advice];
    }
    return row;
}

/// Why head office was not reached last time.
TextKey way_key(OfficeWay way) {
    switch (way) {
        case OfficeWay::broken:
            return TextKey::office_way_broken;
        case OfficeWay::no_name:
            return TextKey::office_way_no_name;
        case OfficeWay::nobody:
            return TextKey::office_way_nobody;
        case OfficeWay::silent:
            return TextKey::office_way_silent;
        case OfficeWay::certificate:
            return TextKey::office_way_certificate;
        case OfficeWay::other:
            return TextKey::office_way_other;
        case OfficeWay::database:
            return TextKey::office_way_database;
    }
    return TextKey::office_way_broken;
}

/// What became of this till, where something did, or why head office is not reached.
common::Message about(const OfficeChanged& o, const Context& c) {
    using common::Level;
    switch (o.parting) {
        case Parting::asking:
            return {Level::warning, c.texts[TextKey::office_asking]};
        case Parting::granted:
            return {Level::warning, c.texts.with(TextKey::office_granted, {{"name", o.next}})};
        case Parting::still_sells:
            return {Level::warning, c.texts[TextKey::office_still_sells]};
        case Parting::succeeded:
            return {Level::warning, c.texts[TextKey::office_succeeded]};
        case Parting::none:
            break;
    }
    if (o.way) {
        return {wants_help(*o.way) ? Level::warning : Level::quiet, c.texts[way_key(*o.way)]};
    }
    if (o.origin == Origin::first || !o.since) return {};
    return {Level::quiet, c.texts.with(o.origin == Origin::put_back ? TextKey::office_put_back
                                                                    : TextKey::office_replaced,
                                       {{"name", o.name}, {"when", when_words(*o.since, c)}})};
}

}  // namespace

bool wants_help(OfficeWay way) {
    return way == OfficeWay::certificate || way == OfficeWay::other || way == OfficeWay::database;
}

void present_outside(Model& m, const Context& c) {
    auto& screen = m.office_screen;
    const auto& o = m.office;
    screen.about = about(o, c);
    screen.loading = m.outside_asked;
    screen.rows.clear();
    screen.can_export = false;
    const auto count = [&](std::uint64_t of) {
        return c.locale.integer(static_cast<std::int64_t>(of));
    };
    if (!m.outside) {
        screen.nothing = c.texts[TextKey::office_loading];
        return;
    }
    if (!m.outside->trouble.empty()) {
        screen.nothing = c.texts.with(TextKey::office_unreached,
                                      {{"aside", count(o.set_aside)}, {"parked", count(o.parked)}});
        return;
    }
    screen.nothing = c.texts[TextKey::office_nothing];
    const bool goes_on = o.parting == Parting::asking || o.parting == Parting::granted;
    for (const auto& item : m.outside->items) {
        screen.rows.push_back(kept_of(item, goes_on, c));
        screen.can_export = screen.can_export || item.ours;
    }
}

}  // namespace till::shell
