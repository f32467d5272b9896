#include "app/till/screens/common/status_view.hpp"

#include <vector>

namespace till::common {

ui::Tone tone(Level level) {
    switch (level) {
        case Level::quiet:
            return ui::Tone::neutral;
        case Level::good:
            return ui::Tone::good;
        case Level::warning:
            return ui::Tone::warning;
        case Level::danger:
            return ui::Tone::danger;
    }
    return ui::Tone::neutral;
}

ui::Rect draw_status(ui::Frame& frame, const Status& status, Parts parts) {
    std::vector<ui::Pill> pills;
    pills.reserve(status.signals.size());
    for (const Signal& signal : status.signals) {
        ui::Pill pill{.tone = tone(signal.level), .words = signal.words};
        if (signal.opens == Signal::Opens::office) {
            pill.name = "status_office";
            pill.orders = ui::Command::office;
        } else if (signal.opens == Signal::Opens::lost_shop) {
            pill.name = "status_lost_shop";
            pill.orders = ui::Command::put_back;
        } else if (signal.opens == Signal::Opens::backups) {
            pill.name = "status_backups";
            pill.orders = ui::Command::backups;
        }
        pills.push_back(pill);
    }
    return ui::status_bar(
        frame, {.till = status.till,
                .person = status.person,
                .person_orders = status.person_locks ? ui::Command::lock : ui::Command::none,
                .context = status.context,
                .pills = pills,
                .time = status.time,
                .panes = parts == Parts::two});
}

float message_height(const ui::Frame& frame, const Message& message, float width) {
    return ui::notice_height(frame, width, {.tone = tone(message.level), .words = message.words});
}

void draw_message(ui::Frame& frame, const Message& message, ui::Rect& rest) {
    if (message.empty()) return;
    const ui::Notice notice{.tone = tone(message.level), .words = message.words};
    const ui::Rect place =
        ui::take_top(rest, message_height(frame, message, rest.width()), frame.space().m);
    ui::notice(frame, "message", place, notice);
}

}  // namespace till::common
