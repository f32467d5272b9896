#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/ui/utf8.hpp"

namespace test {

/// The till's own drawing and input with no window and no graphics card, driven by control name.
///
///     test::HeadlessUi ui({.language = "de"}, [&](till::ui::Frame& frame) {
///         if (const auto action = sell::draw(frame, model)) sell::update(model, *action);
///     });
///     ui.tap("pay");
///     EXPECT_TRUE(ui.probe().shows("Zahlen …"));
///
/// Time is the test's: it moves by a little with each event, and by `wait`.
class HeadlessUi {
public:
    using Draw = std::function<void(till::ui::Frame&)>;
    struct Options {
        float width_px{1280};
        float height_px{800};
        float scale{1};
        std::string theme{"light"};
        std::string language{"en"};
        bool mirrored{false};
        bool large_text{false};
        till::ui::Hand hand{till::ui::Hand::usual};
        till::ui::KeyMap keys{};
    };

    explicit HeadlessUi(Draw draw) : HeadlessUi(Options{}, std::move(draw)) {}
    HeadlessUi(const Options& options, Draw draw)
        : draw_(std::move(draw)),
          ui_(value(till::ui::Assets().theme(options.theme)),
              value(till::ui::Assets().texts(options.language, options.keys)), options.keys,
              {.width_px = options.width_px,
               .height_px = options.height_px,
               .scale = options.scale,
               .mirrored = options.mirrored,
               .large_text = options.large_text,
               .hand = options.hand,
               .probe = true},
              textures_) {
        show();
    }

    /// Draws until nothing changes any more.
    void show() { ui_.settle(now_, draw_); }
    /// Another screen, or another display for it; what controls remembered is forgotten.
    void show(Draw draw, const Options& options) {
        draw_ = std::move(draw);
        ui_.forget();
        ui_.set_size(options.width_px, options.height_px);
        ui_.set_scale(options.scale);
        ui_.set_mirrored(options.mirrored);
        ui_.set_large_text(options.large_text);
        ui_.set_hand(options.hand);
        show();
    }

    /// One event, and the passes that follow it.
    void send(const till::ui::Event& event) {
        now_ += till::ui::Moment{1'000};
        ui_.pass(event, now_, draw_);
        show();
    }

    void tap(std::string_view name) {
        const auto at = centre(name);
        if (!at) return;
        tap_at(*at);
    }
    void tap_at(till::ui::Point at) {
        send(till::ui::PointerPressed{at});
        send(till::ui::PointerReleased{at});
    }
    void press(till::ui::Key key, bool shift = false, bool control = false) {
        send(till::ui::KeyPressed{key, shift, control, false});
    }
    void type(std::string_view text) {
        while (!text.empty()) send(till::ui::CharTyped{till::ui::take_character(text)});
    }
    void wheel(std::string_view name, float notches) {
        if (const auto at = centre(name)) send(till::ui::WheelTurned{*at, notches});
    }
    /// A finger put down, drawn over the glass in `steps` and taken up again.
    void drag(till::ui::Point from, till::ui::Point to, int steps = 10,
              till::ui::Moment each = till::ui::Moment{10'000}) {
        send(till::ui::PointerPressed{from});
        for (int i = 1; i <= steps; ++i) {
            const float share = static_cast<float>(i) / static_cast<float>(steps);
            wait(each);
            send(till::ui::PointerMoved{
                {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share}});
        }
        send(till::ui::PointerReleased{to});
    }
    /// Lets time pass, with the passes that the screen asks for. Returns how many it asked for.
    int wait(till::ui::Moment span) {
        const till::ui::Moment end = now_ + span;
        int passes = 0;
        while (const auto wanted = ui_.wants_pass_at()) {
            if (*wanted > end) break;
            now_ = std::max(now_, *wanted);
            ui_.pass(std::nullopt, now_, draw_);
            ++passes;
        }
        now_ = end;
        return passes;
    }

    const till::ui::Probe& probe() const { return ui_.probe(); }
    till::ui::Ui& ui() { return ui_; }
    till::ui::Moment now() const { return now_; }

    /// The middle of a control; a failed expectation when it is not there.
    std::optional<till::ui::Point> centre(std::string_view name) const {
        const auto it = probe().controls.find(name);
        if (it == probe().controls.end()) {
            ADD_FAILURE() << "no control named " << name << " is on the screen";
            return std::nullopt;
        }
        return till::ui::Point{it->second.place.centre(), it->second.place.middle()};
    }

private:
    template <class T>
    static T value(std::expected<T, std::string> read) {
        if (!read) throw std::runtime_error(read.error());
        return std::move(*read);
    }

    Draw draw_;
    till::ui::NullTextures textures_;
    till::ui::Moment now_{1'000'000};
    till::ui::Ui ui_;
};

}  // namespace test
