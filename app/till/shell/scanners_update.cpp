// Scanners that come, go and fail.
#include <algorithm>

#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using drivers::scanner::ScannerState;
using drivers::scanner::ScannerStatus;
using ui::TextKey;

bool has(const std::vector<ScannerStatus>& scanners, const std::string& name, ScannerState state) {
    return std::ranges::any_of(
        scanners, [&](const ScannerStatus& one) { return one.name == name && one.state == state; });
}

/// What is new of one scanner, in words; trouble is said at once.
void say_news(Model& m, const ScannerStatus& now, const Context& c) {
    if (has(m.scanners, now.name, now.state)) return;
    switch (now.state) {
        case ScannerState::ready:
            if (!m.scanner_missed) return;  // the strip says it
            return say(m, common::Level::good,
                       c.texts.with(TextKey::said_scanner_ready, {{"name", now.name}}));
        case ScannerState::in_use:
            return say(m, common::Level::warning,
                       now.detail.empty()
                           ? c.texts.with(TextKey::said_scanner_in_use, {{"name", now.name}})
                           : c.texts.with(TextKey::said_scanner_in_use_by,
                                          {{"name", now.name}, {"program", now.detail}}));
        case ScannerState::not_allowed:
            return say(m, common::Level::warning,
                       c.texts.with(TextKey::said_scanner_not_allowed, {{"name", now.name}}));
        case ScannerState::failed:
            return say(m, common::Level::warning,
                       c.texts.with(TextKey::said_scanner_failed, {{"name", now.name}}));
        case ScannerState::gone:
            return;
    }
}

}  // namespace

void apply(Model& m, const ScannersChanged& changed, const Context& c, Effects&) {
    if (changed.anew) {
        m.scanners.clear();
        m.scanner_missed = false;
    }
    for (const ScannerStatus& now : changed.scanners) say_news(m, now, c);
    for (const ScannerStatus& before : m.scanners) {
        const bool lost = before.state == ScannerState::ready &&
                          (!has(changed.scanners, before.name, ScannerState::ready));
        const bool in_trouble = has(changed.scanners, before.name, ScannerState::in_use) ||
                                has(changed.scanners, before.name, ScannerState::not_allowed) ||
                                has(changed.scanners, before.name, ScannerState::failed);
        if (!lost || in_trouble) continue;
        m.scanner_missed = true;
        say(m, common::Level::warning,
            c.texts.with(TextKey::said_scanner_gone, {{"name", before.name}}));
    }
    for (const ScannerStatus& now : changed.scanners) {
        const bool came =
            now.state == ScannerState::ready && !has(m.scanners, now.name, ScannerState::ready);
        if (came) m.scanner_missed = false;
    }
    m.scanners = changed.scanners;
}

}  // namespace till::shell
