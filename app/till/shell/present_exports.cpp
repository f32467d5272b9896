#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/trouble.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

/// In the order of ExportPart.
constexpr TextKey kPartWords[] = {TextKey::export_all,   TextKey::export_goods,
                                  TextKey::export_sales, TextKey::export_people,
                                  TextKey::export_bills, TextKey::export_journal};

std::string rows_words(std::uint64_t rows, const Context& c) {
    const auto count = static_cast<std::int64_t>(rows);
    return c.texts.count(TextKey::start_rows, count, {{"count", c.locale.integer(count)}});
}

TextKey key_of_reason(const std::string& why) {
    if (why == "no_folder") return TextKey::export_no_folder;
    if (why == "cannot_write") return TextKey::export_cannot_write;
    if (why == "disk_full") return TextKey::export_disk_full;
    if (why == "stopped") return TextKey::export_stopped;
    return TextKey::export_failed;
}

}  // namespace

std::string export_words(const Model& m, const Context& c) {
    const auto& state = m.export_desk.state;
    if (!state.why.empty()) {
        return c.texts.with(key_of_reason(state.why), {{"folder", m.export_desk.folder},
                                                       {"why", reason_words(state.why, c.texts)}});
    }
    if (state.to.empty()) return {};
    return c.texts.with(TextKey::export_done, {{"file", state.to},
                                               {"rows", rows_words(state.rows, c)},
                                               {"size", size_words(state.bytes, c)}});
}

void present_exports(Model& m, const Context& c) {
    auto& screen = m.exports;
    const auto& desk = m.export_desk;
    screen.parts.clear();
    for (const TextKey words : kPartWords) screen.parts.push_back(c.texts[words]);
    screen.work.clear();
    screen.headline.clear();
    screen.level = common::Level::quiet;
    screen.about =
        c.texts[desk.state.working ? TextKey::export_running_about : TextKey::export_about];
    if (desk.state.working) {
        screen.work =
            c.texts.with(TextKey::export_running, {{"rows", rows_words(desk.state.rows, c)}});
    } else {
        screen.headline = export_words(m, c);
        const bool stopped = desk.state.why == "stopped";
        if (!desk.state.to.empty()) screen.level = common::Level::good;
        if (!desk.state.why.empty() && !stopped) screen.level = common::Level::warning;
    }
    screen.where.places.clear();
    for (const auto& place : desk.places) screen.where.places.push_back(place_words(place, c));
    screen.where.nothing =
        c.texts[desk.found ? TextKey::backups_no_places : TextKey::backups_looking];
}

}  // namespace till::shell
