#include "app/till/paper_preview.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "app/core/logo.hpp"
#include "app/core/office/own_shop.hpp"
#include "app/core/sample_receipt.hpp"
#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/paper_renderer.hpp"
#include "drivers/printer/png.hpp"

namespace till {

namespace {

using drivers::printer::Ink;

/// The dots across that a printer of 80 mm has.
constexpr unsigned kDots = 576;

/// The logo that is to be seen, whatever the shop has.
class OneLogo final : public drivers::printer::Pictures {
public:
    void show(const shell::Logo& png) {
        logo_.reset();
        if (!png) return;
        if (auto ink = drivers::printer::read_png(*png)) logo_ = std::move(*ink);
    }
    std::optional<Ink> find(std::string_view name) const override {
        if (name != app::core::kLogoName) return std::nullopt;
        return logo_;
    }

private:
    std::optional<Ink> logo_;
};

/// Black on white, as textures are.
std::vector<std::uint8_t> rgba_of(const Ink& ink) {
    constexpr std::uint8_t kWhite = 255;
    std::vector<std::uint8_t> out;
    out.reserve(ink.dots.size() * 4);
    for (const std::uint8_t dot : ink.dots) {
        const auto grey = static_cast<std::uint8_t>(kWhite - dot);
        out.insert(out.end(), {grey, grey, grey, kWhite});
    }
    return out;
}

}  // namespace

PaperPreview::PaperPreview(pos::journal::JournalRow journal, ui::TextureSink& sink, Post post)
    : journal_{std::move(journal)},
      sink_{sink},
      post_{std::move(post)},
      thread_{[this](const std::stop_token& stop) { work(stop); }} {}

PaperPreview::~PaperPreview() {
    thread_.request_stop();
    changed_.notify_all();
    thread_.join();
    if (texture_ != ui::TextureId::none) sink_.destroy(texture_);
}

void PaperPreview::draw(const shell::DrawPaper& wanted, const app::core::ShopSettings& settings,
                        const pos::LocalTime& now) {
    last_ = Ask{wanted, settings, now, width_px_};
    if (width_px_ == 0) return;
    {
        const std::scoped_lock lock{mutex_};
        asked_ = last_;
    }
    changed_.notify_all();
}

void PaperPreview::set_width(int width_px) {
    if (width_px == width_px_) return;
    width_px_ = width_px;
    if (!last_) return;
    const Ask again = *last_;
    draw(again.wanted, again.settings, again.now);
}

bool PaperPreview::take_in() {
    std::optional<Painted> painted;
    {
        const std::scoped_lock lock{mutex_};
        painted = std::exchange(painted_, std::nullopt);
    }
    if (!painted) return false;
    if (texture_ != ui::TextureId::none) sink_.destroy(texture_);
    texture_ = ui::TextureId::none;
    const int width = static_cast<int>(painted->ink.width);
    const int height = static_cast<int>(painted->ink.height);
    if (width > 0 && height > 0) {
        const auto bytes = rgba_of(painted->ink);
        texture_ = sink_.create_picture(
            {.width = width, .height = height, .stride_bytes = width * 4, .bytes = bytes.data()});
    }
    return true;
}

void PaperPreview::work(const std::stop_token& stop) {
    OneLogo logo;
    // Made by the first receipt: loading the fonts takes longer than painting.
    std::unique_ptr<drivers::printer::PaperPainter> painter;
    while (!stop.stop_requested()) {
        std::optional<Ask> ask;
        {
            std::unique_lock lock{mutex_};
            if (!changed_.wait(lock, stop, [&] { return asked_.has_value(); })) return;
            ask = std::exchange(asked_, std::nullopt);
        }
        auto settings =
            app::core::settings_by(ask->settings, ask->wanted.sheet, journal_, ask->now.date);
        Ink ink;
        if (settings) {
            settings->has_logo = ask->wanted.logo != nullptr;
            logo.show(ask->wanted.logo);
            if (!painter) painter = std::make_unique<drivers::printer::PaperPainter>(kDots, logo);
            const auto paper =
                app::core::sample_receipt(*settings, journal_, ask->wanted.cashier, ask->now);
            if (paper)
                ink = drivers::printer::fitted(
                    drivers::printer::render_paper(*paper, drivers::printer::kRoll80mm, *painter),
                    static_cast<unsigned>(std::max(ask->width_px, 1)));
        }
        // What makes no receipt leaves the one before.
        if (ink.width == 0) continue;
        const shell::PaperDrawn drawn{.ask = ask->wanted.ask,
                                      .width_px = static_cast<int>(ink.width),
                                      .height_px = static_cast<int>(ink.height)};
        {
            const std::scoped_lock lock{mutex_};
            painted_ = Painted{ask->wanted.ask, std::move(ink)};
        }
        post_(drawn);
    }
}

}  // namespace till
